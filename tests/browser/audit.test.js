// The audit explorer: filters in the URL, rows as they come, the proof that the browser does itself, exports.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { accessibilityWrongs, kPhone, kWide, launch, live, open, root, Server } from './support.js'

const require = createRequire(new URL('../../web/package.json', import.meta.url))
const types = ['TOPUP', 'ADJUSTMENT', 'GRANT', 'MARKET_SEED', 'BIOME_BUY', 'BIOME_SELL', 'AUCTION', 'BUY_NOW', 'FIXED_PRICE', 'TRANSFER']
const biomes = ['ocean', 'beach', 'plains', 'forest', 'desert', 'mountain', 'snow']

let server
let browser
let operator
let player
let seller
let land
before(async () => {
  server = await Server.start()
  browser = await launch()
  operator = await server.staff('mala')
  player = await server.register('rafi')
  seller = await server.register('tania')
  const token = player.token
  for (const amount_bdt of [100, 200.5, 300]) await server.ask('POST', '/biome-market/buy', { token, body: { biome: 'forest', amount_bdt } })
  await server.ask('POST', '/biome-market/sell', { token, body: { biome: 'forest', shares: 1 } })
  land = await server.ask('POST', '/lands/claim', { token: seller.token, body: { x: 5, y: 6 } })
  const listing = await server.ask('POST', '/marketplace/listings', {
    token: seller.token,
    body: { listing_type: 'fixed_price', land_ids: [land.land_id ?? land.land_ids[0]], buy_now_price_bdt: 250 },
  })
  await server.ask('POST', `/marketplace/listings/${listing.listing_id}/buy-now`, { token, body: {} })
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

/** The bytes of a row that operators see, as docs/record.md lays them out: written once more, apart from the pages. */
function canonicalOf(row) {
  const pieces = []
  const integer = (value, size) => {
    const bytes = Buffer.alloc(size)
    if (size === 8) bytes.writeBigInt64BE(BigInt(value))
    else if (size === 4) bytes.writeUInt32BE(Number(value))
    else bytes.writeUInt8(Number(value))
    pieces.push(bytes)
  }
  const amount = (value, places) => integer(Math.round((value ?? 0) * 10 ** places), 8)
  const id = (value) => pieces.push(Buffer.from((value ?? '0'.repeat(32)).replaceAll('-', ''), 'hex'))
  const text = (value) => {
    const bytes = Buffer.from(value ?? '')
    integer(bytes.length, 4)
    pieces.push(bytes)
  }
  const number = (value) => (value === null ? 0n : BigInt(`0x${value.replaceAll('-', '').slice(16)}`) & 0x3fffffffffffffffn)
  integer(row.land_ids.length > 0 ? 2 : 1, 1)
  integer(row.seq, 8)
  integer(Date.parse(row.created_at), 8)
  integer(types.indexOf(row.transaction_type) + 1, 1)
  id(row.buyer_id)
  id(row.seller_id)
  for (const name of ['amount_bdt', 'platform_fee_bdt', 'gateway_fee_bdt']) amount(row[name], 2)
  integer(row.biome === null ? 255 : biomes.indexOf(row.biome), 1)
  amount(row.shares, 6)
  amount(row.pool_cash_after_bdt, 2)
  amount(row.pool_shares_after, 6)
  amount(row.holding_shares_after, 6)
  for (const name of ['holding_cost_after_bdt', 'chain_realized_gain_bdt', 'buyer_balance_after_bdt', 'seller_balance_after_bdt']) amount(row[name], 2)
  for (const name of ['gateway_name', 'gateway_transaction_id', 'reason']) text(row[name])
  if (row.land_ids.length > 0) {
    integer(number(row.listing_id), 4)
    integer(row.land_ids.length, 4)
    for (const one of row.land_ids) integer(number(one), 4)
  }
  return Buffer.concat(pieces)
}

const sha256 = (...pieces) => pieces.reduce((hash, piece) => hash.update(piece), createHash('sha256')).digest('hex')

/** Spoils the answers to the page's questions for proofs, as a server that lies would. */
async function spoilProofs(page, spoil) {
  await page.route('**/transactions/*/proof', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: spoil(await response.json()) })
  })
}

const allRows = async () => (await server.ask('GET', '/admin/transactions?limit=500', { token: operator.token })).transactions

