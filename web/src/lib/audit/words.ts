import type { Transaction } from '../account.svelte'
import type { Schemas } from '../api'

export type TransactionType = Schemas['TransactionType']

export const typeWords: Record<TransactionType, string> = {
  TOPUP: 'Top-up',
  ADJUSTMENT: 'Adjustment',
  GRANT: 'Grant',
  MARKET_SEED: 'Market seed',
  BIOME_BUY: 'Biome buy',
  BIOME_SELL: 'Biome sell',
  AUCTION: 'Auction',
  BUY_NOW: 'Buy now',
  FIXED_PRICE: 'Fixed price',
  TRANSFER: 'Gift of land',
}

export const typesOfSource: Record<Schemas['TransactionSource'], TransactionType[]> = {
  biome: ['BIOME_BUY', 'BIOME_SELL', 'MARKET_SEED'],
  marketplace: ['AUCTION', 'BUY_NOW', 'FIXED_PRICE', 'TRANSFER'],
  wallet: ['TOPUP', 'ADJUSTMENT', 'GRANT'],
}
export const sourceWords: Record<Schemas['TransactionSource'], string> = { biome: 'Biome market', marketplace: 'Land', wallet: 'Wallet' }

/** One end of a movement: a user, or an account of the house in words. */
export interface Side {
  userId: string | null
  words: string
}

const house = (words: string): Side => ({ userId: null, words })
const user = (id: string | null, otherwise: string): Side => ({ userId: id, words: otherwise })

/** Where the money of a row comes from and goes to; of a gift, the land. */
export function sidesOf(row: Transaction): { from: Side; to: Side } {
  const market = house(`${row.biome} market`)
  switch (row.transaction_type) {
    case 'TOPUP':
      return { from: house(row.gateway_name ?? 'gateway'), to: user(row.buyer_id, 'outside') }
    case 'ADJUSTMENT':
    case 'GRANT':
      return { from: house(row.gateway_name ?? 'treasury'), to: user(row.buyer_id, 'treasury') }
    case 'MARKET_SEED':
      return { from: house('outside'), to: market }
    case 'BIOME_BUY':
      return { from: user(row.buyer_id, 'buyer'), to: market }
    case 'BIOME_SELL':
      return { from: market, to: user(row.seller_id, 'seller') }
    case 'TRANSFER':
      return { from: user(row.seller_id, 'outside'), to: user(row.buyer_id, 'receiver') }
    default:
      return { from: user(row.buyer_id, 'buyer'), to: user(row.seller_id, 'treasury') }
  }
}
