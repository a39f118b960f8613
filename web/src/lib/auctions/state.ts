import { show } from '../decimal'
import type { Listing } from '../marketplace/words'

export interface Standing {
  text: string
  kind: 'good' | 'bad' | 'plain'
}

/** How a listing stands for whoever looks, in words. */
export function standingOf(listing: Listing, me: string | undefined, hasBid: boolean): Standing {
  const price = `${show(listing.current_price_bdt)} BDT`
  const leads = me !== undefined && listing.leader_id === me
  const sells = me !== undefined && listing.seller_id === me
  if (listing.status === 'cancelled') return { text: 'The seller cancelled it.', kind: 'plain' }
  if (listing.status === 'expired') {
    const why = listing.bids_count === 0 ? 'nobody offered for it' : 'the reserve was not met'
    return { text: `It ended without a sale: ${why}.`, kind: leads ? 'bad' : 'plain' }
  }
  if (listing.status === 'sold') {
    if (leads) return { text: `You won it at ${price}.`, kind: 'good' }
    if (sells) return { text: `You sold it at ${price}.`, kind: 'good' }
    const to = listing.leader_username === null ? '' : ` to ${listing.leader_username}`
    return { text: `It was sold${to} at ${price}.`, kind: hasBid ? 'bad' : 'plain' }
  }
  if (listing.listing_type === 'fixed_price') return { text: `It is offered at ${price}.`, kind: 'plain' }
  if (listing.bids_count === 0) return { text: 'Nobody has bid yet.', kind: 'plain' }
  if (leads) {
    const most = listing.leader_max_bdt === undefined ? '' : `, with a maximum of ${show(listing.leader_max_bdt)} BDT`
    return { text: `You lead at ${price}${most}.`, kind: 'good' }
  }
  if (hasBid) return { text: `You are outbid: ${listing.leader_username ?? 'somebody else'} leads at ${price}.`, kind: 'bad' }
  return { text: `${listing.leader_username ?? 'Somebody'} leads at ${price}.`, kind: 'plain' }
}

export const statusNames: Record<Listing['status'], string> = { active: 'Active', sold: 'Sold', expired: 'Not sold', cancelled: 'Cancelled' }