test('the bytes of a row are read as docs/record.md lays them out', async () => {
  const source = readFileSync(path.join(root, 'web/src/lib/audit/canonical.ts'), 'utf8')
  const ts = require('typescript')
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: 'es2022', module: 'esnext' } })
  const { decode, bytesOf } = await import(`data:text/javascript,${encodeURIComponent(outputText)}`)
  const hex =
    `02${'0000000000000007'}${'0000018f00000000'}09${'11'.repeat(16)}${'00'.repeat(16)}` +
    `${'00000000000003e9'}${'0000000000000032'}${'0000000000000000'}ff${'0000000000000000'}` +
    `${'0000000000000000'.repeat(5)}${'ffffffffffffff9c'}${'0000000000000001'}` +
    `${'00000000'}${'00000000'}${'00000003e0a695'}${'00000005'}${'00000002'}${'00000001'}${'0000ffff'}`
  const row = decode(bytesOf(hex))
  assert.deepEqual(
    [row.seq, row.atMs, row.type, row.buyerId, row.sellerId, row.amount, row.platformFee, row.biome, row.realizedGain, row.buyerBalanceAfter],
    [7, 0x18f00000000, 'FIXED_PRICE', '11111111-1111-1111-1111-111111111111', null, '10.01', '0.50', null, '0.00', '-1.00'],
  )
  assert.deepEqual([row.sellerBalanceAfter, row.reason, row.listing, row.lands], ['0.01', '\u0995', 5, [1, 65535]])
  assert.throws(() => decode(bytesOf(hex.slice(0, -2))), /too early/)
  assert.throws(() => decode(bytesOf(`${hex}00`)), /more bytes/)
  assert.throws(() => decode(bytesOf(`03${hex.slice(2)}`)), /version 3/)

  // The real chain, by the test's own writing and the page's reading.
  const rows = (await allRows()).reverse()
  let previous = '0'.repeat(64)
  for (const one of rows) {
    const bytes = canonicalOf(one)
    assert.equal(sha256(Buffer.from(previous, 'hex'), bytes), one.hash, `row ${one.seq}`)
    assert.equal(decode(new Uint8Array(bytes)).seq, one.seq)
    previous = one.hash
  }
})

