import type { paths } from '../schema'
import { isAmount } from '../decimal'
import { typeNames } from '../marketplace/words'
import { biomes } from '../markets.svelte'
import { router } from '../router.svelte'

export type ListingQuery = NonNullable<paths['/api/v1/marketplace/listings']['get']['parameters']['query']>

/** The first of each is what the server takes where nothing is said. */
export const statuses = [
  ['', 'Active'],
  ['sold', 'Sold'],
  ['expired', 'Not sold'],
  ['cancelled', 'Cancelled'],
  ['all', 'All'],
] as const
export const orders = [
  ['', 'Newest first'],
  ['ending_soon', 'Ending soon'],
  ['price_asc', 'Price, low to high'],
  ['price_desc', 'Price, high to low'],
  ['created_at_asc', 'Oldest first'],
] as const

/** What the URL asks for; what it says wrongly is left out. */
export function listingQuery(me: string | undefined): ListingQuery {
  const query: ListingQuery = {}
  const status = statuses.find(([value]) => value === router.get('status'))?.[0]
  const sort = orders.find(([value]) => value === router.get('sort'))?.[0]
  const type = router.get('type')
  const biome = biomes.find((one) => one === router.get('biome'))
  if (status) query.status = status
  if (sort) query.sort_by = sort
  if (type in typeNames) query.listing_type = type as keyof typeof typeNames
  if (biome) query.biome = biome
  if (router.get('seller') === 'me' && me !== undefined) query.seller_id = me
  if (isAmount(router.get('min_price'))) query.min_price_bdt = router.get('min_price')
  if (isAmount(router.get('max_price'))) query.max_price_bdt = router.get('max_price')
  return query
}
