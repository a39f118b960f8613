import { api, newKey, type Schemas } from '../api'
import type { Biome } from '../markets.svelte'
import { notices } from '../notices.svelte'
import { asRefused, type Refused } from '../problem'
import { session } from '../session.svelte'

export type Side = 'buy' | 'sell'

/** One intention to trade. Its key makes every repetition of it the same order. */
export interface Order {
  key: string
  userId: string
  biome: Biome
  side: Side
  /** BDT of a buy, shares of a sale. */
  size: string
  /** The worst price it takes; null for any. */
  guard: string | null
  /** `unknown`: no answer came, so it may have happened. */
  state: 'pending' | 'filled' | 'refused' | 'unknown'
  refused: Refused | null
  trade: Schemas['Trade'] | null
}

const kKeptMax = 5
const kTriesMax = 3
const kRetryMs = 1_000
const unanswered: readonly string[] = ['outcome_unknown', 'no_answer_in_time']

/** The orders that this page has placed: each is shown at once, and then as what the server made of it. */
class Orders {
  private all = $state.raw<Order[]>([])

  /** Of whoever is signed in, newest first. */
  get own(): Order[] {
    return this.all.filter((order) => order.userId === session.user?.user_id)
  }

  async place(what: Pick<Order, 'biome' | 'side' | 'size' | 'guard'>): Promise<Order> {
    const order: Order = { ...what, key: newKey(), userId: session.user?.user_id ?? '', state: 'pending', refused: null, trade: null }
    this.all = [order, ...this.all].slice(0, kKeptMax)
    return this.settle(order)
  }

  /** Asks for an order whose answer was lost: by its key it trades at most once. */
  async settle(order: Order): Promise<Order> {
    let told = this.change({ ...order, state: 'pending', refused: null })
    for (let tries = 1; ; ++tries) {
      try {
        const trade = await send(order)
        told = this.change({ ...told, state: 'filled', trade })
        notices.say(trade.message, { kind: 'good', href: `/audit?seq=${trade.seq}`, link: 'Open the row' })
        return told
      } catch (cause) {
        const refused = asRefused(cause)
        const open = unanswered.includes(refused.code)
        if (!open || tries >= kTriesMax) return this.change({ ...told, state: open ? 'unknown' : 'refused', refused })
        await new Promise((resolve) => setTimeout(resolve, kRetryMs))
      }
    }
  }

  drop(order: Order): void {
    this.all = this.all.filter((other) => other.key !== order.key)
  }

  private change(order: Order): Order {
    this.all = this.all.map((other) => (other.key === order.key ? order : other))
    return order
  }
}

function send({ key, biome, side, size, guard }: Order): Promise<Schemas['Trade']> {
  const params = { header: { 'Idempotency-Key': key } }
  return api.told(
    side === 'buy'
      ? api.client.POST('/api/v1/biome-market/buy', {
          params,
          body: { biome, amount_bdt: size, ...(guard === null ? {} : { max_price_bdt: guard }) },
        })
      : api.client.POST('/api/v1/biome-market/sell', {
          params,
          body: { biome, shares: size, ...(guard === null ? {} : { min_price_bdt: guard }) },
        }),
  )
}

export const orders = new Orders()
