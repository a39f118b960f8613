import { api, type Schemas } from '../api'
import { compare, isZero, part, proportion } from '../decimal'
import type { Biome } from '../markets.svelte'
import type { Side } from './orders.svelte'

export type Quote = Schemas['Quote']

/** By how many percent the price may get worse between the quote and the order; null takes any price. */
export type Tolerance = 1 | 2 | 5 | null

export function quoteOf(biome: Biome, side: Side, size: string): Promise<Quote> {
  return api.told(
    api.client.POST('/api/v1/biome-market/quote', {
      body: { biome, side, ...(side === 'buy' ? { amount_bdt: size } : { shares: size }) },
    }),
  )
}

/** The worst price that is taken. */
export function guardOf(price: string, side: Side, tolerance: Tolerance): string | null {
  if (tolerance === null) return null
  return part(price, side === 'buy' ? 100 + tolerance : 100 - tolerance, 6)
}

function least(a: string, b: string): string {
  return compare(a, b) < 0 ? a : b
}

/** The most that can be bought now: what is available buys and pays the fee, within what the market takes. */
export async function mostToBuy(biome: Biome, available: string): Promise<string> {
  if (isZero(available)) return '0'
  let quote = await quoteOf(biome, 'buy', available)
  const allowed = least(available, quote.order_left_bdt)
  if (isZero(allowed)) return '0'
  if (quote.total_bdt === undefined || compare(allowed, available) < 0) quote = await quoteOf(biome, 'buy', allowed)
  const total = quote.total_bdt
  return total === undefined || compare(total, available) <= 0 ? allowed : proportion(allowed, available, total)
}

/** The most that can be sold now of so many shares, within what the market takes. */
export async function mostToSell(biome: Biome, held: string, price: string): Promise<string> {
  if (isZero(held)) return '0'
  const quote = await quoteOf(biome, 'sell', held)
  if (quote.amount_bdt !== undefined) return held
  return least(held, proportion('1', quote.order_left_bdt, price, 6))
}
