import { api, type Schemas } from '../api'
import { CursorList } from '../cursor_list.svelte'
import { feed } from '../feed.svelte'

export type SafeguardEvent = Schemas['SafeguardEvent']
export type SafeguardKind = Schemas['SafeguardKind']

export const kindWords: Record<SafeguardKind, string> = {
  price_move: 'Price move held back',
  price_band: 'Price at its band',
  band_halt: 'Halted by the band',
  order_size: 'Order too large',
  order_rate: 'Rolling size used up',
  trading_halt: 'Halted by an operator',
  attention_cap: 'Attention above the cap',
}

/** The setting that a safeguard goes by; the others have none. */
export const settingOf: Partial<Record<SafeguardKind, string>> = {
  price_move: 'max_price_move_percent',
  price_band: 'price_band_percent',
  band_halt: 'price_band_percent',
  order_size: 'max_transaction_percent',
  order_rate: 'max_transaction_percent',
}

const kShownMax = 500 // live events are put on top; the oldest give way

/** Each time a safeguard acted: what is stored, and what is told live. */
export class Safeguards {
  readonly list = new CursorList<SafeguardEvent>(async (cursor) => {
    const answer = await api.told(api.client.GET('/api/v1/admin/safeguards', { params: { query: { limit: 50, cursor } } }))
    return { rows: answer.safeguards, pagination: answer.pagination }
  })

  follow(): () => void {
    const leave = [
      feed.on('safeguard', (message) => {
        this.list.rows = [...[...message.safeguards].reverse(), ...this.list.rows].slice(0, kShownMax)
        if (this.list.total !== null) this.list.total += message.safeguards.length + message.omitted
      }),
      feed.onResync(() => void this.list.begin()),
      feed.follow({ type: 'subscribe_alerts' }),
    ]
    void this.list.begin()
    return () => leave.forEach((end) => end())
  }
}

/** For people: a number with separators, a time as it is. */
export function showLimit(value: number | string | null): string {
  if (value === null) return '–'
  return typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 6 }) : value
}
