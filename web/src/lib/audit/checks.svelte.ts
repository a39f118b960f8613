import { SvelteMap } from 'svelte/reactivity'

import type { Transaction } from '../account.svelte'
import { check, type Check } from './proof'

const kAtOnce = 4 // requests under way, so that checking many rows does not crowd out the rest of the page

/** What has been checked of the rows that are shown. */
export class Checks {
  readonly bySeq = new SvelteMap<number, Check>()
  /** How many rows stand right before a row that is shown, too, and whose hash it builds on. */
  links = $state(0)
  busy = $state(false)

  async one(row: Transaction): Promise<void> {
    this.bySeq.set(row.seq, { state: 'checking' })
    this.bySeq.set(row.seq, await check(row))
  }

  async all(rows: readonly Transaction[]): Promise<void> {
    this.busy = true
    try {
      const waiting = [...rows]
      const worker = async () => {
        for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) await this.one(row)
      }
      await Promise.all(Array.from({ length: kAtOnce }, worker))
      this.link(rows)
    } finally {
      this.busy = false
    }
  }

  clear(): void {
    this.bySeq.clear()
    this.links = 0
  }

  count(state: Check['state']): number {
    return [...this.bySeq.values()].filter((one) => one.state === state).length
  }

  /** A row builds on the one before it: where both are shown, its previous hash is the other's. */
  private link(rows: readonly Transaction[]): void {
    const hashes = new Map(rows.map((row) => [row.seq, row.hash]))
    this.links = 0
    for (const row of rows) {
      const checked = this.bySeq.get(row.seq)
      const before = hashes.get(row.seq - 1)
      if (checked?.state !== 'checked' || before === undefined) continue
      if (checked.previousHash === before) this.links += 1
      else this.bySeq.set(row.seq, { state: 'wrong', why: [`This row does not build on row ${row.seq - 1} as it is shown.`] })
    }
  }
}
