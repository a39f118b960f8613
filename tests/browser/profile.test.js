// One's own account: data, figures, leaderboards, password, theme.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { accessibilityWrongs, kPhone, kWide, launch, open, Server } from './support.js'

let server
let browser
let player
before(async () => {
  server = await Server.start()
  browser = await launch()
  player = await server.register('rafi')
  await server.ask('POST', '/biome-market/buy', { token: player.token, body: { biome: 'forest', amount_bdt: 100 } })
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

test('shows who one is and what one has done', async () => {
  const page = await open(browser, server, '/profile', { person: player })
  await page.getByText('rafi@example.com').waitFor()
  const figures = page.getByRole('region', { name: 'Your figures' })
  await figures.getByText('2.00').waitFor()
  assert.match(await figures.innerText(), /Rows on record\s+2/)
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('hides from leaderboards, and takes it back', async () => {
  const hidden = async () => (await server.ask('GET', '/auth/me', { token: player.token })).hidden
  const page = await open(browser, server, '/profile', { person: player })
  const box = page.getByLabel('Hide me from leaderboards')
  await box.check()
  await page.getByText('You are hidden from leaderboards.').waitFor()
  assert.equal(await hidden(), true)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('You stand on leaderboards again.').waitFor()
  assert.equal(await hidden(), false)
  assert.equal(await box.isChecked(), false)
  await page.context().close()
})

test('a password is changed; a refusal keeps what was typed', async () => {
  const somebody = await server.register('tania')
  const page = await open(browser, server, '/profile', { person: somebody })
  await page.getByLabel('Password now').fill('not my password')
  await page.getByLabel('New password').fill('quite another password')
  await page.getByRole('button', { name: 'Change the password' }).click()
  await page.getByRole('alert').waitFor()
  assert.equal(await page.getByLabel('New password').inputValue(), 'quite another password')
  await page.getByLabel('Password now').fill(somebody.password)
  await page.getByRole('button', { name: 'Change the password' }).click()
  await page.getByText('Your password is changed.').waitFor()
  await server.ask('POST', '/auth/login', { body: { username: 'tania', password: 'quite another password' } })
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor()
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('where one is signed in: the one in use is marked, another is ended and refused at once', async () => {
  const somebody = await server.register('mitu')
  const signIn = async () => (await server.ask('POST', '/auth/login', { body: { username: 'mitu', password: somebody.password } })).access_token
  const [phone, desk] = [await signIn(), await signIn()]
  const page = await open(browser, server, '/profile', { person: somebody })
  const list = page.getByRole('region', { name: 'Where I am signed in' })
  const sessions = list.getByRole('listitem')
  await sessions.nth(2).waitFor()
  const own = sessions.filter({ hasText: 'this one' })
  assert.equal(await own.count(), 1)
  assert.equal(await own.getByRole('button').count(), 0, 'one leaves by signing out')
  assert.deepEqual(await accessibilityWrongs(page), [])

  // The newest comes first.
  await sessions.first().getByRole('button', { name: /^End the session of / }).click()
  await list.getByText(/^The session of .* has ended\.$/).waitFor()
  await sessions.nth(2).waitFor({ state: 'detached' })
  await assert.rejects(server.ask('GET', '/auth/me', { token: desk }), /401/)
  await server.ask('GET', '/auth/me', { token: phone })

  // What has ended meanwhile is told, and the list is read anew; one's own session goes on.
  await server.ask('POST', '/auth/logout', { token: phone })
  await sessions.first().getByRole('button', { name: /^End/ }).click()
  await list.getByRole('alert').getByText('There is no such session, or it has ended.').waitFor()
  await sessions.nth(1).waitFor({ state: 'detached' })
  await own.waitFor()
  await server.ask('GET', '/auth/me', { token: somebody.token })

  await signIn()
  await page.reload()
  await sessions.nth(1).waitFor()
  await page.getByLabel('Password now').fill(somebody.password)
  await page.getByLabel('New password').fill('quite another password')
  await page.getByRole('button', { name: 'Change the password' }).click()
  await sessions.nth(1).waitFor({ state: 'detached' })
  await own.waitFor()
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('a theme is chosen and stays', async () => {
  const page = await open(browser, server, '/profile')
  await page.getByText('You are not signed in.').waitFor()
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const light = await ground()
  await page.getByRole('button', { name: 'Dark' }).click()
  assert.notEqual(await ground(), light)
  await page.reload()
  assert.notEqual(await ground(), light, 'from the first paint on')
  await page.getByRole('button', { name: 'As the system' }).click()
  assert.equal(await ground(), light)
  await page.context().close()
})

test('axe finds nothing, and a phone does not scroll sideways', async () => {
  for (const [size, theme] of [[kWide, 'light'], [kPhone, 'dark'], [kPhone, 'light'], [kWide, 'dark']]) {
    const page = await open(browser, server, '/profile', { person: player, size, theme })
    await page.getByText('Fees paid').waitFor()
    assert.deepEqual(await accessibilityWrongs(page), [])
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
    assert.deepEqual(page.wrongs, [])
    await page.context().close()
  }
})
