// The page Land: the map and its keys, claims, parcels, gifts, and what others do to the map while one looks.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { accessibilityWrongs, kPhone, kWide, launch, live, open, Server } from './support.js'

let server
let browser
before(async () => {
  server = await Server.start()
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const taken = []
const touches = (a, b) => Math.abs(a.coordinates.x - b.coordinates.x) + Math.abs(a.coordinates.y - b.coordinates.y) <= 1
/** Free land with free land to its east, no edge of which any earlier pair touches. */
async function freePair() {
  for (const biome of ['ocean', 'plains', 'forest']) {
    const { lands } = await server.ask('GET', `/lands?biome=${biome}&limit=500`)
    const at = new Map(lands.map((land) => [`${land.coordinates.x},${land.coordinates.y}`, land]))
    for (const west of lands) {
      const { x, y } = west.coordinates
      const east = at.get(`${x + 1},${y}`)
      if (x < 8 || x > 50 || y < 2 || east === undefined || west.owner_id !== null || east.owner_id !== null) continue
      if (taken.some((land) => touches(land, west) || touches(land, east))) continue
      taken.push(west, east)
      return [west, east]
    }
  }
  throw new Error('no free land')
}
const claim = (person, land) => server.ask('POST', '/lands/claim', { token: person.token, body: land.coordinates })
const placeOf = (land) => `${land.coordinates.x}, ${land.coordinates.y}`
const mapAt = (land, more = '') => `/land?x=${land.coordinates.x}&y=${land.coordinates.y}&z=16${more}`
const map = (page) => page.getByRole('application', { name: 'Map of the world' })
const cursor = (page) => page.getByTestId('cursor')
const parameter = (page, name) => new URL(page.url()).searchParams.get(name)

/** How opaque the map is somewhere in it, 0 to 255; what a filter leaves out is hardly there. */
const opacity = (page, right, down) =>
  page.locator('canvas').first().evaluate((canvas, [x, y]) => {
    const { width, height } = canvas
    return canvas.getContext('2d').getImageData(Math.round(width * x), Math.round(height * y), 1, 1).data[3]
  }, [right, down])
async function until(what, holds) {
  for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20))) if (await holds()) return
  assert.fail(what)
}

test('land: keys move the cursor, open a land, and it is claimed at its exact price', async () => {
  const person = await server.register('keys')
  const [west, east] = await freePair()
  const page = await open(browser, server, mapAt(west), { person })
  await live(page)
  await cursor(page).filter({ hasText: `${placeOf(west)}: ${west.biome}` }).waitFor()
  await map(page).focus()
  await page.keyboard.press('ArrowRight')
  await cursor(page).filter({ hasText: `${placeOf(east)}: ${east.biome}` }).waitFor()
  await cursor(page).filter({ hasText: 'unclaimed' }).waitFor()
  await page.keyboard.press('+')
  await until('coordinates and scale are in the URL', () => parameter(page, 'x') === `${east.coordinates.x}` && parameter(page, 'z') === '24')
  await page.keyboard.press('-')
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: `Land at ${placeOf(east)}` })
  const price = east.price_base_bdt.toFixed(2)
  await drawer.getByText('Available after').waitFor()
  await drawer.getByText((10_000 - east.price_base_bdt).toLocaleString('en-US', { minimumFractionDigits: 2 })).waitFor()
  await drawer.getByText('Value estimate').waitFor()
  assert.equal(parameter(page, 'land'), east.land_id)
  await drawer.getByRole('button', { name: `Claim for ${price} BDT` }).dblclick()
  await drawer.getByText('This land is yours').waitFor()
  const balance = await server.ask('GET', `/users/${person.user.user_id}/balance`, { token: person.token })
  assert.equal(balance.balance_bdt, 10_000 - east.price_base_bdt, 'a double click claims once')
  await page.keyboard.press('Escape')
  await cursor(page).filter({ hasText: 'yours' }).waitFor()
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('land: a claim that is refused says why, and the land stays open', async () => {
  const person = await server.register('slow')
  const quick = await server.register('quick')
  const [west] = await freePair()
  const page = await open(browser, server, `/land?land=${west.land_id}`, { person })
  const button = page.getByRole('button', { name: /^Claim for/ })
  await button.waitFor()
  // Somebody else is quicker, and the page does not hear of it in time.
  await page.route('**/api/v1/lands/claim', async (route) => {
    await claim(quick, west)
    await route.continue()
  })
  await button.click()
  await page.getByRole('dialog').getByRole('alert').filter({ hasText: 'The land belongs to somebody already.' }).waitFor()
  await page.getByRole('dialog').locator('dd').filter({ hasText: 'quick' }).waitFor()
  assert.equal(parameter(page, 'land'), west.land_id)
  await page.context().close()
})

