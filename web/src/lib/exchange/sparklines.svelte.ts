import { api } from '../api'
import { biomes, type Biome } from '../markets.svelte'

const kEveryMs = 60_000 // a point is a minute

/** The last hour of each price, a point a minute, for small pictures. */
export class Sparklines {
  lines = $state.raw<Partial<Record<Biome, string[]>>>({})

  follow(): () => void {
    void this.read()
    const timer = setInterval(() => void this.read(), kEveryMs)
    return () => clearInterval(timer)
  }

  private async read(): Promise<void> {
    await Promise.all(
      biomes.map(async (biome) => {
        try {
          const answer = await api.told(
            api.client.GET('/api/v1/biome-market/price-history/{biome}', {
              params: { path: { biome }, query: { hours: 1, interval: '1m' } },
            }),
          )
          const candles = answer.candles ?? []
          const first = candles[0]
          const line = first === undefined ? [] : [first.open, ...candles.map((candle) => candle.close)]
          this.lines = { ...this.lines, [biome]: line }
        } catch {
          // A picture that is missing takes nothing away.
        }
      }),
    )
  }
}
