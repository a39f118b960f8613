import type { Schemas } from './api'
import { asRefused, type Refused } from './problem'

export interface Piece<T> {
  rows: T[]
  pagination: Schemas['Pagination']
}

/** A list that is read by cursors, a piece at a time. What was asked for before the newest `begin()` is thrown away when it comes. */
export class CursorList<T> {
  rows = $state.raw<T[]>([])
  total = $state<number | null>(null)
  /** Whether anything has been answered yet: before that, a skeleton is shown. */
  known = $state(false)
  busy = $state(false)
  refused = $state<Refused | null>(null)

  private cursor = $state<string | null>(null)
  private turn = 0
  private readonly read: (cursor: string | undefined) => Promise<Piece<T>>

  constructor(read: (cursor: string | undefined) => Promise<Piece<T>>) {
    this.read = read
  }

  get more(): boolean {
    return this.cursor !== null
  }

  /** Reads from the top. The rows that are shown stay until the new ones are there. */
  begin = async (): Promise<void> => {
    await this.take(undefined, () => [])
  }

  next = async (): Promise<void> => {
    if (this.cursor !== null && !this.busy) await this.take(this.cursor, () => this.rows)
  }

  private async take(cursor: string | undefined, before: () => T[]): Promise<void> {
    const turn = ++this.turn
    this.busy = true
    this.refused = null
    try {
      const piece = await this.read(cursor)
      if (turn !== this.turn) return
      this.rows = [...before(), ...piece.rows]
      this.total = piece.pagination.total ?? this.total
      this.cursor = piece.pagination.next_cursor
      this.known = true
    } catch (cause) {
      if (turn === this.turn) this.refused = asRefused(cause)
    } finally {
      if (turn === this.turn) this.busy = false
    }
  }
}
