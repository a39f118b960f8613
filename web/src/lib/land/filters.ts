import type { Schemas } from '../api'
import { isAmount } from '../decimal'
import { biomes } from '../markets.svelte'
import { router } from '../router.svelte'

/** What map and list show alike; it stands in the URL. */
export interface LandFilters {
  biome: Schemas['Biome'] | null
  ownerId: string | null
  forSale: boolean
  minPrice: string | null
  maxPrice: string | null
}

const amountOf = (text: string) => (isAmount(text) ? text : null)

/** `me` for an owner is whoever is signed in. */
export function landFilters(me: string | undefined): LandFilters {
  const owner = router.get('owner')
  return {
    biome: biomes.find((biome) => biome === router.get('biome')) ?? null,
    ownerId: owner === 'me' ? (me ?? null) : /^[0-9a-f-]{36}$/.test(owner) ? owner : null,
    forSale: router.get('for_sale') === 'true',
    minPrice: amountOf(router.get('min_price')),
    maxPrice: amountOf(router.get('max_price')),
  }
}

export function asQuery(filters: LandFilters): {
  biome?: Schemas['Biome']
  owner_id?: string
  for_sale?: boolean
  min_price_bdt?: string
  max_price_bdt?: string
} {
  return {
    ...(filters.biome !== null && { biome: filters.biome }),
    ...(filters.ownerId !== null && { owner_id: filters.ownerId }),
    ...(filters.forSale && { for_sale: true }),
    ...(filters.minPrice !== null && { min_price_bdt: filters.minPrice }),
    ...(filters.maxPrice !== null && { max_price_bdt: filters.maxPrice }),
  }
}

export function filtersPrice(filters: LandFilters): boolean {
  return filters.minPrice !== null || filters.maxPrice !== null
}
