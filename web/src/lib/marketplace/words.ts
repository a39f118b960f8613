import type { Schemas } from '../api'

export type Listing = Schemas['Listing']
export type LandPlace = Schemas['LandPlace']

export const typeNames: Record<Schemas['ListingType'], string> = {
  fixed_price: 'Fixed price',
  auction: 'Auction',
  auction_with_buynow: 'Auction, buy now',
}

/** What a listing offers, in a few words: `Forest at 12, 7`, `3 lands at 12, 7`. */
export function offerOf(lands: LandPlace[]): string {
  const first = lands[0]
  if (first === undefined) return 'Nothing'
  const { x, y } = first.coordinates
  const what = lands.length > 1 ? `${lands.length} lands` : first.biome.charAt(0).toUpperCase() + first.biome.slice(1)
  return `${what} at ${x}, ${y}`
}

/** Where the map shows a land, with its drawer open. */
export function hrefOf(land: LandPlace): string {
  return `/land?land=${land.land_id}`
}

/** Where to sign in, and come back from. */
export function signInHref(): string {
  return `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`
}
