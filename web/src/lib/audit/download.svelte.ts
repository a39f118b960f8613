import { asRefused, Refused, type Problem } from '../problem'
import { session } from '../session.svelte'
import type { Filters } from './filters'

export type Format = 'csv' | 'jsonl'
const kNewline = 0x0a
const kQuote = 0x22
const kKeptMs = 60_000 // until then the browser has surely begun to save it

/** An export that is under way: how much has come so far, and a way to stop it. */
export class Download {
  busy = $state(false)
  bytes = $state(0)
  rows = $state(0)
  refused = $state<Refused | null>(null)
  /** The name of the file, once it is whole. */
  done = $state<string | null>(null)
  private abort: AbortController | null = null

  cancel(): void {
    this.abort?.abort()
  }

  async start(filters: Filters, format: Format): Promise<void> {
    const abort = new AbortController()
    this.abort = abort
    Object.assign(this, { busy: true, bytes: 0, rows: 0, refused: null, done: null })
    try {
      const response = await this.ask(filters, format, abort.signal)
      const pieces = await this.collect(response, format)
      this.done = `audit-trail-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.${format}`
      this.save(new Blob(pieces, { type: response.headers.get('Content-Type') ?? '' }), this.done)
    } catch (cause) {
      // Whoever cancels knows it.
      if (!abort.signal.aborted) this.refused = asRefused(cause)
    } finally {
      this.busy = false
    }
  }

  private async ask(filters: Filters, format: Format, signal: AbortSignal): Promise<Response> {
    const query = new URLSearchParams({ ...(filters as Record<string, string>), format })
    const token = await session.token()
    const headers: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` }
    const response = await fetch(`/api/v1/marketplace/transactions/audit-trail/export?${query}`, { headers, signal })
    if (!response.ok) throw new Refused((await response.json()) as Problem)
    return response
  }

  private async collect(response: Response, format: Format): Promise<BlobPart[]> {
    const pieces: BlobPart[] = []
    const reader = response.body!.getReader()
    let quoted = false
    let lines = 0
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      pieces.push(read.value)
      this.bytes += read.value.length
      for (const byte of read.value) {
        // A line break inside a quoted field of a CSV file ends no row.
        if (byte === kQuote && format === 'csv') quoted = !quoted
        else if (byte === kNewline && !quoted) lines += 1
      }
      this.rows = Math.max(0, format === 'csv' ? lines - 1 : lines)
    }
    return pieces
  }

  private save(file: Blob, name: string): void {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(file)
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), kKeptMs)
  }
}
