import { api, type Schemas } from '../api'
import { clock } from '../clock.svelte'
import { asRefused, type Refused } from '../problem'

export type Transaction = Schemas['Transaction']
export type Source = Schemas['TransactionSource']

export interface Filter {
  source: Source | null
  /** The last so many hours; null is all of them. */
  hours: number | null
}

const kHourMs = 3_600_000
const kRows = 25

/** One's own rows of the record, newest first, page by page; what comes in meanwhile is put on top. */
export class Statement {
  rows = $state.raw<Transaction[]>([])
  total = $state<number | null>(null)
  more = $state(false)
  known = $state(false)
  busy = $state(false)
  refused = $state.raw<Refused | null>(null)
  private cursor: string | null = null
  private readonly query: { limit: number; transaction_source?: Source; from?: string }

  constructor(filter: Filter) {
    this.query = { limit: kRows }
    if (filter.source !== null) this.query.transaction_source = filter.source
    if (filter.hours !== null) this.query.from = new Date(clock.read() - filter.hours * kHourMs).toISOString()
  }

  /** The first page; later only what is new on it. More new rows than a page begin the list anew. */
  async newest(): Promise<void> {
    await this.page(null, ({ transactions, pagination }) => {
      const newest = this.rows[0]?.seq ?? 0
      const fresh = transactions.filter((row) => row.seq > newest)
      const whole = fresh.length === transactions.length
      this.rows = whole ? transactions : [...fresh, ...this.rows]
      this.total = pagination.total
      if (!whole) return
      this.cursor = pagination.next_cursor
      this.more = pagination.next_cursor !== null
    })
  }

  async next(): Promise<void> {
    await this.page(this.cursor, ({ transactions, pagination }) => {
      this.rows = [...this.rows, ...transactions]
      this.cursor = pagination.next_cursor
      this.more = pagination.next_cursor !== null
    })
  }

  private again = false
  private async page(cursor: string | null, take: (answer: Schemas['TransactionList']) => void): Promise<void> {
    if (this.busy) {
      this.again = true
      return
    }
    this.busy = true
    try {
      const query = cursor === null ? this.query : { ...this.query, cursor }
      take(await api.told(api.client.GET('/api/v1/marketplace/transactions/audit-trail', { params: { query } })))
      this.refused = null
      this.known = true
    } catch (cause) {
      this.refused = asRefused(cause)
    } finally {
      this.busy = false
    }
    if (!this.again) return
    this.again = false
    await this.newest()
  }
}
