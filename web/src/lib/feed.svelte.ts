import { untrack } from 'svelte'

import { clock } from './clock.svelte'
import { parseExact } from './exact_json'
import type { components } from './schema'
import { session } from './session.svelte'

export type FeedMessage = components['schemas']['FeedMessage']
type TypeOf<T> = T extends { type: infer U } ? U : never
type MessageType = TypeOf<FeedMessage>
type MessageOf<K extends MessageType> = FeedMessage extends infer M ? (M extends { type: infer U } ? (K extends U ? M : never) : never) : never

/** What can be asked for; the server's answer to each is a picture of how things stand. */
export type Topic =
  | { type: 'subscribe_biome_market'; biome?: components['schemas']['Biome'] }
  | { type: 'subscribe_listing'; listing_id: string }
  | { type: 'subscribe_map'; bbox: [number, number, number, number] }
  | { type: 'subscribe_account' }
  | { type: 'subscribe_alerts' }

type Listener = (message: never) => void

const kRetryMsMin = 500
const kRetryMsMax = 10_000
const kStaleMs = 15_000 // the server says something every ten seconds at least
const kPingMs = 8_000
const kQueuedMax = 5_000

/**
 * The live feed: one connection, however many parts of the page listen. After a break it connects again by itself, subscribes as
 * before, and asks for what it missed by sequence number; where not all can be told, `resync` listeners read anew.
 */
class Feed {
  status = $state<'connecting' | 'live' | 'reconnecting' | 'stale'>('connecting')
  /** When the server was last heard, of its own clock. */
  asOf = $state<string | null>(null)

  private socket: WebSocket | null = null
  private readonly topics = new Map<string, { topic: Topic; users: number }>()
  private readonly listeners = new Map<string, Set<Listener>>()
  private readonly resyncs = new Set<() => void>()
  private highest = 0
  private retryMs = kRetryMsMin
  private heardAt = 0
  private queue: FeedMessage[] = []
  private token: string | null = null

  start(): void {
    void this.connect()
    setInterval(() => this.watch(), 1000)
    addEventListener('online', () => this.socket === null && void this.connect())
    // Whoever signs in or out is somebody else to the feed. The first connection has the kept token already.
    $effect.root(() => {
      let who: string | null | undefined
      $effect(() => {
        if (!session.known) return
        const now = session.user?.user_id ?? null
        if (who !== undefined && who !== now) untrack(() => this.socket?.close())
        who = now
      })
    })
  }

  /** Follows a topic until the returned function is called. */
  follow(topic: Topic): () => void {
    const key = JSON.stringify(topic)
    const entry = this.topics.get(key) ?? { topic, users: 0 }
    entry.users += 1
    this.topics.set(key, entry)
    if (entry.users === 1) this.say(topic)
    else if (topic.type !== 'subscribe_map') this.say(topic) // a picture for the newcomer
    return () => {
      entry.users -= 1
      if (entry.users > 0) return
      this.topics.delete(key)
      if (topic.type === 'subscribe_map') {
        if (![...this.topics.values()].some((other) => other.topic.type === 'subscribe_map')) this.say({ type: 'unsubscribe_map' })
      } else this.say({ ...topic, type: topic.type.replace('subscribe', 'unsubscribe') })
    }
  }

  /** Hears messages of one type until the returned function is called. */
  on<K extends MessageType>(type: K, listener: (message: MessageOf<K>) => void): () => void {
    const all = this.listeners.get(type) ?? new Set()
    this.listeners.set(type, all)
    all.add(listener as Listener)
    return () => all.delete(listener as Listener)
  }

  /** Is told where messages were missed that cannot be told again. */
  onResync(listener: () => void): () => void {
    this.resyncs.add(listener)
    return () => this.resyncs.delete(listener)
  }

  private say(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message))
  }

  private async connect(): Promise<void> {
    this.token = await session.token().catch(() => null)
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/v1/ws/connect`)
    this.socket = socket
    socket.onopen = () => {
      if (this.token !== null) this.say({ type: 'authenticate', token: this.token })
      for (const { topic } of this.topics.values()) this.say(topic)
      if (this.highest > 0) this.say({ type: 'resume', from_seq: this.highest })
    }
    socket.onmessage = (event: MessageEvent<string>) => this.hear(parseExact(event.data) as FeedMessage)
    socket.onclose = () => {
      if (this.socket !== socket) return
      this.socket = null
      if (this.status !== 'stale') this.status = 'reconnecting'
      setTimeout(() => void this.connect(), this.retryMs * (0.5 + Math.random() / 2))
      this.retryMs = Math.min(kRetryMsMax, this.retryMs * 2)
    }
  }

  private hear(message: FeedMessage): void {
    this.heardAt = performance.now()
    this.retryMs = kRetryMsMin
    // What the page shows is drawn once a frame, however many messages come.
    if (this.queue.length === 0) {
      if (document.hidden) setTimeout(() => this.flush(), 250)
      else requestAnimationFrame(() => this.flush())
    }
    this.queue.push(message)
    if (this.queue.length > kQueuedMax) this.flush()
  }

  private flush(): void {
    const messages = this.queue
    this.queue = []
    for (const message of messages) {
      this.highest = Math.max(this.highest, message.seq)
      if (message.type === 'resync') this.resyncs.forEach((listener) => listener())
      // Whoever leaves a listing while it is told does not hear of it any more.
      this.listeners.get(message.type)?.forEach((listener) => listener(message as never))
    }
    const last = messages.at(-1)
    if (last === undefined) return
    clock.set(last.at)
    this.asOf = last.at
    this.status = 'live'
  }

  private watch(): void {
    const silentMs = performance.now() - this.heardAt
    if (this.asOf !== null && silentMs > kStaleMs) this.status = 'stale'
    if (this.socket === null) return
    if (silentMs > kStaleMs) this.socket.close()
    else if (silentMs > kPingMs) this.say({ type: 'ping' })
  }
}

export const feed = new Feed()
