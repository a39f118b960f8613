import { api, type Schemas } from '../api'
import { CursorList } from '../cursor_list.svelte'
import { feed } from '../feed.svelte'

export type Alert = Schemas['Alert']
export type AlertKind = Schemas['AlertKind']

export const alertKinds: Record<AlertKind, string> = {
  order_splitting: 'Order splitting',
  attention_farm: 'Attention farm',
  wash_trading: 'Wash trading',
  large_adjustment: 'Large adjustment',
  market_halted: 'Market halted',
  supply_jump: 'Supply jump',
  payment_refused: 'Payment refused',
}

export interface AlertFilter {
  kind?: AlertKind
  acknowledged?: boolean
}

const kPageRows = 50

/** What surveillance noticed: the stored list, kept as the feed tells it. */
export class Alerts {
  filter: AlertFilter = {}
  readonly list = new CursorList<Alert>(async (cursor) => {
    // This list has no cursors of its own: how far it has been read is its place.
    const offset = cursor === undefined ? 0 : Number.parseInt(cursor, 10) // eslint-disable-line no-restricted-syntax -- a place
    const answer = await api.told(
      api.client.GET('/api/v1/admin/alerts', { params: { query: { ...this.filter, limit: kPageRows, offset } } }),
    )
    const next = offset + answer.alerts.length
    const more = answer.alerts.length > 0 && next < (answer.pagination.total ?? 0)
    return { rows: answer.alerts, pagination: { ...answer.pagination, next_cursor: more ? `${next}` : null } }
  })

  follow(): () => void {
    const leave = [
      feed.on('alert', (message) => this.take(message.alert)),
      feed.onResync(() => void this.list.begin()),
      feed.follow({ type: 'subscribe_alerts' }),
    ]
    return () => leave.forEach((end) => end())
  }

  /** Puts an alert where it belongs: in its old place, on top, or nowhere where the filter leaves it out. */
  take(alert: Alert): void {
    const { kind, acknowledged } = this.filter
    const fits = (kind === undefined || kind === alert.kind) && (acknowledged === undefined || acknowledged === (alert.acknowledged_at !== null))
    const at = this.list.rows.findIndex((one) => one.alert_id === alert.alert_id)
    if (at < 0) {
      if (!fits || !this.list.known) return
      this.list.rows = [alert, ...this.list.rows]
      this.list.total = this.list.total === null ? null : this.list.total + 1
    } else {
      this.list.rows = fits ? this.list.rows.with(at, alert) : this.list.rows.filter((one) => one !== this.list.rows[at])
    }
  }
}
