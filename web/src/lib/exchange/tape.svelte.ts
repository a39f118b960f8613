import type { Schemas } from '../api'
import { feed } from '../feed.svelte'
import type { Biome } from '../markets.svelte'

export type PublicTrade = Schemas['PublicTrade']

const kKeptMax = 20 // of each market; the record has them all

/** The newest trades of each market since the page was opened, newest first; the feed tells them without names. */
export class Tape {
  trades = $state.raw<Partial<Record<Biome, (PublicTrade & { id: number })[]>>>({})
  private next = 1

  follow(): () => void {
    return feed.on('trade', (message) => {
      const changed = { ...this.trades }
      for (const trade of message.trades) {
        changed[trade.biome] = [{ ...trade, id: this.next++ }, ...(changed[trade.biome] ?? [])].slice(0, kKeptMax)
      }
      this.trades = changed
    })
  }
}
