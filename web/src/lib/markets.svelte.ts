import { api, type Schemas } from './api'
import { feed } from './feed.svelte'

export type Market = Schemas['Market']
export type Biome = Schemas['Biome']

export const biomes: readonly Biome[] = ['ocean', 'beach', 'plains', 'forest', 'desert', 'mountain', 'snow']

/** The seven markets as the feed tells them, for every page that shows a price. */
class Markets {
  all = $state<Record<string, Market>>({})
  known = $derived(Object.keys(this.all).length === biomes.length)

  private take(markets: Market[]): void {
    for (const market of markets) this.all[market.biome] = market
  }

  follow(): () => void {
    const leave = [
      feed.on('subscribed_biome_market', (message) => this.take(message.markets)),
      feed.on('biome_market_update', (message) => this.take(message.markets)),
      feed.onResync(() => void this.read()),
      feed.follow({ type: 'subscribe_biome_market' }),
    ]
    void this.read()
    return () => leave.forEach((end) => end())
  }

  private async read(): Promise<void> {
    try {
      const answer = await api.told(api.client.GET('/api/v1/biome-market/markets'))
      // The feed may have been quicker, and is never older.
      for (const market of answer.markets) this.all[market.biome] ??= market
    } catch {
      // The feed tells it as soon as it is there.
    }
  }
}

export const markets = new Markets()
