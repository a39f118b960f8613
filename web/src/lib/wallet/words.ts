import { showCount } from '../decimal'
import type { Transaction } from './statement.svelte'

/** What a row was, as its owner would say it. */
export function saidOf(row: Transaction): string {
  const seller = row.user_role === 'seller'
  const lands = row.land_ids.length > 1 ? `${showCount(row.land_ids.length)} lands` : 'land'
  switch (row.transaction_type) {
    case 'TOPUP':
      return 'Top-up'
    case 'ADJUSTMENT':
      return row.gateway_name ? 'Opening balance' : 'Adjusted by an operator'
    case 'GRANT':
      return 'Starting money'
    case 'MARKET_SEED':
      return row.buyer_id ? `Came with ${row.biome ?? ''} shares` : "A market's first money"
    case 'BIOME_BUY':
      return `Bought ${row.biome ?? ''} shares`
    case 'BIOME_SELL':
      return `Sold ${row.biome ?? ''} shares`
    case 'AUCTION':
      return seller ? `Sold ${lands} by auction` : `Won ${lands} at auction`
    case 'BUY_NOW':
    case 'FIXED_PRICE':
      return seller ? `Sold ${lands}` : `Bought ${lands}`
    case 'TRANSFER':
      if (!row.seller_id) return `Came with ${lands}`
      return seller ? `Gave ${lands} away` : `Was given ${lands}`
  }
}

/** What the row did to the balance beside the fee: with a minus where money went. */
export function movedOf(row: Transaction): string {
  const type = row.transaction_type
  if (type === 'TRANSFER' || type === 'MARKET_SEED') return '0'
  if (row.user_role === 'seller') return row.seller_receives_bdt
  if (type === 'TOPUP' || type === 'GRANT' || type === 'ADJUSTMENT') return row.amount_bdt
  return `-${row.amount_bdt}`
}

/** What the row is about: a listing, a land's history, a market. */
export function placeOf(row: Transaction): { href: string; text: string } | null {
  if (row.listing_id !== null) return { href: `/auctions/${row.listing_id}`, text: 'Listing' }
  if (row.land_id !== null) return { href: `/audit?land_id=${row.land_id}`, text: 'Land' }
  if (row.biome !== null) return { href: `/exchange/${row.biome}`, text: 'Market' }
  return null
}
