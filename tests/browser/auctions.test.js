// The page Auctions: the list of listings, the page of one, bids of two people at once, and the end by the server's clock.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { accessibilityWrongs, kPhone, kWide, launch, live, open, Server } from './support.js'

const kStart = Date.parse('2026-01-01T00:00:00Z')
let server
let browser
let operator
let seller
let minutes = 0
before(async () => {
  server = await Server.start({ testClock: new Date(kStart).toISOString(), settings: ['max_listings_per_user=1000'] })
  browser = await launch()
  operator = await server.staff('ops')
  seller = await server.register('seller')
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

async function again(person) {
  const tokens = await server.ask('POST', '/auth/login', { body: { username: person.username, password: person.password } })
  return { ...person, token: tokens.access_token, tokens }
}

/** Moves the server's clock on. Tokens are good for an hour of it: whoever is needed later signs in again. */
async function pass(moved) {
  minutes += moved
  await server.ask('POST', '/admin/test-clock', { token: operator.token, body: { now: new Date(kStart + minutes * 60_000).toISOString() } })
  operator = await again(operator)
  seller = await again(seller)
}

let nextLand = 0
/** A listing of the seller's of so many lands in a row. */
async function list(terms, count = 1) {
  const land_ids = []
  for (let at = 0; at < count; ++at) {
    const place = { x: nextLand % 64, y: Math.floor(nextLand / 64) * 2 }
    nextLand += 1
    land_ids.push((await server.ask('POST', '/lands/claim', { token: seller.token, body: place })).land_id)
  }
  return server.ask('POST', '/marketplace/listings', { token: seller.token, body: { land_ids, ...terms } })
}
const auction = (more = {}, count = 1) => list({ listing_type: 'auction', starting_price_bdt: 100, duration_hours: 1, ...more }, count)
const bid = (person, listing, amount_bdt, max_amount_bdt) =>
  server.ask('POST', `/marketplace/listings/${listing.listing_id}/bids`, { token: person.token, body: { amount_bdt, max_amount_bdt } })
const bidsOf = async (listing) => (await server.ask('GET', `/marketplace/listings/${listing.listing_id}/bids`)).bids
const pageOf = (listing) => `/auctions/${listing.listing_id}`
const standing = (page, text) => page.getByTestId('standing').filter({ hasText: text })
const parameter = (page, name) => new URL(page.url()).searchParams.get(name)

test('auctions: two browsers bid, one is outbid live, a late bid moves the end, one wins, both see it', async () => {
  const [anna, ben] = [await server.register('anna'), await server.register('ben')]
  const listing = await auction({ description: 'Three by the shore', reserve_price_bdt: 120 }, 3)
  const hers = await open(browser, server, pageOf(listing), { person: anna })
  const his = await open(browser, server, pageOf(listing), { person: ben })
  await Promise.all([live(hers), live(his)])
  await hers.getByText('Nobody has bid yet.').waitFor()
  assert.equal(await hers.getByLabel('Your bid').inputValue(), '100.00', 'the least bid is there already')
  await hers.getByRole('button', { name: 'Bid 100.00 BDT' }).click()
  await standing(hers, 'You lead at 100.00 BDT').waitFor()
  await standing(his, 'anna leads at 100.00 BDT').waitFor()
  await his.getByText('The reserve is not met').waitFor()
  assert.equal(await his.getByLabel('Your bid').inputValue(), '102.50', 'and follows the price')

  await his.getByLabel('Standing maximum').fill('300')
  await his.getByText('9,700.00').waitFor()
  await his.keyboard.press('Enter')
  await standing(his, 'You lead at 120.00 BDT, with a maximum of 300.00 BDT').waitFor()
  await standing(hers, 'You are outbid: ben leads at 120.00 BDT').waitFor()
  await hers.getByText(/Outbid: the price is/).waitFor()
  await hers.getByText('The reserve is met').waitFor()
  await hers.getByRole('region', { name: 'History of bids' }).getByRole('row').filter({ hasText: 'ben' }).waitFor()

  await pass(58)
  await hers.getByRole('button', { name: 'Bid 122.50 BDT' }).click()
  await hers.getByText('was met at once by a higher maximum').waitFor()
  await his.getByText('A late bid moves the end: moved 1 time.').waitFor()
  await hers.getByText('A late bid moves the end: moved 1 time.').waitFor()
  await standing(his, 'You lead at 125.00 BDT').waitFor()

  await pass(3)
  await standing(his, 'You won it at 125.00 BDT.').waitFor()
  await standing(hers, 'It was sold to ben at 125.00 BDT.').waitFor()
  assert.deepEqual([...hers.wrongs, ...his.wrongs], [])
  await Promise.all([hers.context().close(), his.context().close()])
})

test('auctions: a double click bids once, and a bid that is too low keeps what was typed', async () => {
  const person = await server.register('carl')
  const listing = await auction()
  const page = await open(browser, server, pageOf(listing), { person })
  await live(page)
  const field = page.getByLabel('Your bid')
  await field.fill('50')
  await page.getByRole('button', { name: 'Bid 50.00 BDT' }).click()
  await page.getByRole('alert').filter({ hasText: 'Request' }).waitFor()
  assert.equal(await field.inputValue(), '50', 'what was typed survives')
  await page.getByRole('button', { name: 'Bid 100.00 instead' }).click()
  assert.equal(await field.inputValue(), '100.00')
  await field.fill('110')
  await page.getByRole('button', { name: 'Bid 110.00 BDT' }).dblclick()
  await standing(page, 'You lead at').waitFor()
  assert.equal((await bidsOf(listing)).length, 1)
  const balance = await server.ask('GET', `/users/${person.user.user_id}/balance`, { token: person.token })
  assert.equal(balance.held_bdt, 110)

  // An answer that was lost: the same bid again is the same bid.
  let lost = 0
  await page.route('**/bids', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue()
    lost += 1
    await route.fetch()
    return route.abort()
  })
  await page.getByLabel('Raise your bid').fill('150')
  await page.getByRole('button', { name: 'Bid 150.00 BDT' }).click()
  await page.getByText('The server cannot be reached').waitFor()
  await page.getByRole('button', { name: 'Bid 150.00 BDT' }).click()
  await page.getByText('Your bid of 150.00 BDT stands').waitFor()
  assert.equal((await bidsOf(listing)).length, 2)
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('auctions: bought outright after its effect was confirmed', async () => {
  const person = await server.register('dina')
  const listing = await list({ listing_type: 'auction_with_buynow', starting_price_bdt: 100, buy_now_price_bdt: 400, duration_hours: 1 })
  const page = await open(browser, server, pageOf(listing), { person })
  const watcher = await open(browser, server, '/auctions', {})
  await Promise.all([live(page), live(watcher)])
  const card = watcher.getByRole('listitem').filter({ has: watcher.locator(`a[href="${pageOf(listing)}"]`) })
  await card.getByText('Nobody has bid yet.').waitFor()
  await page.getByRole('button', { name: 'Buy now for 400.00 BDT' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('That ends the auction').waitFor()
  await dialog.getByText('9,600.00').waitFor()
  await dialog.getByRole('button', { name: 'Pay 400.00 BDT' }).dblclick()
  await standing(page, 'You bought it.').waitFor()
  await card.getByText('It was sold at 400.00 BDT.').waitFor()
  const lands = await server.ask('GET', `/users/${person.user.user_id}/lands`)
  assert.deepEqual(lands.lands.map((land) => land.land_id), [listing.lands[0].land_id])
  assert.deepEqual([...page.wrongs, ...watcher.wrongs], [])
  await Promise.all([page.context().close(), watcher.context().close()])
})

test('auctions: the seller cancels as long as nobody has bid', async () => {
  const bidder = await server.register('emil')
  const [free, bidFor] = [await auction(), await auction({ reserve_price_bdt: 150 })]
  const page = await open(browser, server, pageOf(free), { person: seller })
  await page.getByRole('button', { name: 'Cancel the listing' }).click()
  await page.getByRole('dialog').getByText('it ends without a sale').waitFor()
  await page.getByRole('button', { name: 'Cancel it' }).click()
  await standing(page, 'The seller cancelled it.').waitFor()
  await page.goto(pageOf(bidFor))
  await page.getByText('Your reserve: 150.00').waitFor()
  await live(page)
  await bid(bidder, bidFor, 100)
  await page.getByText('Somebody has bid: the listing cannot be cancelled').waitFor()
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('auctions: the list is filtered through the URL, and its prices move while one looks', async () => {
  const person = await server.register('fay')
  const fixed = await list({ listing_type: 'fixed_price', buy_now_price_bdt: 7777 })
  const listing = await auction({ starting_price_bdt: 3000 })
  const page = await open(browser, server, '/auctions?sort=ending_soon', { person })
  await live(page)
  const card = (of) => page.getByRole('listitem').filter({ has: page.locator(`a[href="${pageOf(of)}"]`) })
  await card(listing).getByText('3,000.00').first().waitFor()
  await bid(person, listing, 3000)
  await card(listing).getByText('You lead at 3,000.00 BDT').waitFor()
  await page.getByLabel('Kind').selectOption('fixed_price')
  await page.getByLabel('Price from').fill('7000')
  await card(listing).waitFor({ state: 'detached' })
  await card(fixed).waitFor()
  assert.deepEqual([parameter(page, 'type'), parameter(page, 'min_price'), parameter(page, 'sort')], ['fixed_price', '7000', 'ending_soon'])
  await page.getByLabel('Price from').fill('7.777')
  await page.getByText('An amount like').waitFor()
  await page.getByLabel('Seller').selectOption('me')
  await page.getByText('No listing fits.').waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await card(listing).waitFor()
  await card(listing).getByRole('link').first().click()
  await page.waitForURL(`**${pageOf(listing)}`)
  assert.match(await page.getByRole('link', { name: 'Its rows on the record' }).getAttribute('href'), /listing_id=/)
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('auctions: leaderboards say who owns most land, and how to stay off them', async () => {
  const page = await open(browser, server, '/auctions?tab=leaderboards')
  await page.getByRole('button', { name: 'Landowners' }).click()
  await page.getByRole('region', { name: 'Landowners' }).getByRole('row').nth(1).filter({ hasText: 'seller' }).waitFor()
  assert.equal(parameter(page, 'board'), 'landowners')
  await page.getByText('can hide in the').waitFor()
  await page.getByRole('region', { name: 'Landowners' }).getByRole('link').first().click()
  await page.waitForURL(`**/land?view=list&owner=${seller.user.user_id}`)
  await page.getByRole('region', { name: 'Lands' }).getByRole('row').nth(1).filter({ hasText: 'seller' }).waitFor()
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('auctions: a listing that there is not says so', async () => {
  const page = await open(browser, server, '/auctions/0198f6c2-a4be-7000-8000-000000000012')
  await page.getByRole('alert').filter({ hasText: 'Request' }).waitFor()
  await page.getByRole('link', { name: 'All listings' }).click()
  await page.waitForURL('**/auctions')
  await page.context().close()
})

for (const [name, size] of [['wide', kWide], ['phone', kPhone]]) {
  test(`auctions: accessible and within the window, ${name}`, async () => {
    const person = await server.register(`axe_${name}`)
    const listing = await auction({ description: 'x'.repeat(200) }, 2)
    await bid(person, listing, 100, 200)
    const page = await open(browser, server, '/auctions?status=all', { person, size })
    await live(page)
    for (const [where, shown, themes] of [
      ['/auctions?status=all', () => page.getByRole('list', { name: 'Listings' }), ['dark']],
      [pageOf(listing), () => standing(page, 'You lead'), ['light', 'dark']],
      ['/auctions?tab=leaderboards', () => page.getByRole('region', { name: 'Richest' }), ['light']],
    ]) {
      await page.goto(where)
      await shown().waitFor()
      const [inside, all] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth])
      assert.ok(all <= inside, `${where}: ${all} pixels in a window of ${inside}`)
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme })
        assert.deepEqual(await accessibilityWrongs(page), [], `${where}, ${colorScheme}`)
      }
    }
    assert.deepEqual(page.wrongs, [])
    await page.context().close()
  })
}
