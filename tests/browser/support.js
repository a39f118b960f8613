// What the browser's tests share: the real server on a free port, Debian's Chromium, people who are signed in, and axe.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(new URL('../../web/package.json', import.meta.url))
const { chromium } = require('playwright-core')
const { AxeBuilder } = require('@axe-core/playwright')

export const root = fileURLToPath(new URL('../..', import.meta.url))
const loam = process.env.LOAM_BINARY ?? path.join(root, 'build/release/loam')

export const kWide = { width: 1280, height: 900 }
export const kPhone = { width: 390, height: 844 }
const kPassword = 'a long enough password'
const kStartMs = 30_000
const kPatienceMs = 10_000
const kChromiumArguments = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
]

function run(args, input) {
  return new Promise((resolve, reject) => {
    const child = spawn(loam, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.on('data', (text) => (said += text))
    child.stderr.on('data', (text) => (said += text))
    child.on('error', reject)
    child.on('close', (status) => (status === 0 ? resolve(said) : reject(new Error(`loam ${args[0]}: ${said}`))))
    child.stdin.end(input)
  })
}

/** A server with a world of its own. `settings` as `--set` takes them; `testClock` as `--test-clock`. */
export class Server {
  static async start({ settings = [], testClock = null } = {}) {
    const server = new Server()
    server.data = mkdtempSync(path.join(tmpdir(), 'loam-browser-'))
    server.arguments = [
      ...(testClock === null ? [] : ['--test-clock', testClock]),
      ...['signup_grant_bdt=10000', 'bid_increments=ebay', 'world_size=64x64', 'world_seed=7', 'api_requests_per_minute=1000000', 'biome_trades_per_minute=100000',
          'listing_cooldown_minutes=0', ...settings].flatMap((setting) => ['--set', setting]),
    ]
    server.testClock = testClock
    server.listen = '127.0.0.1:0'
    await server.up()
    return server
  }

  /** Starts the process; after `down()` again on the same port and world. */
  async up() {
    // It ends with these tests, however they end.
    this.child = spawn('setpriv', ['--pdeathsig', 'KILL', loam, 'serve', '--data', this.data, '--listen', this.listen, ...this.arguments], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.ended = new Promise((resolve) => this.child.once('exit', resolve))
    this.log = ''
    this.child.stderr.on('data', (text) => (this.log = (this.log + text).slice(-20_000)))
    this.url = await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`the server does not start: ${this.log}`)), kStartMs)
      let said = ''
      this.child.stdout.on('data', (text) => {
        said += text
        const found = /listening on (http:\S+)/.exec(said)
        if (!found) return
        clearTimeout(late)
        resolve(found[1])
      })
      this.child.once('exit', (status) => reject(new Error(`the server ended with ${status}: ${this.log}`)))
    })
    this.listen = new URL(this.url).host
  }

  async down(signal = 'SIGTERM') {
    this.child.kill(signal)
    await this.ended
  }

  async stop() {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.down()
    rmSync(this.data, { recursive: true, force: true })
  }

  /** Asks the API; an answer that is no success throws. */
  async ask(method, where, { token, body } = {}) {
    const headers = { 'Content-Type': 'application/json' }
    if (token) headers.Authorization = `Bearer ${token}`
    const response = await fetch(`${this.url}/api/v1${where}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${where}: ${response.status} ${text}`)
    return text === '' ? null : JSON.parse(text)
  }

  /** Somebody new, signed in: {username, password, token, tokens, user}. */
  async register(username) {
    const tokens = await this.ask('POST', '/auth/register', { body: { username, email: `${username}@example.com`, password: kPassword } })
    return { username, password: kPassword, token: tokens.access_token, tokens, user: tokens.user }
  }

  /** Somebody with a role, as the command line makes them. */
  async staff(username, role = 'operator') {
    const clock = this.testClock === null ? [] : ['--set', `test_clock=${this.testClock}`]
    await run(['user', 'create', '--data', this.data, '--username', username, '--email', `${username}@example.com`, '--role', role,
               '--password-stdin', ...clock], `${kPassword}\n`)
    const tokens = await this.ask('POST', '/auth/login', { body: { username, password: kPassword } })
    return { username, password: kPassword, token: tokens.access_token, tokens, user: tokens.user }
  }
}

export function launch() {
  return chromium.launch({ executablePath: process.env.LOAM_CHROMIUM ?? '/usr/bin/chromium', headless: true, args: kChromiumArguments })
}

/**
 * A window of its own, signed in as `person` where one is given. It remembers what should never happen: errors of the page, what its
 * policy refused, and requests to other servers; `page.wrongs` lists them.
 */
export async function open(browser, server, where, { person = null, size = kWide, theme = 'light', reducedMotion = 'reduce' } = {}) {
  const context = await browser.newContext({ viewport: size, colorScheme: theme, reducedMotion, baseURL: server.url, acceptDownloads: true })
  if (person !== null) {
    const kept = JSON.stringify({ access: person.tokens.access_token, refresh: person.tokens.refresh_token, expiresAt: Date.now() + person.tokens.expires_in * 1000 })
    await context.addInitScript((value) => {
      if (localStorage.getItem('loam.session') === null) localStorage.setItem('loam.session', value)
    }, kept)
  }
  const page = await context.newPage()
  page.setDefaultTimeout(kPatienceMs)
  page.wrongs = []
  page.on('pageerror', (error) => page.wrongs.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) page.wrongs.push(`policy: ${message.text()}`)
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !/^(data|blob):/.test(request.url())) page.wrongs.push(`elsewhere: ${request.url()}`)
  })
  await page.goto(where)
  return page
}

/** Waits until the feed is live. */
export async function live(page) {
  await page.getByRole('status').filter({ hasText: 'Live' }).waitFor()
}

/** What axe finds wrong on a page, each in a line. */
export async function accessibilityWrongs(page) {
  // Our pages have no frames: the simple way looks at all there is, in half the time.
  const result = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return result.violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target} ${node.failureSummary}`))
}
