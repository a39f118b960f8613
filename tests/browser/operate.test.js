// What operators do, and auditors read.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { accessibilityWrongs, kPhone, kWide, launch, live, open, Server } from './support.js'

let server
let browser
let operator
let auditor
let player
before(async () => {
  server = await Server.start()
  browser = await launch()
  operator = await server.staff('mala')
  auditor = await server.staff('auda', 'auditor')
  player = await server.register('rafi')
  for (const amount_bdt of [100, 250.5]) await server.ask('POST', '/biome-market/buy', { token: player.token, body: { biome: 'forest', amount_bdt } })
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const settings = async () => (await server.ask('GET', '/admin/config/economy', { token: operator.token })).settings
const valueOf = async (name) => (await settings()).find((setting) => setting.name === name).value
const statusOf = async (biome) => (await server.ask('GET', `/biome-market/markets/${biome}`)).status

test('the overview shows figures, charts by range with a table beside them, and proves the books', async () => {
  const page = await open(browser, server, '/operate', { person: operator })
  const figures = page.getByRole('list', { name: 'Figures' })
  await figures.getByText('350.50').waitFor()
  await figures.getByText('2 trades by 1 trader').waitFor()
  await page.getByRole('button', { name: '30 days' }).click()
  assert.match(page.url(), /range=30/)
  await page.getByText('The same as a table').click()
  const rows = page.getByRole('table', { name: /by day/ }).getByRole('row')
  await rows.nth(30).waitFor()
  assert.equal(await rows.count(), 31)
  assert.match(await rows.nth(1).innerText(), /350\.50/)
  await page.getByRole('button', { name: 'Prove them now' }).click()
  await page.getByText('✓ hold').waitFor()
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('settings: refused with what was typed, tried out, applied, and taken back from the history', async () => {
  const page = await open(browser, server, '/operate?tab=settings&q=biome_trade_fee', { person: operator })
  const fee = page.getByRole('textbox', { name: 'biome_trade_fee_percent' })
  await fee.fill('99')
  await page.getByRole('button', { name: 'See what would change' }).click()
  await page.getByRole('alert').filter({ hasText: 'from 0 to 20' }).waitFor()
  assert.equal(await fee.inputValue(), '99', 'what was typed survives')

  await fee.fill('2.5')
  await page.getByRole('button', { name: 'See what would change' }).click()
  const dialog = page.getByRole('dialog', { name: 'What would change' })
  assert.match(await dialog.getByRole('row').nth(1).innerText(), /biome_trade_fee_percent\s+2\s+2\.5/)
  assert.equal(await valueOf('biome_trade_fee_percent'), 2, 'a dry run changes nothing')
  assert.ok(await dialog.getByRole('button', { name: 'Apply' }).isDisabled())
  await dialog.getByLabel('Type apply to confirm').fill('apply')
  await page.keyboard.press('Enter')
  await page.getByText('biome_trade_fee_percent is changed.').waitFor()
  assert.equal(await valueOf('biome_trade_fee_percent'), 2.5)
  await page.getByText(/set by mala/).waitFor()

  await page.getByRole('button', { name: 'Undo: set biome_trade_fee_percent back to 2' }).click()
  await dialog.getByLabel('Type apply to confirm').fill('apply')
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await dialog.waitFor({ state: 'detached' })
  assert.equal(await valueOf('biome_trade_fee_percent'), 2)
  // What the command line fixed is told, not offered.
  await page.getByLabel('Search settings').fill('signup')
  await page.getByText('fixed at start').waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'signup_grant_bdt' }).count(), 0)
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('a market is halted by typing its name, its alert comes live and is acknowledged, and it is resumed', async () => {
  const watching = await open(browser, server, '/operate?tab=alerts', { person: operator })
  await watching.getByText('No alert is open.').waitFor()
  await live(watching)

  const page = await open(browser, server, '/operate?tab=markets', { person: operator })
  await page.getByRole('button', { name: 'Halt the snow market' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Type snow to confirm').fill('forest')
  assert.ok(await dialog.getByRole('button', { name: 'Halt' }).isDisabled())
  await dialog.getByLabel('Reason').fill('x')
  await dialog.getByLabel('Type snow to confirm').fill('snow')
  await dialog.getByRole('button', { name: 'Halt' }).click()
  await dialog.getByRole('alert').waitFor()
  assert.equal(await dialog.getByLabel('Reason').inputValue(), 'x')
  await dialog.getByLabel('Reason').fill('Looking into odd trades')
  await dialog.getByRole('button', { name: 'Halt' }).click()
  await page.getByRole('button', { name: 'Resume the snow market' }).waitFor()
  assert.equal(await statusOf('snow'), 'halted')

  const alert = watching.getByRole('listitem').filter({ hasText: 'snow is set to halted: Looking into odd trades' })
  await alert.getByPlaceholder('Note: what you found').fill('It was me')
  await alert.getByRole('button', { name: 'Acknowledge' }).click()
  await alert.waitFor({ state: 'detached' })
  await watching.getByRole('button', { name: 'Acknowledged', exact: true }).click()
  await watching.getByText(/by mala.*: It was me/).waitFor()
  assert.deepEqual(watching.wrongs, [])
  await watching.context().close()

  await page.getByRole('button', { name: 'Resume the snow market' }).click()
  await dialog.getByLabel('Reason').fill('Nothing found')
  await dialog.getByLabel('Type snow to confirm').fill('Snow')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Halt the snow market' }).waitFor()
  assert.equal(await statusOf('snow'), 'open')
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('safeguards: the limit, who set it, and each time it acted as it happens', async () => {
  await server.ask('PATCH', '/admin/config/economy', { token: operator.token, body: { settings: { max_transaction_percent: 0.05 } } })
  const page = await open(browser, server, '/operate?tab=safeguards', { person: operator })
  await page.getByRole('row').filter({ hasText: 'max_transaction_percent' }).getByText(/mala/).waitFor()
  await page.getByText('No safeguard has acted.').or(page.getByText(/shown$/)).first().waitFor()
  await live(page)
  await server.ask('POST', '/biome-market/buy', { token: player.token, body: { biome: 'forest', amount_bdt: 900 } }).catch(() => undefined)
  const row = page.getByRole('row').filter({ hasText: 'Order too large' }).filter({ hasText: 'buy 900 BDT' })
  await row.getByRole('img', { name: /^900 against a limit of/ }).waitFor()
  await server.ask('PATCH', '/admin/config/economy', { token: operator.token, body: { settings: { max_transaction_percent: 10 } } })
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('users: found, adjusted with a reason and a typed name, disabled and enabled; the alert leads to the row', async () => {
  const page = await open(browser, server, '/operate?tab=users', { person: operator })
  await page.getByLabel('Search users').fill('raf')
  await page.getByText('1 of 1 shown').waitFor()
  await page.getByRole('button', { name: 'rafi' }).click()
  await page.getByRole('button', { name: 'Adjust the balance' }).click()
  await page.getByLabel('Amount, BDT').fill('150000.25')
  await page.getByLabel('Reason').fill('Refund was paid late')
  await page.getByText('150,000.25 BDT go from the treasury to rafi.').waitFor()
  await page.getByLabel('Type rafi to confirm').fill('rafi')
  await page.getByRole('button', { name: 'Adjust', exact: true }).click()
  await page.getByText(/The balance of rafi is adjusted: row \d+/).waitFor()

  await page.getByRole('button', { name: 'Disable' }).click()
  await page.getByLabel('Type rafi to confirm').fill('rafi')
  await page.getByRole('button', { name: 'Disable' }).click()
  await page.getByText('rafi is changed; their sessions have ended.').waitFor()
  await page.getByRole('button', { name: 'Enable' }).click()
  await page.getByLabel('Type rafi to confirm').fill('rafi')
  await page.getByRole('button', { name: 'Enable' }).click()
  await page.getByRole('button', { name: 'Disable' }).waitFor()

  await page.goto('/operate?tab=alerts&kind=large_adjustment')
  await page.getByRole('link', { name: /^Row \d+$/ }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('Refund was paid late').waitFor()
  assert.match(await drawer.innerText(), /150,000\.25/)
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('sessions of a user: an operator ends one, an auditor reads them', async () => {
  const somebody = await server.register('shumi')
  const other = (await server.ask('POST', '/auth/login', { body: { username: 'shumi', password: somebody.password } })).access_token
  const where = `/operate?tab=users&search=shumi&user=${somebody.user.user_id}`
  const reading = await open(browser, server, where, { person: auditor, size: kPhone, theme: 'dark' })
  const list = (page) => page.getByRole('dialog').getByRole('region', { name: 'Sessions' })
  await list(reading).getByRole('listitem').nth(1).waitFor()
  assert.equal(await list(reading).getByRole('button').count(), 0)
  assert.deepEqual(await accessibilityWrongs(reading), [])
  assert.ok(await reading.evaluate(() => document.querySelector('dialog').scrollWidth <= innerWidth))
  assert.deepEqual(reading.wrongs, [])
  await reading.context().close()

  const page = await open(browser, server, where, { person: operator })
  await list(page).getByRole('listitem').nth(1).waitFor()
  assert.deepEqual(await accessibilityWrongs(page), [])
  await list(page).getByRole('button', { name: /^End the session of / }).first().click()
  await list(page).getByText(/^The session of .* has ended\.$/).waitFor()
  await list(page).getByRole('listitem').nth(1).waitFor({ state: 'detached' })
  await assert.rejects(server.ask('GET', '/auth/me', { token: other }), /401/)
  await server.ask('GET', '/auth/me', { token: somebody.token })
  const [newest] = (await server.ask('GET', '/admin/audit-logs?limit=5', { token: operator.token })).audit_logs.filter((entry) => entry.action === 'session.end')
  assert.equal(newest.actor, 'mala')
  assert.equal(newest.target, somebody.user.user_id)

  // One's own is marked, and has no button: one signs out.
  await page.goto(`/operate?tab=users&search=mala&user=${operator.user.user_id}`)
  const own = list(page).getByRole('listitem').filter({ hasText: 'this one' })
  await own.waitFor()
  assert.equal(await own.getByRole('button').count(), 0)
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('API keys: the secret is shown once, and works until it is revoked', async () => {
  const page = await open(browser, server, '/operate?tab=keys', { person: operator })
  await page.getByText('There are no API keys.').waitFor()
  await page.getByRole('button', { name: 'New API key' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('auditor-1')
  await page.getByLabel('Role').selectOption('auditor')
  await page.getByRole('button', { name: 'Make the key' }).click()
  const secret = (await page.getByRole('dialog').locator('output').innerText()).trim()
  await server.ask('GET', '/admin/users', { token: secret })
  await page.getByRole('button', { name: 'I have kept it' }).click()
  await page.getByRole('button', { name: 'Revoke auditor-1' }).click()
  await page.getByLabel('Type auditor-1 to confirm').fill('auditor-1')
  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByText('✕ revoked').waitFor()
  await assert.rejects(server.ask('GET', '/admin/users', { token: secret }), /401/)
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('payment events, the audit log and reports are there to read', async () => {
  const page = await open(browser, server, '/operate?tab=payments', { person: operator })
  await page.getByText('There are no payment events.').waitFor()
  await page.getByRole('button', { name: 'Audit log' }).click()
  await page.getByRole('cell', { name: 'mala' }).first().waitFor()
  await page.getByRole('button', { name: 'Reports' }).click()
  await page.getByRole('table', { name: 'By biome' }).getByText('350.50').waitFor()
  await page.getByRole('button', { name: 'Week' }).click()
  await page.getByText('not over yet').waitFor()
  assert.match(page.url(), /tab=reports&span=weekly/)
  await page.getByRole('link', { name: 'Biome buy' }).click()
  await page.waitForURL(/\/audit\?transaction_type=BIOME_BUY&from=/)
  await page.context().close()
})

test('auditors read and cannot act; others are told whose page it is', async () => {
  const page = await open(browser, server, '/operate?tab=settings&q=trade_fee', { person: auditor })
  await page.getByText('biome_trade_fee_percent').first().waitFor()
  await page.getByText('auditor: you read, operators act').waitFor()
  assert.equal(await page.getByRole('textbox').count(), 0)
  await page.getByRole('button', { name: 'Markets' }).click()
  await page.getByRole('table', { name: /seven markets/ }).waitFor()
  assert.equal(await page.getByRole('button', { name: /^Halt/ }).count(), 0)
  await page.context().close()

  const somebody = await server.register('nila')
  const theirs = await open(browser, server, '/operate', { person: somebody })
  await theirs.getByText('This page is for operators and auditors.').waitFor()
  await theirs.context().close()
  const guest = await open(browser, server, '/operate')
  const link = guest.getByRole('main').getByRole('link', { name: 'Sign in' })
  assert.equal(await link.getAttribute('href'), '/sign-in?next=/operate')
  await guest.context().close()
})

test('axe finds nothing, and a phone does not scroll sideways', async () => {
  for (const [tab, size, theme, ready] of [
    ['overview', kWide, 'light', 'The same as a table'],
    ['settings&q=fee', kPhone, 'dark', 'biome_trade_fee_percent'],
    ['safeguards', kWide, 'dark', 'Order too large'],
    ['alerts&show=all', kPhone, 'light', 'Large adjustment'],
  ]) {
    const page = await open(browser, server, `/operate?tab=${tab}`, { person: operator, size, theme })
    await page.getByRole('main').getByText(ready).last().waitFor()
    assert.deepEqual(await accessibilityWrongs(page), [])
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), tab)
    assert.deepEqual(page.wrongs, [])
    await page.context().close()
  }
})

test('no part is wider than a phone', async () => {
  const page = await open(browser, server, '/operate', { person: operator, size: kPhone })
  for (const name of ['Overview', 'Safeguards', 'Alerts', 'Markets', 'Settings', 'Users', 'API keys', 'Payments', 'Audit log', 'Reports']) {
    await page.getByRole('group', { name: 'Parts of this page' }).getByRole('button', { name }).click()
    await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor()
    await page.getByText('Loading', { exact: true }).first().waitFor({ state: 'detached' })
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name)
  }
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})