test('land: the map is dragged, zoomed by wheel and pinched by two fingers', async () => {
  const page = await open(browser, server, '/land?x=32&y=32&z=32')
  await live(page)
  await cursor(page).filter({ hasText: '32, 32: ' }).filter({ hasText: 'elevation' }).waitFor()
  const box = await map(page).boundingBox()
  const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 96, y + 64, { steps: 4 })
  await page.mouse.up()
  await cursor(page).filter({ hasText: '29, 30: ' }).waitFor()
  await until('the place is in the URL', () => parameter(page, 'x') === '29' && parameter(page, 'y') === '30')
  await page.mouse.wheel(0, 300)
  await until('the wheel zooms out', () => Number(parameter(page, 'z')) < 30)
  const before = Number(parameter(page, 'z'))
  const touch = await page.context().newCDPSession(page)
  const fingers = (away) => [{ x: x - away, y, id: 1 }, { x: x + away, y, id: 2 }]
  await touch.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 })
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(40) })
  await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(60) })
  await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(60) })
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await until('two fingers zoom in', () => Number(parameter(page, 'z')) > before * 1.3)
  await page.goto(page.url())
  await cursor(page).filter({ hasText: `${parameter(page, 'x')}, ${parameter(page, 'y')}: ` }).waitFor()
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('land: what others claim and list is seen at once', async () => {
  const other = await server.register('neighbour')
  const seen = await server.register('onlooker')
  const [west, east] = await freePair()
  const page = await open(browser, server, mapAt(west))
  await live(page)
  await cursor(page).filter({ hasText: 'unclaimed' }).waitFor()
  await until('the URL says that the map is still', () => parameter(page, 'z') !== null)
  await claim(other, west)
  await cursor(page).filter({ hasText: 'owned by neighbour' }).waitFor()
  await server.ask('POST', '/marketplace/listings', {
    token: other.token, body: { land_id: west.land_id, listing_type: 'fixed_price', buy_now_price_bdt: 500 },
  })
  await cursor(page).filter({ hasText: 'for sale' }).waitFor()
  // And what happened while the map was out of sight.
  await page.getByRole('button', { name: 'List', exact: true }).click()
  await page.getByRole('region', { name: 'Lands' }).waitFor()
  await claim(other, east)
  await page.getByRole('button', { name: 'Map', exact: true }).click()
  await map(page).focus()
  await cursor(page).filter({ hasText: 'for sale' }).waitFor()
  await page.keyboard.press('ArrowRight')
  await cursor(page).filter({ hasText: `${placeOf(east)}: ${east.biome}` }).filter({ hasText: 'owned by neighbour' }).waitFor()
  await server.ask('POST', `/lands/${east.land_id}/transfer`, { token: other.token, body: { new_owner_id: seen.user.user_id } })
  await cursor(page).filter({ hasText: 'owned by onlooker' }).waitFor()
  await page.context().close()
})

test('land: map and list share their filters through the URL', async () => {
  const page = await open(browser, server, '/land?x=32&y=32&z=16')
  await live(page)
  await until('all is bright', async () => (await opacity(page, 0.3, 0.3)) === 255)
  await page.getByLabel('Price to').fill('0.05')
  await until('what costs more is dimmed', async () => (await opacity(page, 0.3, 0.3)) < 200)
  await page.getByLabel('Price to').fill('cheap')
  await page.getByText('An amount like').waitFor()
  assert.equal(await page.getByLabel('Price to').inputValue(), 'cheap', 'what was typed survives')
  await page.getByLabel('Price to').fill('')
  await page.getByLabel('Biome').selectOption('snow')
  await page.getByRole('button', { name: 'List', exact: true }).click()
  const rows = page.getByRole('region', { name: 'Lands' }).getByRole('row')
  await rows.nth(1).filter({ hasText: 'Snow' }).waitFor()
  const { pagination } = await server.ask('GET', '/lands?biome=snow')
  await page.getByText(`50 of ${pagination.total} shown`).waitFor()
  await page.getByRole('button', { name: 'Show more' }).click()
  await page.getByText(`100 of ${pagination.total} shown`).waitFor()
  assert.equal(parameter(page, 'biome'), 'snow')
  assert.equal(parameter(page, 'view'), 'list')
  await page.getByLabel('For sale').check()
  await page.getByText('No land fits these filters.').waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await rows.nth(1).waitFor()
  assert.equal(parameter(page, 'biome'), null)
  await page.context().close()
})

