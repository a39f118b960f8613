// The frame around every page: who is signed in, the policy, keys, the badge.
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

test('a newcomer registers, is signed in, signs out and in again', async () => {
  const page = await open(browser, server, '/register')
  await page.getByLabel('Username').fill('rima')
  await page.getByLabel('E-mail').fill('rima@example.com')
  await page.getByLabel('Password').fill('short')
  await page.getByRole('button', { name: 'Register' }).click()
  await page.getByRole('alert').waitFor()
  assert.equal(await page.getByLabel('Username').inputValue(), 'rima', 'what was typed survives')
  await page.getByLabel('Password').fill('a long enough password')
  await page.getByRole('button', { name: 'Register' }).click()
  await page.getByRole('link', { name: 'rima' }).waitFor()
  assert.match(new URL(page.url()).pathname, /^\/exchange/)
  assert.deepEqual(page.wrongs, [])
  await page.context().close()

  const again = await open(browser, server, '/sign-in?next=/wallet')
  await again.getByLabel('Username or e-mail').fill('rima')
  await again.getByLabel('Password').fill('not the password')
  await again.getByRole('button', { name: 'Sign in' }).click()
  await again.getByRole('alert').waitFor()
  await again.getByLabel('Password').fill('a long enough password')
  await again.keyboard.press('Enter')
  await again.waitForURL('**/wallet')
  await again.context().close()
})

test('the feed is live, and the pages keep their policy', async () => {
  const page = await open(browser, server, '/')
  await live(page)
  const answer = await fetch(server.url)
  assert.match(answer.headers.get('content-security-policy'), /^default-src 'self';/)
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await answer.text())[1]
  const file = await fetch(server.url + script)
  assert.match(file.headers.get('cache-control'), /immutable/)
  assert.equal(file.headers.get('content-encoding'), 'gzip')
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('a slash searches and a question mark helps', async () => {
  const page = await open(browser, server, '/exchange')
  await live(page)
  await page.keyboard.press('/')
  await page.getByLabel('Page, biome, coordinates or id').fill('forest')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/exchange/forest')
  await page.keyboard.press('?')
  await page.getByRole('heading', { name: 'Help' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: 'Help' }).waitFor({ state: 'detached' })
  await page.context().close()
})

test('after a restart of the server the page is live again without a reload', async () => {
  const page = await open(browser, server, '/exchange')
  await live(page)
  await page.evaluate(() => (globalThis.untouched = true))
  await server.down('SIGKILL')
  await page.getByRole('status').filter({ hasText: 'Reconnecting' }).waitFor()
  await page.getByText(/as of/).waitFor()
  await server.up()
  await live(page)
  assert.equal(await page.evaluate(() => globalThis.untouched), true)
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('two tabs share a session: one signs out, and the other knows', async () => {
  const person = await server.register('selim')
  const page = await open(browser, server, '/sign-in', { person: null })
  await page.getByLabel('Username or e-mail').fill('selim')
  await page.getByLabel('Password').fill(person.password)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'selim' }).waitFor()
  const other = await page.context().newPage()
  await other.goto('/exchange')
  await other.getByRole('link', { name: 'selim' }).waitFor()
  await other.evaluate(() => localStorage.removeItem('loam.session'))
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor()
  await page.context().close()
})

for (const theme of ['light', 'dark']) {
  test(`axe finds nothing on the pages of signing in, ${theme}`, async () => {
    for (const where of ['/sign-in', '/register']) {
      for (const size of [kWide, kPhone]) {
        const page = await open(browser, server, where, { theme, size })
        await live(page)
        assert.deepEqual(await accessibilityWrongs(page), [], where)
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${where} scrolls sideways`)
        await page.context().close()
      }
    }
  })
}

test('the theme is there before the first paint, and there is no page of an unknown name', async () => {
  const page = await open(browser, server, '/sign-in')
  await page.evaluate(() => localStorage.setItem('loam.theme', 'dark'))
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.body !== null) globalThis.themeAtBody ??= document.documentElement.dataset.theme
    }).observe(document, { childList: true, subtree: true })
  })
  await page.reload()
  assert.equal(await page.evaluate(() => globalThis.themeAtBody), 'dark')
  await page.context().close()
  assert.equal((await fetch(`${server.url}/no-such-page`)).status, 404)
})
