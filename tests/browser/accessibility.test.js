// axe on every page and every part of one that has an address, in both themes, in a world where something has happened.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { accessibilityWrongs, kPhone, kWide, launch, live, open, Server } from './support.js'
import { populate } from './populate.js'

let server
let browser
let world
before(async () => {
  server = await Server.start()
  browser = await launch()
  world = await populate(server)
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const operate = ['overview', 'safeguards', 'alerts', 'markets', 'settings', 'users', 'keys', 'payments', 'log', 'reports']
const places = [
  ['asha', () => ['/exchange', '/exchange/forest', '/exchange/forest?view=table', `/land?x=${world.place.x}&y=${world.place.y}`, '/land?view=list', '/land?view=mine',
                  '/wallet', '/audit', '/audit?seq=8', '/profile']],
  ['tariq', () => ['/auctions', `/auctions/${world.auction}`, '/auctions?tab=leaderboards']],
  ['boss', () => operate.map((tab) => `/operate?tab=${tab}`)],
  [null, () => ['/exchange/snow', '/audit', '/operate']],
]

for (const [size, viewport, theme] of [['wide', kWide, 'dark'], ['phone', kPhone, 'light']]) {
  for (const [who, paths] of places) {
    test(`axe finds nothing, ${size} and ${theme}, as ${who ?? 'a guest'}`, async () => {
      const page = await open(browser, server, '/sign-in', { person: who === null ? null : world[who], size: viewport, theme })
      for (const where of paths()) {
        await page.goto(where)
        await live(page)
        await page.locator('main h1, main h2, main strong').first().waitFor()
        await page.waitForFunction(() => document.querySelector('main [role=status]:has(.line)') === null)
        assert.deepEqual(await accessibilityWrongs(page), [], where)
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${where} scrolls sideways`)
      }
      assert.deepEqual(page.wrongs, [])
      await page.context().close()
    })
  }
}
