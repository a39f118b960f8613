import type { operations } from '../schema'
import { router } from '../router.svelte'

type Query = NonNullable<operations['get_audit_trail']['parameters']['query']>
export type Filters = Omit<Query, 'limit' | 'cursor' | 'page' | 'offset'>

/** Every filter, by its name in the API and in the URL, and what it is called on the page. */
export const filterNames = {
  transaction_source: 'Source',
  transaction_type: 'Type',
  biome: 'Biome',
  user_id: 'User',
  land_id: 'Land',
  listing_id: 'Listing',
  from: 'From',
  to: 'Before',
  min_amount_bdt: 'Least amount',
  max_amount_bdt: 'Largest amount',
} as const
export type FilterName = keyof typeof filterNames

/** The filters that the URL has; what cannot be right is refused by the server, in words. */
export function filtersOf(staff: boolean): Filters {
  const filters: Record<string, string> = {}
  for (const name of Object.keys(filterNames)) {
    const value = router.get(name)
    if (value !== '' && (staff || name !== 'user_id')) filters[name] = value
  }
  return filters as Filters
}
