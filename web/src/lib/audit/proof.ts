import type { Transaction } from '../account.svelte'
import { api } from '../api'
import { compare } from '../decimal'
import { asRefused } from '../problem'
import { bytesOf, decode, hexOf, numberOf, timeOf, type Canonical } from './canonical'

export type Check =
  | { state: 'checking' }
  /** The row that is shown is what the chain holds. `previousHash` is what it stands on. */
  | { state: 'checked'; previousHash: string }
  | { state: 'unknown'; why: string }
  | { state: 'wrong'; why: string[] }

const kOthers =
  'This row names another user, and its bytes hold their balance: you may not see them. An operator or an auditor can check it.'

async function sha256(previousHash: string, canonical: string): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(previousHash + canonical))))
}

/** What the row that is shown says otherwise than its bytes; an empty list where all agrees. */
export function differences(row: Transaction, bytes: Canonical): string[] {
  const wrong: string[] = []
  const that = (holds: boolean, name: string) => holds || wrong.push(name)
  const amount = (shown: string | number | null | undefined, told: string, name: string) =>
    shown == null || that(compare(String(shown), told) === 0, name)
  const text = (shown: string | null, told: string, name: string) => that((shown ?? '') === told, name)

  that(row.seq === bytes.seq && numberOf(row.transaction_id) === BigInt(bytes.seq), 'the sequence')
  that(Date.parse(row.created_at) === bytes.atMs && timeOf(row.transaction_id) === bytes.atMs, 'the time')
  that(row.transaction_type === bytes.type, 'the type')
  that(row.buyer_id === bytes.buyerId, 'the buyer')
  that(row.seller_id === bytes.sellerId, 'the seller')
  amount(row.amount_bdt, bytes.amount, 'the amount')
  amount(row.platform_fee_bdt, bytes.platformFee, 'the fee')
  amount(row.gateway_fee_bdt, bytes.gatewayFee, "the gateway's fee")
  that(row.biome === bytes.biome, 'the biome')
  amount(row.shares, bytes.shares, 'the shares')
  amount(row.realized_gain_bdt, bytes.realizedGain, 'the gain')
  text(row.gateway_name, bytes.gatewayName, 'the gateway')
  text(row.gateway_transaction_id, bytes.gatewayTransactionId, "the gateway's id")
  text(row.reason, bytes.reason, 'the reason')
  that((row.listing_id === null ? 0n : numberOf(row.listing_id)) === BigInt(bytes.listing), 'the listing')
  that(row.land_ids.map(numberOf).join() === bytes.lands.join(), 'the lands')
  amount(row.balance_after_bdt, row.user_role === 'seller' ? bytes.sellerBalanceAfter : bytes.buyerBalanceAfter, 'the balance after')
  // These are told to operators and auditors only.
  amount(row.buyer_balance_after_bdt, bytes.buyerBalanceAfter, "the buyer's balance after")
  amount(row.seller_balance_after_bdt, bytes.sellerBalanceAfter, "the seller's balance after")
  amount(row.pool_cash_after_bdt, bytes.poolCashAfter, "the market's cash after")
  amount(row.pool_shares_after, bytes.poolSharesAfter, "the market's shares after")
  amount(row.holding_shares_after, bytes.holdingSharesAfter, 'the shares held after')
  amount(row.holding_cost_after_bdt, bytes.holdingCostAfter, 'the cost of the shares held after')
  amount(row.chain_realized_gain_bdt, bytes.realizedGain, 'the gain')
  return [...new Set(wrong)]
}

/** Checks in this browser that the row as it is shown is what the chain of hashes holds. */
export async function check(row: Transaction): Promise<Check> {
  try {
    const path = '/api/v1/marketplace/transactions/{seq}/proof'
    const proof = await api.told(api.client.GET(path, { params: { path: { seq: row.seq } } }))
    const wrong: string[] = []
    if (proof.hash !== row.hash) wrong.push('The hash that is shown is not the hash of the proof.')
    if ((await sha256(proof.previous_hash, proof.canonical)) !== proof.hash) wrong.push('The hash is not the SHA-256 of the row.')
    const told = differences(row, decode(bytesOf(proof.canonical)))
    if (told.length > 0) wrong.push(`The row in the chain says otherwise: ${told.join(', ')}.`)
    return wrong.length > 0 ? { state: 'wrong', why: wrong } : { state: 'checked', previousHash: proof.previous_hash }
  } catch (cause) {
    // Bytes that cannot be read are no row; anything else is a failure on the way.
    if (cause instanceof RangeError || (cause instanceof TypeError && /encod/i.test(cause.message))) {
      return { state: 'wrong', why: [`The bytes of the proof are not a row: ${cause.message}.`] }
    }
    const refused = asRefused(cause)
    return { state: 'unknown', why: refused.problem.status === 403 ? kOthers : refused.message }
  }
}
