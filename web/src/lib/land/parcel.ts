import type { LandPlace } from '../marketplace/words'

/** More do not go into one listing. */
export const kParcelMax = 50

/** Whether one can walk from each land to each other over shared edges. The server judges; this only tells it early. */
export function isConnected(lands: readonly LandPlace[]): boolean {
  const left = new Map(lands.map((land) => [`${land.coordinates.x},${land.coordinates.y}`, land]))
  const first = lands[0]
  if (first === undefined) return true
  const next = [first]
  for (let land = next.pop(); land !== undefined; land = next.pop()) {
    const { x, y } = land.coordinates
    left.delete(`${x},${y}`)
    for (const key of [`${x - 1},${y}`, `${x + 1},${y}`, `${x},${y - 1}`, `${x},${y + 1}`]) {
      const neighbour = left.get(key)
      if (neighbour === undefined) continue
      left.delete(key)
      next.push(neighbour)
    }
  }
  return left.size === 0
}