test('filters stand in the URL and can be taken off as chips', async () => {
  const page = await open(browser, server, '/audit', { person: player })
  await page.getByText('6 of 6 shown').waitFor()
  await page.getByLabel('Source').selectOption('biome')
  await page.getByText('4 of 4 shown').waitFor()
  await page.getByLabel('Type').selectOption('BIOME_BUY')
  await page.getByRole('textbox', { name: 'Least amount' }).fill('150')
  await page.getByRole('textbox', { name: 'Least amount' }).press('Enter')
  await page.getByText('2 of 2 shown').waitFor()
  assert.equal(new URL(page.url()).search, '?transaction_source=biome&transaction_type=BIOME_BUY&min_amount_bdt=150')
  await page.getByRole('button', { name: /Remove filter Least amount/ }).click()
  await page.getByText('3 of 3 shown').waitFor()

  // What the server cannot take is said, and stays to be mended.
  await page.getByRole('textbox', { name: 'Largest amount' }).fill('much')
  await page.getByRole('textbox', { name: 'Largest amount' }).press('Enter')
  await page.getByRole('alert').filter({ hasText: 'max_amount_bdt' }).waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'Largest amount' }).inputValue(), 'much')
  await page.getByRole('button', { name: 'Remove all' }).click()
  await page.getByText('6 of 6 shown').waitFor()

  await page.getByRole('textbox', { name: 'Land' }).fill('5, 6')
  await page.getByRole('textbox', { name: 'Land' }).press('Enter')
  await page.getByText('1 of 1 shown').waitFor()
  await page.getByRole('textbox', { name: 'Listing' }).fill('0198f6c2-a4be-7d3f-8a10-5f2b6c7d8e9f')
  await page.getByRole('textbox', { name: 'Listing' }).press('Enter')
  await page.getByRole('button', { name: 'Remove all filters' }).waitFor()
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('a row opens with both sides, links and its place in the URL; new rows arrive by themselves', async () => {
  const page = await open(browser, server, '/audit', { person: player })
  await live(page)
  await page.getByText('6 of 6 shown').waitFor()
  await page.getByRole('button', { name: /^Open row/ }).first().click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('not yours to see').waitFor()
  assert.match(await drawer.innerText(), /tania/)
  assert.match(page.url(), /seq=\d+/)
  await page.reload()
  await drawer.getByRole('link', { name: 'Open the listing' }).waitFor()
  await drawer.getByRole('button', { name: 'Land on the map' }).click()
  await page.waitForURL('**/land?x=5&y=6')

  await page.goto('/audit')
  await page.getByText('6 of 6 shown').waitFor()
  await live(page)
  await server.ask('POST', '/biome-market/buy', { token: player.token, body: { biome: 'snow', amount_bdt: 50 } })
  await page.getByText('7 of 7 shown').waitFor()
  await page.getByText('1 new row', { exact: true }).waitFor()
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('the browser checks rows against the chain, and says loudly what is wrong', async () => {
  const rows = await allRows()
  const page = await open(browser, server, '/audit', { person: operator })
  await page.getByRole('button', { name: 'Check these rows' }).click()
  await page.getByText(`Of ${rows.length} rows ${rows.length} checked by this browser, 0 not checkable by you, 0 wrong; ${rows.length - 1} build`).waitFor()

  // A row whose bytes say another amount, though its hash is right for them; and one that builds on another row.
  const last = rows[0]
  const spoiled = rows.find((row) => row.transaction_type === 'BIOME_BUY' && row !== last)
  await spoilProofs(page, (proof) => {
    if (proof.seq !== spoiled.seq && proof.seq !== last.seq) return proof
    const canonical = proof.seq === spoiled.seq ? canonicalOf({ ...spoiled, amount_bdt: spoiled.amount_bdt + 1 }).toString('hex') : proof.canonical
    const previous_hash = proof.seq === last.seq ? 'ab'.repeat(32) : proof.previous_hash
    return { ...proof, canonical, previous_hash, hash: sha256(Buffer.from(previous_hash + canonical, 'hex')) }
  })
  await page.getByRole('button', { name: 'Check these rows' }).click()
  await page.getByText('2 rows are not what the chain holds.').waitFor()
  await page.getByRole('button', { name: `Open row ${spoiled.seq}`, exact: true }).click()
  await page.getByText('The row in the chain says otherwise: the amount.').waitFor()
  await page.getByText('This row is not what the chain holds.').waitFor()
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('a row that one may not check says why', async () => {
  const page = await open(browser, server, '/audit?transaction_type=FIXED_PRICE', { person: player })
  await page.getByRole('button', { name: /^Open row/ }).first().click()
  await page.getByRole('button', { name: 'Check this row' }).click()
  await page.getByText('An operator or an auditor can check it.').waitFor()
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('an export has exactly the filtered rows', async () => {
  const page = await open(browser, server, '/audit?transaction_type=BIOME_BUY&biome=forest', { person: player })
  for (const [name, ending] of [['Export CSV', 'csv'], ['Export JSONL', 'jsonl']]) {
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name }).click()
    const download = await coming
    assert.match(download.suggestedFilename(), new RegExp(`^audit-trail-.*\\.${ending}$`))
    const lines = readFileSync(await download.path(), 'utf8').trim().split('\n')
    assert.equal(lines.length, ending === 'csv' ? 4 : 3)
    if (ending === 'jsonl') assert.deepEqual(lines.map((line) => JSON.parse(line).amount_bdt).sort(), [100, 200.5, 300])
    await page.getByText(new RegExp(`\\.${ending}: 3 rows`)).waitFor()
  }
  assert.deepEqual(page.wrongs, [])
  await page.context().close()
})

test('an operator sees everybody, and one user by name', async () => {
  const page = await open(browser, server, '/audit', { person: operator })
  await page.getByRole('textbox', { name: 'User' }).fill('nobody-here')
  await page.getByRole('textbox', { name: 'User' }).press('Enter')
  await page.getByText('Nobody has that name.').waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'User' }).inputValue(), 'nobody-here')
  await page.getByRole('textbox', { name: 'User' }).fill('tania')
  await page.getByRole('textbox', { name: 'User' }).press('Enter')
  await page.getByRole('button', { name: 'Remove filter User: tania' }).waitFor()
  await page.getByText('3 of 3 shown').waitFor()
  assert.match(page.url(), new RegExp(`user_id=${seller.user.user_id}`))
  await page.context().close()
})

test('a guest is told whose trail it is', async () => {
  const page = await open(browser, server, '/audit?biome=forest')
  const link = page.getByRole('main').getByRole('link', { name: 'Sign in' })
  assert.equal(await link.getAttribute('href'), `/sign-in?next=${encodeURIComponent('/audit?biome=forest')}`)
  await page.context().close()
})

test('axe finds nothing, and a phone does not scroll sideways', async () => {
  for (const [size, theme] of [[kWide, 'light'], [kPhone, 'dark'], [kPhone, 'light'], [kWide, 'dark']]) {
    const page = await open(browser, server, '/audit', { person: size === kWide ? operator : player, size, theme })
    await page.getByText(/of \d+ shown/).waitFor()
    assert.deepEqual(await accessibilityWrongs(page), [])
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
    if (size === kPhone && theme === 'dark') {
      await page.getByRole('button', { name: /^Open row/ }).first().click()
      await page.getByRole('button', { name: 'Check this row' }).waitFor()
      assert.deepEqual(await accessibilityWrongs(page), [])
    }
    assert.deepEqual(page.wrongs, [])
    await page.context().close()
  }
})
