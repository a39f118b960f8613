import type { Market } from '../markets.svelte'

/** What a market's state means for whoever looks at it. */
interface StateWords {
  short: string
  kind: '' | 'good' | 'warn' | 'bad'
  meaning: string
}

const words: Record<Market['status'], StateWords> = {
  open: { short: 'Open', kind: 'good', meaning: 'Buys and sales are taken.' },
  limit_up: {
    short: 'At its upper limit',
    kind: 'warn',
    meaning: 'Attention wants the price higher than its band allows. Trading goes on; if this lasts, the market pauses for a moment.',
  },
  limit_down: {
    short: 'At its lower limit',
    kind: 'warn',
    meaning: 'Attention wants the price lower than its band allows. Trading goes on; if this lasts, the market pauses for a moment.',
  },
  reduce_only: { short: 'Sales only', kind: 'warn', meaning: 'An operator takes sales only: nobody can buy at the moment.' },
  halted: { short: 'Halted', kind: 'bad', meaning: 'No orders are taken and the price rests.' },
}

export function stateOf(market: Market): StateWords {
  return words[market.status]
}
