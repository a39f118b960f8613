import { asRefused, type Refused } from './problem'

/**
 * What was read last. It reads one at a time: asked while it reads, it reads once more afterwards, so what is shown is never older
 * than the last time it was asked, and a hundred reasons to read make two requests.
 */
export class Fetched<T> {
  value = $state.raw<T | null>(null)
  /** Why the last reading failed; what was read before it stays. */
  refused = $state.raw<Refused | null>(null)
  private reading = false
  private again = false
  private about = 0

  constructor(private readonly read: () => Promise<T>) {}

  ask(): void {
    if (this.reading) this.again = true
    else void this.run()
  }

  /** For another subject: what is shown goes, and an answer that is under way is not taken. */
  askAnew(): void {
    this.value = null
    this.refused = null
    this.about += 1
    this.ask()
  }

  private async run(): Promise<void> {
    this.reading = true
    do {
      this.again = false
      const about = this.about
      try {
        const value = await this.read()
        if (about !== this.about) continue
        this.value = value
        this.refused = null
      } catch (cause) {
        if (about === this.about) this.refused = asRefused(cause)
      }
    } while (this.again)
    this.reading = false
  }
}
