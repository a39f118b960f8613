import type { Schemas } from '../api'
import { asRefused, type Refused } from '../problem'

interface Page<T> {
  rows: T[]
  pagination: Schemas['Pagination']
}

/** A list that comes page by page. What was asked before the last change of its filters is not shown any more. */
export class Paged<T> {
  rows = $state<T[]>([])
  total = $state<number | null>(null)
  busy = $state(false)
  /** Whether the first page has come, so that no rows means that there are none. */
  known = $state(false)
  refused = $state<Refused | null>(null)
  private cursor = $state<string | null>(null)
  private asked = 0

  constructor(private readonly read: (cursor: string | undefined) => Promise<Page<T>>) {}

  get more(): boolean {
    return this.cursor !== null
  }

  /** From the first page on. What is shown stays until it has come. */
  async first(): Promise<void> {
    await this.take(undefined)
  }

  async next(): Promise<void> {
    if (this.cursor !== null && !this.busy) await this.take(this.cursor)
  }

  private async take(cursor: string | undefined): Promise<void> {
    const asked = ++this.asked
    this.busy = true
    this.refused = null
    try {
      const { rows, pagination } = await this.read(cursor)
      if (asked !== this.asked) return
      this.rows = cursor === undefined ? rows : [...this.rows, ...rows]
      this.total = pagination.total
      this.cursor = pagination.next_cursor
      this.known = true
    } catch (cause) {
      if (asked === this.asked) this.refused = asRefused(cause)
    } finally {
      if (asked === this.asked) this.busy = false
    }
  }
}
