// One story through all pages, by people alone: two register, trade, claim, sell and win, read both sides, and the operator halts a market.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'

import { launch, live, open, Server } from './support.js'

const kStart = '2026-01-01T00:00:00Z'

let server
let browser
before(async () => {
  server = await Server.start({ testClock: kStart })
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

async function register(name) {
  const page = await open(browser, server, '/register')
  await page.getByLabel('Username').fill(name)
  await page.getByLabel('E-mail').fill(`${name}@example.com`)
  await page.getByLabel('Password').fill('a long enough password')
  await page.getByRole('button', { name: 'Register' }).click()
  await page.getByRole('banner').getByRole('link', { name }).waitFor()
  await live(page)
  return page
}

/** Goes there by the link or button that a person would take, without loading anything anew. */
async function visit(page, name) {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click()
}

test('from a first account to a won auction, a halted market and both sides on the record', async () => {
  const boss = await server.staff('boss')
  const pass = async (now) => server.ask('POST', '/admin/test-clock', { token: boss.token, body: { now } })
  const asha = await register('asha')
  const tariq = await register('tariq')

  // Asha buys and sells, and the feed shows tariq the trade.
  await asha.goto('/exchange/forest')
  await tariq.goto('/exchange/forest')
  await live(tariq)
  await asha.getByLabel('Amount, BDT').fill('400')
  await asha.getByLabel('What it would come to').getByText('408.00 BDT').waitFor()
  await asha.keyboard.press('Enter')
  await asha.getByText(/^Bought .* shares of forest/).waitFor()
  await tariq.getByText(/400\.00/).first().waitFor()
  await asha.getByRole('button', { name: 'Sell', exact: true }).first().click()
  await asha.getByLabel('Shares', { exact: true }).first().fill('1')
  await asha.keyboard.press('Enter')
  await asha.getByText(/^Sold .* shares? of forest/).waitFor()

  // She claims two lands next to each other and lists them in an auction.
  for (const x of [10, 11]) {
    const { land_id } = await server.ask('GET', `/lands/coordinates/${x}/12`)
    await asha.goto(`/land?x=${x}&y=12&land=${land_id}`)
    await asha.getByRole('button', { name: /^Claim for/ }).click()
    await asha.getByRole('dialog').getByText('This land is yours').waitFor()
  }
  await asha.goto('/land?view=mine')
  await asha.getByLabel('Choose 10, 12').check()
  await asha.getByLabel('Choose 11, 12').check()
  await asha.getByRole('button', { name: 'List them for sale' }).click()
  const form = asha.getByRole('dialog')
  await form.getByLabel('Auction', { exact: true }).check()
  await form.getByLabel('Starting price').fill('100')
  await form.getByRole('button', { name: 'List for sale' }).click()
  await asha.waitForURL('**/auctions/*')
  const where = new URL(asha.url()).pathname

  // Tariq and mina bid from two browsers; he is outbid live, bids again and wins.
  const mina = await register('mina')
  for (const page of [tariq, mina]) {
    await page.goto(where)
    await live(page)
  }
  await tariq.getByRole('button', { name: 'Bid 100.00 BDT' }).click()
  await mina.getByText('tariq leads at 100.00 BDT').first().waitFor()
  await mina.getByLabel('Your bid').fill('150')
  await mina.getByRole('button', { name: 'Bid 150.00 BDT' }).click()
  await tariq.getByText(/Outbid: the price is 150\.00 BDT/).waitFor()
  await tariq.getByLabel('Your bid').fill('200')
  await tariq.getByRole('button', { name: 'Bid 200.00 BDT' }).click()
  await tariq.getByText('You lead at 200.00 BDT').first().waitFor()
  const listing = await server.ask('GET', `/marketplace/listings/${where.split('/').pop()}`)
  await pass(listing.ends_at)
  await tariq.getByText('You won it at 200.00 BDT.').first().waitFor()
  await asha.getByText('You sold it at 200.00 BDT.').first().waitFor()

  // Both sides stand in both trails, and the export has them. A day has passed for their sessions: they sign in again.
  for (const [page, name, side] of [[tariq, 'tariq', 'asha'], [asha, 'asha', 'tariq']]) {
    await page.evaluate(() => localStorage.removeItem('loam.session'))
    await page.goto('/sign-in?next=/audit%3Ftransaction_type%3DAUCTION')
    await page.getByLabel('Username or e-mail').fill(name)
    await page.getByLabel('Password').fill('a long enough password')
    await page.keyboard.press('Enter')
    const row = page.getByRole('row').filter({ hasText: 'Auction' })
    await row.getByText(side).first().waitFor()
    await row.getByText('200.00').first().waitFor()
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export JSONL' }).click()
    const lines = readFileSync(await (await coming).path(), 'utf8').trim().split('\n')
    assert.equal(lines.length, 1)
    assert.equal(JSON.parse(lines[0]).amount_bdt, 200)
  }

  // The operator halts a market, and the player's page says so at once.
  await visit(tariq, 'Exchange')
  await tariq.goto('/exchange/snow')
  await live(tariq)
  const operator = await open(browser, server, '/sign-in?next=/operate%3Ftab%3Dmarkets')
  await operator.getByLabel('Username or e-mail').fill('boss')
  await operator.getByLabel('Password').fill('a long enough password')
  await operator.keyboard.press('Enter')
  await operator.getByRole('button', { name: 'Halt the snow market' }).click()
  await operator.getByRole('dialog').getByLabel('Reason').fill('The end of the story')
  await operator.getByRole('dialog').getByLabel('Type snow to confirm').fill('snow')
  await operator.getByRole('dialog').getByRole('button', { name: 'Halt' }).click()
  await operator.getByText('The snow market is halted.').waitFor()
  // Pictures of the markets keep a distance in time, which stands here until it is moved.
  boss.token = (await server.ask('POST', '/auth/login', { body: { username: 'boss', password: 'a long enough password' } })).access_token
  await pass(new Date(Date.parse(listing.ends_at) + 1000).toISOString())
  await tariq.getByText(/halted/i).first().waitFor()
  for (const page of [asha, tariq, mina, operator]) assert.deepEqual(page.wrongs, [])
})
