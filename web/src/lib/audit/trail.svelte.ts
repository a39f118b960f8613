import type { Transaction } from '../account.svelte'
import { api } from '../api'
import { CursorList } from '../cursor_list.svelte'
import type { Filters } from './filters'

const kPageRows = 50
const kPagesBack = 20 // how far an opened row is looked for, from the top

/** The filtered rows, and what is new above them. */
export class Trail {
  filters: Filters = {}
  readonly list = new CursorList<Transaction>((cursor) => this.read(cursor))
  /** Rows that came while the page was open. */
  fresh = $state.raw<ReadonlySet<number>>(new Set())
  private beginning: Promise<void> | null = null

  private async read(cursor: string | undefined) {
    const query = { ...this.filters, limit: kPageRows, ...(cursor === undefined ? {} : { cursor }) }
    const answer = await api.told(api.client.GET('/api/v1/marketplace/transactions/audit-trail', { params: { query } }))
    return { rows: answer.transactions, pagination: answer.pagination }
  }

  /** Reads from the top, and on until a row that is wanted is among them. */
  async begin(filters: Filters, seq: number | null): Promise<void> {
    this.filters = filters
    this.fresh = new Set()
    this.beginning = this.list.begin()
    await this.beginning
    for (let pages = 1; seq !== null && pages < kPagesBack && this.list.more && this.list.refused === null; pages += 1) {
      if (this.filters !== filters || (this.list.rows.at(-1)?.seq ?? 0) <= seq) return
      await this.list.next()
    }
  }

  /** Puts newer rows on top of those that are shown, however far down the page has gone. */
  async catchUp(): Promise<number> {
    const filters = this.filters
    // What is told while the first rows are still on their way may be younger than they are.
    await this.beginning
    const newest = await this.read(undefined).catch(() => null) // what is shown stays, and the badge says of when it is
    if (newest === null || this.filters !== filters || !this.list.known) return 0
    const top = this.list.rows[0]?.seq ?? 0
    const newer = newest.rows.filter((row) => row.seq > top)
    if (newer.length === 0) return 0
    if (newer.length === kPageRows) await this.list.begin()
    else {
      this.list.rows = [...newer, ...this.list.rows]
      this.list.total = newest.pagination.total ?? this.list.total
    }
    this.fresh = new Set([...this.fresh, ...newer.map((row) => row.seq)])
    return newer.length
  }
}
