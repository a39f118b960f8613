import type { Schemas } from '../api'
import type { Box, Cell } from './view'

/** What an answer of the API may hold: pieces are that large, and begin at its multiples. */
export const kPieceCells = 256

/** Somebody beyond the owners that a piece names. */
const kUnnamed = 65_535

export interface Owner {
  owner_id: string
  owner_username: string
}

export interface CellFacts {
  biome: Schemas['Biome']
  /** 0 to 255. */
  elevation: number
  /** Null for nobody; without a name where there are too many owners to name them. */
  owner: Owner | 'unnamed' | null
  forSale: boolean
}

function bytes(base64: string): Uint8Array {
  const text = atob(base64)
  const all = new Uint8Array(text.length)
  for (let at = 0; at < text.length; ++at) all[at] = text.charCodeAt(at)
  return all
}

/** A piece of the map as the API told it, with what has been told of it since. */
export class Piece {
  readonly box: Box
  readonly width: number
  readonly height: number
  readonly biomes: Schemas['Biome'][]
  readonly biome: Uint8Array
  readonly elevation: Uint8Array
  /** As in the contract: 0 for nobody, else the place in `owners`, from 1. */
  readonly owner: Uint16Array
  readonly listing: Uint8Array
  readonly owners: Owner[]
  /** Rises with each change: who has drawn an older one draws it anew. */
  version = 1

  constructor(map: Schemas['LandMap']) {
    this.box = map.bbox as Box
    this.width = map.width
    this.height = map.height
    this.biomes = map.biomes
    this.biome = bytes(map.biome)
    this.elevation = bytes(map.elevation)
    this.listing = bytes(map.listing)
    this.owners = [...map.owners]
    const pairs = bytes(map.owner)
    this.owner = new Uint16Array(pairs.length / 2)
    for (let at = 0; at < this.owner.length; ++at) this.owner[at] = (pairs[2 * at] ?? 0) | ((pairs[2 * at + 1] ?? 0) << 8)
  }

  at(cell: Cell): number {
    return (cell.y - this.box[1]) * this.width + cell.x - this.box[0]
  }

  facts(at: number): CellFacts {
    const owner = this.owner[at] ?? 0
    return {
      biome: this.biomes[this.biome[at] ?? 0] ?? 'ocean',
      elevation: this.elevation[at] ?? 0,
      owner: owner === 0 ? null : owner === kUnnamed ? 'unnamed' : (this.owners[owner - 1] ?? 'unnamed'),
      forSale: this.listing[at] !== 0,
    }
  }

  /** The number that stands for an owner here; -1 where he owns nothing. */
  numberOf(ownerId: string | undefined): number {
    const at = this.owners.findIndex((owner) => owner.owner_id === ownerId)
    return at === -1 ? -1 : at + 1
  }

  set(cell: Cell, owner: Owner | 'unnamed' | null, forSale: boolean): void {
    const at = this.at(cell)
    this.owner[at] = owner === null ? 0 : owner === 'unnamed' ? kUnnamed : this.enter(owner)
    this.listing[at] = forSale ? 1 : 0
    this.version += 1
  }

  private enter(owner: Owner): number {
    const known = this.numberOf(owner.owner_id)
    return known !== -1 ? known : this.owners.push(owner)
  }
}
