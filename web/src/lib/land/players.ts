import { api } from '../api'
import type { Owner } from './piece'

const kId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const kBoardRows = 500

/**
 * Who a name or an id means; null for nobody that can be found. The API looks users up by their ids alone: names are looked for
 * where they are told, among the owners that the map knows and on the leaderboards.
 */
export async function findPlayer(text: string, onMap: readonly Owner[]): Promise<Owner | null> {
  const wanted = text.trim().toLowerCase()
  if (kId.test(wanted)) {
    const user = await api.told(api.client.GET('/api/v1/users/{id}', { params: { path: { id: wanted } } }))
    return { owner_id: user.user_id, owner_username: user.username }
  }
  const near = onMap.find((owner) => owner.owner_username.toLowerCase() === wanted)
  if (near !== undefined) return near
  for (const board of ['landowners', 'richest'] as const) {
    const answer = await api.told(
      api.client.GET('/api/v1/marketplace/leaderboard/{board}', { params: { path: { board }, query: { limit: kBoardRows } } }),
    )
    const found = answer.places.find((place) => place.username.toLowerCase() === wanted)
    if (found !== undefined) return { owner_id: found.user_id, owner_username: found.username }
  }
  return null
}
