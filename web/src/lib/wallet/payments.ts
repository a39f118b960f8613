import { api, newKey, type Schemas } from '../api'

export type Gateway = Schemas['GatewayName']

const names: Record<Gateway, string> = { bkash: 'bKash', nagad: 'Nagad', rocket: 'Rocket', sslcommerz: 'SSLCOMMERZ', sandbox: 'Sandbox (no real money)' }

export function nameOf(gateway: Gateway): string {
  return names[gateway]
}

// Where to pay is told once, by the answer that begins a top-up: kept for as long as the tab, so that a reload does not lose it.
const kStored = 'loam.payment.'

export function whereToPay(reference: string): string | null {
  return sessionStorage.getItem(kStored + reference)
}

export async function begin(gateway: Gateway, amount: string, key = newKey()): Promise<Schemas['PendingPayment']> {
  const pending = await api.told(
    api.client.POST('/api/v1/payments/initiate/{gateway}', {
      params: { path: { gateway }, header: { 'Idempotency-Key': key } },
      body: { amount_bdt: amount },
    }),
  )
  if (pending.payment_url) sessionStorage.setItem(kStored + pending.reference_id, pending.payment_url)
  return pending
}
