import { api, type Schemas } from '../api'
import { clock } from '../clock.svelte'
import { compare } from '../decimal'
import type { Biome } from '../markets.svelte'
import { asRefused, type Refused } from '../problem'

export type Candle = Schemas['Candle']
export type Interval = '1m' | '5m' | '1h' | '1d'

const kMinuteMs = 60_000
const widthMs: Record<Interval, number> = { '1m': kMinuteMs, '5m': 5 * kMinuteMs, '1h': 60 * kMinuteMs, '1d': 1440 * kMinuteMs }
/** How many of each are read: as much as can be told apart on a screen, and quick to read from the record. */
const shown: Record<Interval, number> = { '1m': 360, '5m': 288, '1h': 336, '1d': 365 }
const kKeptMax = 1_000

/** The candles of one market: read once, then kept up by the feed's prices and by reading the newest again. */
export class Candles {
  all = $state.raw<Candle[]>([])
  known = $state(false)
  refused = $state.raw<Refused | null>(null)
  private readonly biome: Biome
  private readonly interval: Interval
  private reading = false

  constructor(biome: Biome, interval: Interval) {
    this.biome = biome
    this.interval = interval
  }

  /** All of them at first; later the newest, with the volume that the feed's prices do not tell. */
  async read(): Promise<void> {
    if (this.reading) return
    this.reading = true
    const last = this.all.at(-1)
    const from = last?.timestamp ?? new Date(clock.read() - shown[this.interval] * widthMs[this.interval]).toISOString()
    try {
      const answer = await api.told(
        api.client.GET('/api/v1/biome-market/price-history/{biome}', {
          params: { path: { biome: this.biome }, query: { interval: this.interval, from } },
        }),
      )
      const fresh = answer.candles ?? []
      const first = fresh[0]
      if (first !== undefined) {
        this.all = [...this.all.filter((candle) => candle.timestamp < first.timestamp), ...fresh].slice(-kKeptMax)
      }
      this.refused = null
      this.known = true
    } catch (cause) {
      this.refused = asRefused(cause)
    } finally {
      this.reading = false
    }
  }

  /** A price of the feed, drawn into the candle of its time. */
  take(price: string, at: string): void {
    const last = this.all.at(-1)
    if (last === undefined) return
    const width = widthMs[this.interval]
    const timestamp = new Date(Math.floor(Date.parse(at) / width) * width).toISOString()
    if (timestamp > last.timestamp) {
      const next = { timestamp, open: last.close, high: price, low: price, close: price, volume_bdt: '0' }
      this.all = [...this.all, next].slice(-kKeptMax)
    } else if (timestamp === last.timestamp && compare(price, last.close) !== 0) {
      const high = compare(price, last.high) > 0 ? price : last.high
      const low = compare(price, last.low) < 0 ? price : last.low
      this.all = [...this.all.slice(0, -1), { ...last, high, low, close: price }]
    }
  }
}
