// node bench/pages/pages.js: what the first load of the exchange costs, whether a hundred updates a second keep it responsive, and how
// the map of a large world moves while it is dragged.
// Needs build/release/loam and Debian's Chromium; prints figures, judges nothing.
import { gzipSync } from 'node:zlib'

import { launch, live, open, Server } from '../../tests/browser/support.js'
import { populate } from '../../tests/browser/populate.js'
import { pan } from './panning.js'

const kUpdatesPerSecond = 100
const kSeconds = 10
const kLoads = 5
const kScales = [16, 4, 1] // pixels a cell: as the map opens, farther, far
const kClaims = 120 // lands with an owner where the dragging begins

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

/** Every script of a load, by its size as it is sent, and when the ticket took its first letter. */
async function load(browser, server, person) {
  const scripts = []
  const page = await open(browser, server, 'about:blank', { person })
  page.on('response', async (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length))
  })
  const begun = performance.now()
  await page.goto('/exchange/forest')
  await page.getByLabel(/^Amount/).first().fill('1')
  const interactiveMs = performance.now() - begun
  await live(page)
  await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined)
  const sizes = await Promise.all(scripts)
  await page.context().close()
  return { interactiveMs, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}

/** The feed with a hundred more messages a second, each a price that moved; tasks of 50 ms and more are counted by the browser. */
async function flood(browser, server, person) {
  const page = await open(browser, server, 'about:blank', { person })
  let told = 0
  await page.routeWebSocket(/\/ws\/connect/, (socket) => {
    const behind = socket.connectToServer()
    let last = null
    behind.onMessage((text) => {
      const message = JSON.parse(text)
      if (message.markets?.length === 7 && message.markets[0].share_price_bdt !== undefined) last ??= message
      socket.send(text)
    })
    socket.onMessage((text) => behind.send(text))
    const timer = setInterval(() => {
      if (last === null || told >= kUpdatesPerSecond * kSeconds) return
      told += 1
      const moved = { ...last.markets[told % 7], share_price_bdt: 100 + (told % 90) / 10 }
      socket.send(JSON.stringify({ type: 'biome_market_update', seq: last.seq, at: new Date().toISOString(), markets: [moved] }))
      const trade = { biome: moved.biome, side: 'buy', amount_bdt: 12.5, shares: 0.125, price_per_share_bdt: 100, executed_at: new Date().toISOString() }
      socket.send(JSON.stringify({ type: 'trade', seq: last.seq, at: new Date().toISOString(), trades: [trade], omitted: 0 }))
    }, 1000 / kUpdatesPerSecond)
    timer.unref()
    socket.onClose(() => clearInterval(timer))
  })
  await page.goto('/exchange/forest')
  await live(page)
  await page.evaluate(() => {
    globalThis.longTasks = []
    new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map((entry) => Math.round(entry.duration)))).observe({ type: 'longtask' })
  })
  const begun = told
  await page.waitForTimeout(kSeconds * 500)
  const typed = performance.now()
  await page.getByLabel(/^Amount/).first().fill('123')
  const typedMs = performance.now() - typed
  const tasks = await page.evaluate(() => globalThis.longTasks)
  await page.context().close()
  return { updates: told - begun, tasks, typedMs }
}

async function panEverywhere(browser) {
  const server = await Server.start({ settings: ['world_size=512x512', 'signup_grant_bdt=1000000'] })
  try {
    const person = await server.register('panna')
    for (let i = 0; i < kClaims; ++i) await server.ask('POST', '/lands/claim', { token: person.token, body: { x: 250 + (i % 12), y: 250 + Math.floor(i / 12) } })
    for (const scale of kScales) {
      const { framesPerSecond, frames, drawn, late, intervalMs, scriptMs } = await pan(browser, server, person, scale)
      const ms = ({ median, p95, longest }) => `median ${median.toFixed(1)}, p95 ${p95.toFixed(1)}, longest ${longest.toFixed(1)} ms`
      console.log(`map dragged, ${`${scale}`.padStart(2)} px a cell   ${framesPerSecond.toFixed(1)} frames a second; ${frames} frames (${drawn} drawn), ${late} late: apart ${ms(intervalMs)}`)
      console.log(`  its script in a frame        ${ms(scriptMs)}`)
    }
  } finally {
    await server.stop()
  }
}

const server = await Server.start()
const browser = await launch()
try {
  const { tariq } = await populate(server)
  const loads = []
  for (let i = 0; i < kLoads; ++i) loads.push(await load(browser, server, tariq))
  console.log(`scripts of the first load      ${(loads[0].bytes / 1000).toFixed(1)} kB gzipped`)
  console.log(`ticket takes its first letter  ${median(loads.map((one) => one.interactiveMs)).toFixed(0)} ms (median of ${kLoads}, empty cache)`)
  const { updates, tasks, typedMs } = await flood(browser, server, tariq)
  console.log(`updates and trades told        ${updates} of each in ${kSeconds / 2} s`)
  console.log(`tasks of 50 ms and more        ${tasks.length}${tasks.length > 0 ? ` (longest ${Math.max(...tasks)} ms)` : ''}`)
  console.log(`a letter typed meanwhile       ${typedMs.toFixed(0)} ms`)
  await panEverywhere(browser)
} finally {
  await browser.close()
  await server.stop()
}
