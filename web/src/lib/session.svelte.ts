import { parseExact } from './exact_json'
import { Refused, type Problem } from './problem'
import type { components } from './schema'

type Tokens = components['schemas']['Tokens']
type User = components['schemas']['WholeUser']

interface Kept {
  access: string
  refresh: string
  expiresAt: number // of this browser's clock, milliseconds
}

const kStored = 'loam.session'
const kEarlyMs = 30_000 // a token that ends so soon is renewed before it is used

function stored(): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(kStored) ?? 'null') as Kept | null
  } catch {
    return null
  }
}

async function post(path: string, body: unknown, token?: string): Promise<unknown> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' }
  if (token !== undefined) headers.Authorization = `Bearer ${token}`
  const response = await fetch(path, { method: 'POST', headers, body: body === undefined ? null : JSON.stringify(body) })
  const text = await response.text()
  const answer = text === '' ? null : parseExact(text)
  if (!response.ok) throw new Refused(answer as Problem)
  return answer
}

/** Who is signed in, in all tabs of this browser. A refresh token is used by one tab at a time: used twice it ends the session. */
class Session {
  user = $state<User | null>(null)
  /** Whether it is known yet who is signed in. */
  known = $state(false)

  constructor() {
    addEventListener('storage', (event) => {
      if (event.key === kStored) void this.load()
    })
  }

  get isPlayer(): boolean {
    return this.user !== null
  }
  get isOperator(): boolean {
    return this.user?.role === 'operator'
  }
  /** Who may read everything. */
  get isStaff(): boolean {
    return this.user?.role === 'operator' || this.user?.role === 'auditor'
  }

  /** Asks who the kept token belongs to. */
  async load(): Promise<void> {
    try {
      const token = await this.token()
      if (token === null) this.user = null
      else {
        const response = await fetch('/api/v1/auth/me', { headers: { Authorization: `Bearer ${token}` } })
        if (response.status === 401) this.forget()
        else if (response.ok) this.user = parseExact(await response.text()) as User
      }
    } catch {
      // The server cannot be reached: whoever was signed in still is, as far as we know.
    } finally {
      this.known = true
    }
  }

  async signIn(username: string, password: string): Promise<void> {
    this.keep((await post('/api/v1/auth/login', { username, password })) as Tokens)
  }

  async register(username: string, email: string, password: string): Promise<void> {
    this.keep((await post('/api/v1/auth/register', { username, email, password })) as Tokens)
  }

  async signOut(): Promise<void> {
    const kept = stored()
    this.forget()
    if (kept !== null) await post('/api/v1/auth/logout', undefined, kept.access).catch(() => undefined)
  }

  /** A token that is good for a while yet, or null for guests. */
  async token(): Promise<string | null> {
    const kept = stored()
    if (kept === null) return null
    return kept.expiresAt - Date.now() > kEarlyMs ? kept.access : this.renew(kept.access)
  }

  /** Another token in place of `old`; null where the session has ended. */
  async renew(old: string): Promise<string | null> {
    return navigator.locks.request('loam.refresh', async () => {
      const kept = stored()
      if (kept === null) return null
      if (kept.access !== old) return kept.access // another tab was quicker
      try {
        this.keep((await post('/api/v1/auth/refresh', { refresh_token: kept.refresh })) as Tokens)
        return stored()?.access ?? null
      } catch (cause) {
        if (cause instanceof Refused && cause.problem.status === 401) this.forget()
        return null
      }
    })
  }

  private keep(tokens: Tokens): void {
    const expiresAt = Date.now() + tokens.expires_in * 1000
    const kept: Kept = { access: tokens.access_token, refresh: tokens.refresh_token, expiresAt }
    localStorage.setItem(kStored, JSON.stringify(kept))
    this.user = tokens.user
    this.known = true
  }

  private forget(): void {
    localStorage.removeItem(kStored)
    this.user = null
  }
}

export const session = new Session()
