import { untrack } from 'svelte'

import { api, type Schemas } from './api'
import { show } from './decimal'
import { feed } from './feed.svelte'
import { notices } from './notices.svelte'
import { session } from './session.svelte'

type Balance = Schemas['Balance']
export type Transaction = Schemas['Transaction']

/** The wallet of whoever is signed in, and the rows of the record that touch it while the page is open. */
class Account {
  balance = $state<Balance | null>(null)
  /** Rises with every row about this account: who lists such rows reads anew. */
  changes = $state(0)
  newest = $state<Transaction | null>(null)

  start(): void {
    feed.on('subscribed_account', (message) => {
      this.balance = message
      // What happened between the first reading and the subscription is told by no message.
      this.changes += 1
    })
    feed.on('balance_update', (message) => (this.balance = message))
    feed.on('account_transactions', (message) => {
      this.newest = message.transactions.at(-1) ?? null
      this.changes += 1
    })
    feed.on('outbid', (message) =>
      notices.say(`Outbid: the price is ${show(message.current_price_bdt)} BDT now.`, {
        urgent: true,
        href: `/auctions/${message.listing_id}`,
        link: 'Open the auction',
      }),
    )
    feed.on('auction_ended', (message) => {
      if (message.your_role === null) return
      const price = `${show(message.current_price_bdt)} BDT`
      const said = {
        winner: `You won an auction at ${price}.`,
        seller: message.status === 'sold' ? `Your listing was sold at ${price}.` : 'Your listing ended without a sale.',
        bidder: 'An auction that you led ended without you.',
      }[message.your_role]
      notices.say(said, { urgent: true, href: `/auctions/${message.listing_id}`, link: 'Open it' })
    })
    feed.onResync(() => void this.read())
    $effect.root(() => {
      let leave: (() => void) | null = null
      $effect(() => {
        const user = session.user?.user_id
        untrack(() => {
          leave?.()
          leave = null
          this.balance = null
          if (user === undefined) return
          leave = feed.follow({ type: 'subscribe_account' })
          void this.read()
        })
      })
    })
  }

  async read(): Promise<void> {
    const id = session.user?.user_id
    if (id === undefined) return
    try {
      this.balance = await api.told(api.client.GET('/api/v1/users/{id}/balance', { params: { path: { id } } }))
      this.changes += 1
    } catch {
      // What is shown stays, with the badge saying of when it is.
    }
  }
}

export const account = new Account()