test('land: adjacent lands become a parcel, and a refused listing keeps what was typed', async () => {
  const person = await server.register('seller')
  const [west, east] = await freePair()
  const [, apart] = await freePair()
  for (const land of [west, east, apart]) await claim(person, land)
  const page = await open(browser, server, mapAt(west), { person })
  await live(page)
  await cursor(page).filter({ hasText: 'yours' }).waitFor()
  await map(page).focus()
  await page.keyboard.press(' ')
  await page.getByText(`${placeOf(west)} is chosen: 1 in all.`).waitFor()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press(' ')
  await page.getByText('2 lands, edge to edge').waitFor()
  await page.getByRole('button', { name: 'My lands' }).click()
  await page.getByLabel(`Choose ${placeOf(apart)}`).check()
  await page.getByText('3 lands, not edge to edge').waitFor()
  await page.getByLabel(`Choose ${placeOf(apart)}`).uncheck()
  await page.getByRole('button', { name: 'List them for sale' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Auction', { exact: true }).check()
  await form.getByLabel('Starting price').fill('1oo')
  await form.getByRole('button', { name: 'List for sale' }).click()
  await form.getByText('An amount like').waitFor()
  assert.equal(await form.getByLabel('Starting price').evaluate((field) => field === document.activeElement), true)
  await form.getByLabel('Starting price').fill('100')
  await form.getByLabel('Reserve price').fill('10')
  await form.getByLabel('Description').fill('Two by the shore')
  await form.getByRole('button', { name: 'List for sale' }).click()
  await form.getByRole('alert').filter({ hasText: 'reserve_price_bdt' }).waitFor()
  assert.equal(await form.getByLabel('Starting price').inputValue(), '100')
  assert.equal(await form.getByLabel('Description').inputValue(), 'Two by the shore')
  assert.equal(await form.getByLabel('Reserve price').getAttribute('aria-invalid'), 'true')
  assert.deepEqual(await accessibilityWrongs(page), [])
  await form.getByLabel('Reserve price').fill('60')
  await form.getByRole('button', { name: 'List for sale' }).click()
  await page.waitForURL('**/auctions/*')
  await page.getByRole('heading', { name: `2 lands at ${placeOf(west)}` }).waitFor()
  const { listings } = await server.ask('GET', `/marketplace/listings?seller_id=${person.user.user_id}`)
  assert.equal(listings.length, 1)
  assert.deepEqual(listings[0].lands.map((land) => land.land_id).sort(), [west.land_id, east.land_id].sort())
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('land: a land is given away to a player who was found, after its place was typed', async () => {
  const person = await server.register('giver')
  const heir = await server.register('heir')
  const [west] = await freePair()
  await claim(person, west)
  const page = await open(browser, server, `/land?land=${west.land_id}`, { person })
  const drawer = page.getByRole('dialog')
  await drawer.getByText('Give it away').click()
  await drawer.getByLabel('To whom').fill('nobody at all')
  await drawer.getByRole('button', { name: 'Find the player' }).click()
  await drawer.getByText('Nobody of that name').waitFor()
  assert.equal(await drawer.getByLabel('To whom').inputValue(), 'nobody at all')
  await drawer.getByLabel('To whom').fill('heir')
  await page.keyboard.press('Enter')
  const give = drawer.getByRole('button', { name: 'Give it to heir' })
  await give.waitFor()
  assert.equal(await give.isDisabled(), true)
  await drawer.getByLabel('Type the place').fill(placeOf(west))
  await give.click()
  await drawer.locator('dd').filter({ hasText: 'heir' }).waitFor()
  const land = await server.ask('GET', `/lands/${west.land_id}`)
  assert.equal(land.owner_id, heir.user.user_id)
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

for (const [name, size] of [['wide', kWide], ['phone', kPhone]]) {
  test(`land: accessible and within the window, ${name}`, async () => {
    const person = await server.register(`axe_${name}`)
    const [west, east] = await freePair()
    await claim(person, west)
    const page = await open(browser, server, mapAt(west), { person, size })
    await live(page)
    await cursor(page).filter({ hasText: 'yours' }).waitFor()
    for (const [where, shown, themes] of [
      name === 'wide'
        ? ['/land?view=list', () => page.getByRole('region', { name: 'Lands' }), ['dark']]
        : ['/land?view=mine', () => page.getByRole('region', { name: 'Your lands' }), ['light']],
      // The map is behind its drawer, and looked at with it.
      [`/land?land=${east.land_id}`, () => page.getByText('Value estimate'), ['light']],
      [`/land?land=${west.land_id}`, () => page.getByText('Value estimate'), ['light', 'dark']],
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
