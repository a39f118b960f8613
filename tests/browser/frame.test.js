// The frame around every page: who is signed in, the policy, keys, the badge.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { launch, live, open, Server } from './support.js'

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
