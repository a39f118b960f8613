import type { Schemas } from '../api'
import { isConnected, kParcelMax } from './parcel'

type Land = Schemas['Land']

/** The lands of one's own that are chosen to be listed together; map and lists share them. */
class Chosen {
  lands = $state.raw<Land[]>([])
  readonly connected = $derived(isConnected(this.lands))

  has(landId: string): boolean {
    return this.lands.some((land) => land.land_id === landId)
  }

  /** Chooses a land or leaves it out again; says why where it cannot be chosen. */
  toggle(land: Land, me: string | undefined): string {
    const place = `${land.coordinates.x}, ${land.coordinates.y}`
    if (this.has(land.land_id)) {
      this.lands = this.lands.filter((other) => other.land_id !== land.land_id)
      return `${place} is not chosen any more.`
    }
    if (land.owner_id === null || land.owner_id !== me) return `${place} is not yours: only your own lands can be listed.`
    if (land.for_sale) return `${place} is listed already.`
    if (this.lands.length === kParcelMax) return `A listing holds ${kParcelMax} lands at most.`
    this.lands = [...this.lands, land]
    return `${place} is chosen: ${this.lands.length} in all${this.connected ? '' : ', not edge to edge'}.`
  }

  clear(): void {
    this.lands = []
  }
}

export const chosen = new Chosen()
