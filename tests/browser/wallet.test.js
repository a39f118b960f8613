// The wallet: what there is, what is held and by what, money that comes in, and every movement of it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { accessibilityWrongs, kPhone, kWide, launch, live, open, Server } from './support.js'

let server
let browser
let names = 0
let column = 0
before(async () => {
  server = await Server.start({ settings: ['sandbox_gateway=true'] })
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const someone = () => server.register(`saver${++names}`)
const buy = (person, amount) => server.ask('POST', '/biome-market/buy', { token: person.token, body: { biome: 'forest', amount_bdt: amount } })
const rowsOf = (page) => page.getByRole('table', { name: /^Movements of my money/ }).locator('tbody tr')

/** An auction of somebody else, led by `person` with a maximum. */
async function leadAuction(person, maximum) {
  const seller = await someone()
  const claim = await server.ask('POST', '/lands/claim', { token: seller.token, body: { x: ++column, y: 3 } })
  const listing = await server.ask('POST', '/marketplace/listings', {
    token: seller.token,
    body: { land_id: claim.land_id ?? claim.land_ids[0], listing_type: 'auction', starting_price_bdt: 100, duration_hours: 2 },
  })
  await server.ask('POST', `/marketplace/listings/${listing.listing_id}/bids`, { token: person.token, body: { amount_bdt: 100, max_amount_bdt: maximum } })
  return listing
}

async function atWallet(person, options = {}) {
  const page = await open(browser, server, '/wallet', { person, ...options })
  await live(page)
  await rowsOf(page).first().waitFor()
  return page
}

test('a guest is asked to sign in and comes back', async () => {
  const page = await open(browser, server, '/wallet')
  const main = page.getByRole('main')
  assert.equal(await main.getByRole('link', { name: 'Sign in' }).getAttribute('href'), '/sign-in?next=/wallet')
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('a top-up is begun, paid at the gateway, and arrives while the page looks on', async () => {
  const person = await someone()
  const page = await atWallet(person)
  await page.getByText('From 100.00 to 100,000.00 BDT at once').waitFor()
  await page.getByLabel('Amount, BDT').fill('500.50')
  await page.getByRole('button', { name: 'Begin top-up' }).dblclick()
  await page.getByText('Waiting for the payment').waitFor()
  assert.match(new URL(page.url()).search, /^\?payment=[0-9a-f-]{36}$/)
  await page.reload()
  const opened = page.context().waitForEvent('page')
  await page.getByRole('link', { name: 'Pay at the gateway' }).click()
  const gateway = await opened
  await gateway.getByRole('button', { name: 'Approve' }).click()
  // A window that is closed while it goes elsewhere may never say that it has closed.
  await gateway.getByText('completed').waitFor()
  await gateway.close()
  await page.getByText('500.50 BDT have arrived in your wallet.').waitFor()
  await page.getByText('The money is in your wallet.').waitFor()
  await rowsOf(page).first().getByText('Top-up').waitFor()
  await rowsOf(page).first().getByText('10,500.50').last().waitFor()
  await page.getByRole('button', { name: 'Done' }).click()
  assert.equal(new URL(page.url()).search, '')
  const balance = await server.ask('GET', `/users/${person.user.user_id}/balance`, { token: person.token })
  assert.equal(balance.balance_bdt, 10500.5)
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('a top-up that is declined takes nothing; one above the limit is refused and stays typed', async () => {
  const person = await someone()
  const page = await atWallet(person)
  const field = page.getByLabel('Amount, BDT')
  await field.fill('100000.01')
  await field.press('Enter')
  await page.getByRole('alert').getByText(/Request [0-9a-f]+/).waitFor()
  assert.equal(await field.inputValue(), '100000.01')
  await field.fill('nothing')
  await field.press('Enter')
  await page.getByText('Type an amount of BDT with at most two decimals.').waitFor()
  await field.fill('100')
  await field.press('Enter')
  await page.getByText('Waiting for the payment').waitFor()
  const reference = new URL(page.url()).searchParams.get('payment')
  await fetch(`${server.url}/api/v1/payments/sandbox/${reference}/decline`, { method: 'POST', redirect: 'manual' })
  await page.getByText('Nothing was taken from you, and nothing arrived.').waitFor()
  await page.getByRole('button', { name: 'Begin again' }).click()
  await field.waitFor()
  await page.context().close()
})

test('held money is told with the auctions that hold it', async () => {
  const person = await someone()
  const listing = await leadAuction(person, 250)
  const page = await atWallet(person)
  const panel = page.getByRole('region', { name: 'Balance' })
  await panel.getByText('9,750.00 BDT').waitFor()
  const hold = panel.getByLabel('What holds it').getByRole('listitem')
  await hold.getByText('250.00 BDT').waitFor()
  assert.equal(await hold.getByRole('link').getAttribute('href'), `/auctions/${listing.listing_id}`)
  const other = await someone()
  await server.ask('POST', `/marketplace/listings/${listing.listing_id}/bids`, { token: other.token, body: { amount_bdt: 300 } })
  await panel.getByText('Nothing is held.').waitFor()
  await panel.getByText('10,000.00 BDT').first().waitFor()
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('the statement is live, pages back, and keeps its filters in the URL', async () => {
  const person = await someone()
  for (let bought = 1; bought <= 30; ++bought) await buy(person, bought)
  const page = await atWallet(person)
  assert.equal(await rowsOf(page).count(), 25)
  await page.getByText('25 of 31 shown').waitFor()
  await buy(person, 99)
  await rowsOf(page).first().getByText('−99.00').waitFor()
  await page.getByText('26 of 32 shown').waitFor()
  await page.getByRole('button', { name: 'Show more' }).click()
  await page.getByText('32 of 32 shown').waitFor()
  await rowsOf(page).last().getByText('Starting money').waitFor()

  await page.getByRole('combobox', { name: 'What' }).selectOption('wallet')
  await page.getByText('1 of 1 shown').waitFor()
  await page.getByRole('combobox', { name: 'When' }).selectOption('24h')
  assert.equal(new URL(page.url()).search, '?source=wallet&range=24h')
  await page.reload()
  await page.getByText('1 of 1 shown').waitFor()
  assert.match(await rowsOf(page).first().getByRole('link').first().getAttribute('href'), /^\/audit\?seq=\d+$/)
  await page.getByRole('combobox', { name: 'What' }).selectOption('marketplace')
  await page.getByText('No movement fits these filters.').waitFor()
  await page.getByRole('button', { name: 'Show everything' }).click()
  await page.getByText('25 of 32 shown').waitFor()
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('where no gateway is offered the page says so', async () => {
  const person = await someone()
  const page = await open(browser, server, 'about:blank', { person })
  await page.route('**/payments/gateways', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), gateways: [] } })
  })
  await page.goto(`${server.url}/wallet`)
  await page.getByText('No payment gateway is offered.').waitFor()
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
    await leadAuction(person, 200)
    await buy(person, 10)
    const page = await atWallet(person, { size })
    await page.getByLabel('What holds it').getByRole('listitem').waitFor()
    await page.getByLabel('Amount, BDT').fill('1')
    await page.getByLabel('Amount, BDT').press('Enter')
    await page.getByRole('alert').waitFor()
    await sound(page)
    assert.deepEqual(page.wrongs, [])
    await page.context().close()
  })
}
