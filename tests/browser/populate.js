// A small world where something has happened: trades, lands, a parcel sold, an auction with bids.

/** @returns the people (asha, tariq, mina, boss), the auction's id, and where asha's land is. */
export async function populate(server) {
  const people = {}
  for (const name of ['asha', 'tariq', 'mina']) people[name] = await server.register(name)
  const boss = await server.staff('boss')
  const { asha, tariq, mina } = people
  const as = (person, method, where, body) => server.ask(method, where, { token: person.token, body })

  for (const [person, biome, amount] of [[asha, 'forest', 800], [tariq, 'ocean', 450], [mina, 'forest', 300], [tariq, 'snow', 120.5], [asha, 'beach', 75]]) {
    await as(person, 'POST', '/biome-market/buy', { biome, amount_bdt: amount })
  }
  await as(asha, 'POST', '/biome-market/sell', { biome: 'forest', shares: 2.5 })
  await as(asha, 'POST', '/biome-market/track-attention', { biome: 'forest', score: 8 })

  const lands = []
  for (let i = 0; i < 5; ++i) lands.push((await as(asha, 'POST', '/lands/claim', { x: 20 + i, y: 30 })).land_id)
  await as(tariq, 'POST', '/lands/claim', { x: 24, y: 31 })
  const parcel = await as(asha, 'POST', '/marketplace/listings',
    { land_ids: lands.slice(0, 2), listing_type: 'fixed_price', buy_now_price_bdt: 620, description: 'Two at the water' })
  await as(mina, 'POST', `/marketplace/listings/${parcel.listing_id}/buy-now`)
  const auction = await as(asha, 'POST', '/marketplace/listings',
    { land_ids: lands.slice(2, 4), listing_type: 'auction', starting_price_bdt: 100, reserve_price_bdt: 150, duration_hours: 24, description: 'A quiet corner' })
  await as(tariq, 'POST', `/marketplace/listings/${auction.listing_id}/bids`, { amount_bdt: 110, max_amount_bdt: 200 })
  await as(mina, 'POST', `/marketplace/listings/${auction.listing_id}/bids`, { amount_bdt: 180 })
  return { ...people, boss, auction: auction.listing_id, place: { x: 24, y: 30 } }
}
