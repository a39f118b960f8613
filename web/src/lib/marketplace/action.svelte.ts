import { newKey } from '../api'
import { asRefused, type Refused } from '../problem'

/**
 * A write that somebody asks for. It never runs twice at once, so a double click writes once. One Idempotency-Key stands for one
 * intention: as long as nobody knows what became of it, the same request goes out under the same key; after a definite answer, and
 * for another request, there is another key.
 */
export class Action {
  busy = $state(false)
  refused = $state<Refused | null>(null)
  private key = newKey()
  private said = ''

  /** What the write answered, or null where it was refused or is under way already. */
  async run<T>(request: unknown, write: (key: string) => Promise<T>): Promise<T | null> {
    if (this.busy) return null
    const text = JSON.stringify(request)
    if (text !== this.said) this.key = newKey()
    this.said = text
    this.busy = true
    this.refused = null
    try {
      const answer = await write(this.key)
      this.said = ''
      return answer
    } catch (cause) {
      this.refused = asRefused(cause)
      const { status } = this.refused.problem
      if (status !== 0 && status < 500) this.said = ''
      return null
    } finally {
      this.busy = false
    }
  }
}
