import { api, type Schemas } from '../api'
import { difference, sum } from '../decimal'

export type Report = Schemas['Report']

const kDayMs = 86_400_000
const kAtOnce = 4 // reports asked for at the same time

/** A day of the charts. */
export interface Day {
  date: string
  volume: string
  fees: string
  /** What came into the world on this day. */
  change: string
  /** What was in it at the day's end; of today, now. */
  supply: string
}

function dayOf(report: Report, supply: string): Day {
  return {
    date: report.from.slice(0, 10),
    volume: report.volumes.reduce((all, one) => sum(all, one.amount_bdt), '0'),
    fees: report.revenue.total_bdt,
    change: report.money_supply.change_bdt,
    supply,
  }
}

/** The last days up to today, oldest first. */
export async function readDays(count: number, nowMs: number): Promise<Day[]> {
  const dates = Array.from({ length: count }, (_, back) => new Date(nowMs - back * kDayMs).toISOString().slice(0, 10))
  const reports = new Array<Report>(count)
  const waiting = [...dates.entries()]
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, date] = next
      reports[at] = await api.told(api.client.GET('/api/v1/admin/reports/daily', { params: { query: { date } } }))
    }
  }
  await Promise.all(Array.from({ length: kAtOnce }, worker))
  // The reports say what came in on each day and what there is now: from there it goes backwards.
  const days: Day[] = []
  let supply = reports[0]?.money_supply.now_bdt ?? '0'
  for (const report of reports) {
    days.unshift(dayOf(report, supply))
    supply = difference(supply, report.money_supply.change_bdt)
  }
  return days
}
