import type { Schemas } from '../api'
import { feed } from '../feed.svelte'
import type { Listing } from '../marketplace/words'

type Update = Extract<Schemas['FeedMessage'], { type: 'listing_update' }>

/** A connection follows no more listings than this. */
const kFollowedMax = 50
let followed = 0

/** Follows a listing until the returned function is called; null where as many are followed as may be. */
export function followListing(listingId: string): (() => void) | null {
  if (followed >= kFollowedMax) return null
  followed += 1
  const leave = feed.follow({ type: 'subscribe_listing', listing_id: listingId })
  return () => {
    followed -= 1
    leave()
  }
}

/** A listing as an update says that it stands. What only its leader is told goes with the lead. */
export function updated(listing: Listing, update: Update): Listing {
  const next: Listing = {
    ...listing,
    status: update.status,
    current_price_bdt: update.current_price_bdt,
    minimum_next_bid_bdt: update.minimum_next_bid_bdt,
    bids_count: update.bids_count,
    leader_id: update.leader_id,
    leader_username: update.leader_username,
    reserve_met: update.reserve_met,
    buy_now_available: update.buy_now_available,
    ends_at: update.ends_at,
    extensions: update.extensions,
    closed_at: update.closed_at,
    transaction_id: update.transaction_id,
    server_time: update.server_time,
  }
  if (update.leader_id !== listing.leader_id) delete next.leader_max_bdt
  return next
}

/** A picture that everybody gets, with what only this account is told kept. */
export function pictured(listing: Listing, picture: Listing): Listing {
  const next = { ...picture }
  if (listing.reserve_price_bdt !== undefined) next.reserve_price_bdt = listing.reserve_price_bdt
  if (listing.leader_max_bdt !== undefined && listing.leader_id === picture.leader_id) next.leader_max_bdt = listing.leader_max_bdt
  return next
}
