import { untrack } from 'svelte'

import { api, type Schemas } from '../api'
import { clock, showTime } from '../clock.svelte'
import { feed } from '../feed.svelte'
import { Paged } from '../marketplace/paged.svelte'
import type { Listing } from '../marketplace/words'
import { asRefused, type Refused } from '../problem'
import { session } from '../session.svelte'
import { followListing, pictured, updated } from './live.svelte'

type Bid = Schemas['Bid']

/** One listing and its bids, as they are now. */
export class OneListing {
  listing = $state.raw<Listing | null>(null)
  refused = $state.raw<Refused | null>(null)
  /** What has just happened to its end, for who does not look at the clock. */
  endMoved = $state('')
  /** This account bid for it or bought it, as far as was seen. */
  hasBid = $state(false)
  readonly bids: Paged<Bid>

  constructor(readonly id: string) {
    this.bids = new Paged<Bid>(async (cursor) => {
      const query = cursor === undefined ? {} : { cursor }
      const { bids, pagination } = await api.told(
        api.client.GET('/api/v1/marketplace/listings/{id}/bids', { params: { path: { id }, query } }),
      )
      const me = session.user?.user_id
      if (bids.some((bid) => bid.bidder_id === me)) this.hasBid = true
      return { rows: bids, pagination }
    })
  }

  /** Keeps it up to date until the returned function is called. */
  open(): () => void {
    void this.read()
    const leave = [
      feed.on('subscribed_listing', (message) => {
        if (message.listing.listing_id !== this.id) return
        const known = this.listing
        if (known !== null) this.put(pictured(known, message.listing))
      }),
      feed.on('listing_update', (message) => {
        if (message.listing_id !== this.id || this.listing === null) return
        if (message.extensions > this.listing.extensions) this.endMoved = `A late bid has moved the end to ${showTime(message.ends_at)}.`
        this.put(updated(this.listing, message))
      }),
      feed.onResync(() => void this.read()),
      followListing(this.id) ?? (() => undefined),
    ]
    return () => leave.forEach((end) => end())
  }

  /** All of it, with what only this account is told. */
  async read(): Promise<void> {
    this.refused = null
    try {
      const answer = await api.told(api.client.GET('/api/v1/marketplace/listings/{id}', { params: { path: { id: this.id } } }))
      clock.set(answer.server_time)
      this.put(answer)
    } catch (cause) {
      this.refused = asRefused(cause)
    }
  }

  private put(next: Listing): void {
    const before = untrack(() => this.listing)
    const me = session.user?.user_id
    if (me !== undefined && (before?.leader_id === me || next.leader_id === me)) this.hasBid = true
    this.listing = next
    if (before === null || before.bids_count !== next.bids_count) void this.bids.first()
    // His own maximum is told to the leader alone, and only where he asks.
    if (me !== undefined && next.leader_id === me && next.leader_max_bdt === undefined) void this.read()
  }
}
