// node tests/browser/pictures.js [DIR]: every page as a picture, wide and phone, light and dark, in a world where something happens.
// build/pictures when no folder is named. Needs build/release/loam.
import { mkdirSync } from 'node:fs'
import path from 'node:path'

import { kPhone, kWide, launch, open, root, Server } from './support.js'
import { populate } from './populate.js'

const folder = path.resolve(process.argv[2] ?? path.join(root, 'build/pictures'))
mkdirSync(folder, { recursive: true })

const server = await Server.start()
const browser = await launch()
try {
  const world = await populate(server)
  const pictures = [
    ['exchange', '/exchange/forest', world.asha],
    ['exchange-guest', '/exchange', null],
    ['land', `/land?x=${world.place.x}&y=${world.place.y}`, world.asha],
    ['auctions', '/auctions', world.tariq],
    ['auction', `/auctions/${world.auction}`, world.tariq],
    ['leaderboards', '/auctions?tab=leaderboards', world.tariq],
    ['wallet', '/wallet', world.asha],
    ['audit', '/audit', world.asha],
    ['profile', '/profile', world.asha],
    ['operate', '/operate', world.boss],
    ['operate-user', `/operate?tab=users&user=${world.asha.user.user_id}`, world.boss],
    ['sign-in', '/sign-in', null],
    ['register', '/register', null],
  ]
  for (const [name, where, person] of pictures) {
    for (const [size, viewport] of Object.entries({ wide: kWide, phone: kPhone })) {
      for (const theme of ['light', 'dark']) {
        const page = await open(browser, server, where, { person, size: viewport, theme })
        // The feed never rests; what is loaded once is there when nothing is being loaded any more.
        await page.waitForFunction(() => document.querySelector('main [role=status]:has(.line)') === null && document.querySelector('main h1, main h2'))
        await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined)
        await page.screenshot({ path: path.join(folder, `${name}-${size}-${theme}.png`), fullPage: true })
        await page.context().close()
      }
    }
    console.log(name)
  }
  console.log(`pictures are in ${folder}`)
} finally {
  await browser.close()
  await server.stop()
}
