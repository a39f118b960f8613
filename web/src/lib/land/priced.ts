import { api, type Schemas } from '../api'
import { numberOf } from './baked'
import { asQuery, type LandFilters } from './filters'
import type { Box } from './view'

/** Only the server knows prices, and tells 500 lands a page: more pages than these are not asked for one picture. */
const kPagesMax = 4
const kPageRows = 500

export interface Priced {
  numbers: ReadonlySet<number>
  /** Whether these are all of the box; else the map shows the first ones, and says so. */
  complete: boolean
}

/** The lands of a box that pass the filters, for the map to leave bright. */
export async function readPriced(box: Box, filters: LandFilters): Promise<Priced> {
  const numbers = new Set<number>()
  let cursor: string | null = null
  for (let pages = 0; pages < kPagesMax; ++pages) {
    const query = { ...asQuery(filters), bbox: box.join(','), limit: kPageRows, ...(cursor !== null && { cursor }) }
    const answer: Schemas['LandList'] = await api.told(api.client.GET('/api/v1/lands', { params: { query } }))
    for (const { coordinates } of answer.lands) numbers.add(numberOf(coordinates.x, coordinates.y))
    cursor = answer.pagination.next_cursor
    if (cursor === null) return { numbers, complete: true }
  }
  return { numbers, complete: false }
}
