import { api, newKey, type Schemas } from '../api'
import type { Biome } from '../markets.svelte'

const kLookMs = 250
const kPostMs = 9_000 // an account saves up ten seconds: what is told a little earlier counts in full
const kWorthMs = 100

/** Tells the server for how long somebody looked at a biome: only while the page is visible, and only the time that passed. */
export class Attention {
  /** What the server made of it last. */
  answer = $state.raw<Schemas['AttentionAnswer'] | null>(null)

  watch(biome: Biome): () => void {
    this.answer = null
    let lookedMs = 0
    let since = document.hidden ? null : performance.now()

    const post = (): void => {
      if (lookedMs < kWorthMs) return
      const score = `${Math.floor(lookedMs / 1000)}.${Math.floor(lookedMs % 1000).toString().padStart(3, '0')}`
      lookedMs = 0
      api
        .told(
          api.client.POST('/api/v1/biome-market/track-attention', {
            params: { header: { 'Idempotency-Key': newKey() } },
            body: { biome, score },
          }),
        )
        .then((answer) => (this.answer = answer))
        .catch(() => undefined) // seconds that could not be told are not worth a sentence
    }
    const look = (): void => {
      const now = performance.now()
      if (since !== null) lookedMs += now - since
      since = document.hidden ? null : now
      if (lookedMs >= kPostMs) post()
    }
    const turn = (): void => {
      look()
      if (document.hidden) post()
    }
    const timer = setInterval(look, kLookMs)
    document.addEventListener('visibilitychange', turn)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', turn)
      look()
      post()
    }
  }
}
