// The exchange: seven markets live, candles, the ticket from quote to row, the portfolio, what guests see.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { accessibilityWrongs, kPhone, kWide, launch, live, open, Server } from './support.js'

const kCycleMs = 100

let server
let browser
let names = 0
before(async () => {
  // In the classic market each look moves the price at once: a test need not wait for attention to be believed.
  server = await Server.start({ settings: ['market_profile=classic', `cycle_ms=${kCycleMs}`] })
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const someone = () => server.register(`player${++names}`)
const trade = (person, side, body) => server.ask('POST', `/biome-market/${side}`, { token: person.token, body })
const tradesOf = async (person) => (await server.ask('GET', '/biome-market/transactions', { token: person.token })).transactions
const marketOf = (biome) => server.ask('GET', `/biome-market/markets/${biome}`)

/** Raises a price past `percent` by looking at it, and waits until what was looked at has had its effect. */
async function lift(person, biome, percent) {
  const price = async () => (await marketOf(biome)).share_price_bdt
  const goal = (await price()) * (1 + percent / 100)
  while ((await price()) < goal) await server.ask('POST', '/biome-market/track-attention', { token: person.token, body: { biome, score: 0.5 } })
  for (let last = 0, now = await price(); now !== last; now = await price()) {
    last = now
    await new Promise((resolve) => setTimeout(resolve, 3 * kCycleMs))
  }
}

/** The page of a market, with its ticket ready. */
async function atTicket(person, biome, options = {}) {
  const page = await open(browser, server, `/exchange/${biome}`, { person, ...options })
  await live(page)
  await page.getByText('10,000.00 BDT available').waitFor()
  return page
}

test('a guest sees seven markets move, the chart, its table, and where to sign in', async () => {
  const looker = await someone()
  const page = await open(browser, server, '/exchange')
  await live(page)
  const rows = page.getByRole('table', { name: 'The seven markets' }).getByRole('row')
  await rows.nth(7).waitFor()
  assert.equal(await rows.count(), 8)
  const price = rows.filter({ hasText: 'mountain' }).locator('data').first()
  await price.waitFor()
  const before = await price.getAttribute('value')
  await lift(looker, 'mountain', 2)
  await page.waitForFunction(([row, old]) => row.getAttribute('value') !== old, [await rows.filter({ hasText: 'mountain' }).elementHandle(), before])
  await rows.filter({ hasText: 'mountain' }).locator('data.up .arrow', { hasText: '▲' }).waitFor()

  await page.getByRole('link', { name: 'mountain' }).click()
  await page.waitForURL('**/exchange/mountain')
  await page.locator('[data-ready="true"] canvas').first().waitFor()
  await page.getByRole('button', { name: 'Go to now' }).click()
  await page.getByRole('button', { name: '5 min' }).click()
  await page.getByRole('button', { name: 'Table' }).click()
  assert.equal(new URL(page.url()).search, '?interval=5m&view=table')
  const candles = page.getByRole('table', { name: /Price of mountain/ })
  await candles.waitFor()
  assert.deepEqual(await candles.getByRole('columnheader').allTextContents(), ['From', 'Open', 'High', 'Low', 'Close', 'Volume'])
  await page.reload()
  await candles.waitFor()

  const signIn = page.getByRole('region', { name: 'Trade mountain' }).getByRole('link', { name: 'Sign in' })
  assert.equal(await signIn.getAttribute('href'), '/sign-in?next=%2Fexchange%2Fmountain')
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('the first load of a market stays below 150 kB of script, with its chart', async () => {
  const page = await open(browser, server, 'about:blank')
  let bytes = 0
  page.on('response', async (response) => {
    if (response.url().endsWith('.js')) bytes += (await response.request().sizes()).responseBodySize
  })
  await page.goto(`${server.url}/exchange/forest`)
  await page.locator('[data-ready="true"] canvas').first().waitFor()
  await page.waitForLoadState('load')
  assert.ok(bytes > 20_000 && bytes < 150_000, `${bytes} bytes`)
  await page.context().close()
})

test('where the chart cannot be loaded its table stands in for it', async () => {
  const page = await open(browser, server, 'about:blank')
  await page.route('**/assets/lightweight-charts*', (route) => route.abort())
  await page.goto(`${server.url}/exchange/mountain`)
  await page.getByText('The chart could not be loaded; here are its figures.').waitFor()
  await page.getByRole('table', { name: /Price of mountain/ }).waitFor()
  await page.context().close()
})

test('the ticket previews an order, and a double click buys once', async () => {
  const person = await someone()
  const page = await atTicket(person, 'beach')
  const field = page.getByLabel('Amount, BDT')
  await field.fill('100')
  const preview = page.getByLabel('What it would come to')
  await preview.getByText('102.00 BDT').waitFor()
  for (const told of ['Cost', 'Fee', 'You pay', 'Shares', 'Average price', 'Available after', 'Largest order', 'Left for you now']) {
    await preview.getByText(told, { exact: true }).waitFor()
  }
  await preview.getByText('9,898.00 BDT').waitFor()
  await field.press('Escape')
  assert.equal(await field.inputValue(), '', 'Esc clears')

  await field.fill('1,00.5')
  await page.getByText('102.51 BDT').waitFor()
  await page.getByRole('region', { name: 'Trade beach' }).getByRole('button', { name: 'Buy', exact: true }).nth(1).dblclick()
  await page.getByText(/^Bought .* shares of beach for 100.5 BDT/).waitFor()
  await page.getByRole('region', { name: 'My trades', exact: true }).getByRole('link', { name: 'Bought' }).waitFor()
  assert.equal((await tradesOf(person)).length, 1)
  await page.getByText('9,897.49 BDT available').waitFor()

  const cost = page.getByRole('region', { name: 'My portfolio', exact: true }).getByRole('link', { name: '102.51' }).first()
  assert.equal(await cost.getAttribute('href'), '/audit?transaction_type=BIOME_BUY&biome=beach')
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('Max buys what is available and no paisa more; what is big is confirmed', async () => {
  const person = await someone()
  const page = await atTicket(person, 'desert')
  await page.getByRole('button', { name: 'Max' }).click()
  await page.waitForFunction(() => document.querySelector('form input').value === '9803.92')
  await page.getByText('9,999.99 BDT').or(page.getByText('10,000.00 BDT', { exact: true })).first().waitFor()
  await page.getByLabel('Amount, BDT').press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('more than half of what you have available').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  assert.equal((await tradesOf(person)).length, 0)
  assert.equal(await page.getByLabel('Amount, BDT').inputValue(), '9803.92')

  await page.getByLabel('Amount, BDT').press('Enter')
  await dialog.getByRole('button', { name: /^Buy for/ }).click()
  await page.getByText(/^Bought .* shares of desert/).waitFor()
  assert.equal((await tradesOf(person)).length, 1)

  await page.getByRole('button', { name: 'Sell', exact: true }).first().click()
  assert.equal(new URL(page.url()).search, '?side=sell')
  await page.getByRole('button', { name: '50 %' }).click()
  await page.waitForFunction(() => document.querySelector('form input').value !== '')
  await page.getByLabel('Shares', { exact: true }).press('Enter')
  await page.getByText(/^Sold .* shares of desert/).waitFor()
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('an order whose price has moved is rolled back with the reason, and goes on at the new price', async () => {
  const person = await someone()
  const looker = await someone()
  const page = await atTicket(person, 'snow')
  const keys = []
  await page.route('**/biome-market/buy', async (route) => {
    keys.push(route.request().headers()['idempotency-key'])
    if (keys.length === 1) await lift(looker, 'snow', 3)
    await route.continue()
  })
  await page.getByLabel('Amount, BDT').fill('200')
  await page.getByText('204.00 BDT').waitFor()
  await page.getByLabel('Amount, BDT').press('Enter')
  await page.getByLabel('My orders').getByText('Waiting for the answer').waitFor()
  await page.getByLabel('My orders').getByText(/Nothing was traded. The price is/).waitFor()
  await page.getByRole('alert').getByText(/Request [0-9a-f]+/).waitFor()
  assert.equal(await page.getByLabel('Amount, BDT').inputValue(), '200', 'what was typed survives')
  assert.equal((await tradesOf(person)).length, 0)

  await page.getByRole('button', { name: 'Buy at the new price' }).click()
  await page.getByText(/^Bought .* shares of snow/).waitFor()
  assert.equal((await tradesOf(person)).length, 1)
  assert.equal(new Set(keys).size, 2, 'another intention has another key')
  await page.context().close()
})

test('an order whose answer is lost is asked for by the same key, and trades once', async () => {
  const person = await someone()
  const page = await atTicket(person, 'ocean')
  const keys = []
  await page.route('**/biome-market/buy', async (route) => {
    keys.push(route.request().headers()['idempotency-key'])
    if (keys.length === 1) await route.fetch() // it reaches the server, and the answer never comes back
    if (keys.length <= 3) await route.abort('connectionreset')
    else await route.continue()
  })
  await page.getByLabel('Amount, BDT').fill('50')
  await page.getByLabel('Amount, BDT').press('Enter')
  const order = page.getByLabel('My orders').getByRole('listitem')
  await order.getByText('It may have been executed.').waitFor()
  await order.getByRole('button', { name: 'Ask again' }).click()
  await page.getByText(/^Bought .* shares of ocean for 50 BDT/).waitFor()
  await order.waitFor({ state: 'detached' })
  assert.equal((await tradesOf(person)).length, 1)
  assert.equal(keys.length, 4)
  assert.equal(new Set(keys).size, 1)
  await page.context().close()
})

test('a refusal is told before the order is sent, and what is no amount is not sent', async () => {
  const person = await someone()
  const page = await atTicket(person, 'plains')
  const field = page.getByLabel('Amount, BDT')
  await field.fill('20000')
  await page.getByText('It would be refused. This needs 20400 BDT; 10000 BDT are available.').waitFor()
  await field.press('Enter')
  await page.getByRole('alert').getByText('This needs 20400 BDT').waitFor()
  assert.equal(await field.inputValue(), '20000')
  await field.fill('1.234')
  await field.press('Enter')
  await page.getByText('Type an amount of BDT with at most two decimals.').waitFor()
  assert.equal((await tradesOf(person)).length, 0)
  await page.context().close()
})

test('a market that takes no orders says so in words', async () => {
  const operator = await server.staff('operator1')
  const person = await someone()
  const page = await atTicket(person, 'plains')
  await server.ask('POST', '/admin/markets/plains/halt', { token: operator.token, body: { reason: 'A test of the page' } })
  await page.getByText('No orders are taken and the price rests. It reopens when an operator says so.').waitFor()
  await page.getByLabel('Amount, BDT').fill('10')
  await page.getByText(/^It would be refused/).waitFor()
  await server.ask('POST', '/admin/markets/plains/resume', { token: operator.token, body: { reason: 'The test is over' } })
  await page.getByText('No orders are taken').waitFor({ state: 'detached' })
  await page.context().close()
})

test('looking counts as attention, and other trades are told at once', async () => {
  const person = await someone()
  const other = await someone()
  const page = await atTicket(person, 'forest')
  await page.getByText('Looking at the forest counts as attention').waitFor()
  await page.getByText('No trade of forest just now.').waitFor()
  await trade(other, 'buy', { biome: 'forest', amount_bdt: 77 })
  await page.getByRole('table', { name: 'Newest trades of forest' }).getByText('77.00').waitFor()
  const posted = page.waitForResponse('**/track-attention')
  await page.getByRole('navigation', { name: 'Markets' }).getByRole('link', { name: /ocean/ }).click()
  const { counted } = await (await posted).json()
  assert.equal(counted[0].biome, 'forest')
  assert.ok(counted[0].score > 0)
  await page.getByText('Looking at the ocean counts as attention').waitFor()
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('a newcomer gets first steps, and not again', async () => {
  const person = await someone()
  const page = await open(browser, server, '/exchange?welcome=1', { person })
  await page.getByRole('heading', { name: /first steps/ }).waitFor()
  await page.getByText('You hold no shares yet.').waitFor()
  await page.getByRole('button', { name: 'Got it' }).click()
  await page.reload()
  await page.getByText('You hold no shares yet.').waitFor()
  assert.equal(await page.getByRole('heading', { name: /first steps/ }).count(), 0)
  await page.context().close()
})

test('a hundred prices at once are drawn once a frame', async () => {
  const market = await marketOf('forest')
  const page = await open(browser, server, 'about:blank')
  let seq = 1
  let feed
  const say = (message) => feed.send(JSON.stringify({ seq: ++seq, at: new Date().toISOString(), ...message }))
  const priced = (price) => say({ type: 'biome_market_update', markets: [{ ...market, share_price_bdt: price, current_price_bdt: price }] })
  await page.routeWebSocket('**/ws/connect', (socket) => {
    feed = socket
    say({ type: 'hello', epoch: 1 })
    socket.onMessage(() => priced(100))
  })
  await page.goto(`${server.url}/exchange`)
  const row = page.getByRole('row').filter({ hasText: 'forest' })
  await row.locator('data[value="100"]').waitFor()
  await row.evaluate((element) => {
    window.shown = new Set()
    window.frames_drawn = 0
    const frame = () => ((window.frames_drawn += 1), requestAnimationFrame(frame))
    frame()
    new MutationObserver(() => window.shown.add(element.querySelector('data').value)).observe(element, { subtree: true, childList: true, attributes: true })
  })
  for (let price = 1; price <= 100; ++price) priced(100 + price)
  await row.locator('data[value="200"]').waitFor()
  const [shown, frames] = await page.evaluate(() => [window.shown.size, window.frames_drawn])
  assert.ok(shown >= 1 && shown <= frames + 1, `${shown} prices in ${frames} frames`)
  assert.ok(shown < 100, `${shown} of 100 prices were drawn`)
  await page.context().close()
})

/** Nothing for axe to find in either theme, and no scrolling sideways. */
async function sound(page) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme })
    assert.deepEqual(await accessibilityWrongs(page), [], colorScheme)
  }
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1), false)
}

for (const [word, size] of [['wide', kWide], ['phone', kPhone]]) {
  test(`axe finds nothing in either theme, ${word}`, async () => {
    const person = await someone()
    await trade(person, 'buy', { biome: 'forest', amount_bdt: 100 })
    const page = await open(browser, server, '/exchange/forest', { person, size })
    await page.locator('[data-ready="true"] canvas').first().waitFor()
    await page.getByRole('link', { name: 'Bought' }).waitFor()
    await page.getByText('The last hour in all').waitFor()
    await page.getByLabel('Amount, BDT').fill('20000')
    await page.getByText('It would be refused.').waitFor()
    await sound(page)
    await page.getByRole('link', { name: 'Loam, to the exchange' }).click()
    await page.getByRole('table', { name: 'The seven markets' }).waitFor()
    await page.getByRole('region', { name: 'My portfolio', exact: true }).waitFor()
    await sound(page)
    assert.deepEqual(page.wrongs, [])
    await page.context().close()
  })
}
