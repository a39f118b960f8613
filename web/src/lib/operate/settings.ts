import type { Schemas } from '../api'

export type Setting = Schemas['Setting']
export type SettingValue = Schemas['SettingValue']
export type Patch = Schemas['PatchedSettings']

/** A value for people. */
export function showValue(value: SettingValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 6 }) : value
}

/** What a field's text is sent as: a number goes as its digits, which the server reads exactly. */
export function sent(setting: Setting, text: string): SettingValue {
  return setting.kind === 'boolean' ? text === 'true' : text.trim()
}

const groups: readonly { title: string; names: RegExp }[] = [
  { title: 'Limits on orders and prices', names: /^(max_price_move|price_band|max_transaction|biome_trades)/ },
  { title: 'Biome markets', names: /^(biome_|redistribution|cycle_|market_profile|attention_|established_|price_history)/ },
  { title: 'Top-ups and gateways', names: /^(topup_|gateway_)/ },
  { title: 'Land and its price', names: /^(land_price_|max_lands_per_owner|enable_land)/ },
  { title: 'Land market and auctions', names: /^(land_fee|bid_|anti_sniping|auction_|listing_|max_l|min_reserve|marketplace_)/ },
]
const kOther = 'Accounts and the API'

/** The settings that match, by what they are about. */
export function grouped(settings: readonly Setting[], word: string): { title: string; settings: Setting[] }[] {
  const wanted = word.trim().toLowerCase()
  const found = new Map([...groups.map((group) => group.title), kOther].map((title) => [title, [] as Setting[]]))
  for (const setting of settings) {
    if (!`${setting.name} ${setting.name.replaceAll('_', ' ')} ${setting.meaning}`.toLowerCase().includes(wanted)) continue
    found.get(groups.find((group) => group.names.test(setting.name))?.title ?? kOther)?.push(setting)
  }
  return [...found].map(([title, list]) => ({ title, settings: list })).filter((group) => group.settings.length > 0)
}
