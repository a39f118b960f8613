import type { LandFilters } from './filters'
import { kPieceCells, type Piece } from './piece'

type Colour = [red: number, green: number, blue: number]

/** What decides how a piece looks, beside the piece. */
export interface Look {
  colours: Record<string, Colour>
  me: string | undefined
  filters: LandFilters
  /** Numbers (y * 16384 + x) of the lands at the price that is looked for; null where any will do. */
  priced: ReadonlySet<number> | null
  /** Rises whenever one of these changes. */
  version: number
}

const kDimmed = 50
const kSide = 16_384

export function numberOf(x: number, y: number): number {
  return y * kSide + x
}

/** Whether the filters let a cell through; the map dims the others. */
export function judge(piece: Piece, look: Look): (at: number, x: number, y: number) => boolean {
  const { biome, ownerId, forSale } = look.filters
  const biomeNumber = biome === null ? null : piece.biomes.indexOf(biome)
  const ownerNumber = ownerId === null ? null : piece.numberOf(ownerId)
  return (at, x, y) =>
    (biomeNumber === null || piece.biome[at] === biomeNumber) &&
    (ownerNumber === null || piece.owner[at] === ownerNumber) &&
    (!forSale || piece.listing[at] !== 0) &&
    (look.priced === null || look.priced.has(numberOf(x, y)))
}

function pixel(red: number, green: number, blue: number, shown: number): number {
  return ((shown << 24) | (Math.min(255, blue) << 16) | (Math.min(255, green) << 8) | Math.min(255, red)) >>> 0
}

function filtersNothing({ filters, priced }: Look): boolean {
  return filters.biome === null && filters.ownerId === null && !filters.forSale && priced === null
}

/** The colour of each biome at each elevation: the higher, the lighter. */
function shadesOf(piece: Piece, look: Look): Uint32Array {
  const shades = new Uint32Array(piece.biomes.length << 8)
  for (let at = 0; at < shades.length; ++at) {
    const [red, green, blue] = look.colours[piece.biomes[at >> 8] ?? ''] ?? [0, 0, 0]
    const light = 0.82 + (0.3 * (at & 255)) / 255
    shades[at] = pixel(red * light, green * light, blue * light, 0)
  }
  return shades
}

function put(canvas: OffscreenCanvas, pixels: Uint32Array<ArrayBuffer>, piece: Piece): void {
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), piece.width, piece.height), 0, 0)
}

/** A piece as pictures of a pixel a cell: they are drawn once and then only put where they belong. */
export class BakedPiece {
  /** The ground by biome, the higher the lighter; dimmed where a filter leaves it out. */
  readonly ground = new OffscreenCanvas(kPieceCells, kPieceCells)
  /** Who owns what, as it is seen from afar: one's own solid, others' as a chequer, offers in their colour. */
  readonly marks = new OffscreenCanvas(kPieceCells, kPieceCells)
  private drawn = ''

  /** Draws it anew where the piece or the look has changed; tells whether it had to. */
  update(piece: Piece, look: Look): boolean {
    const wanted = `${piece.version}/${look.version}`
    if (wanted === this.drawn) return false
    this.drawn = wanted
    const ground = new Uint32Array(piece.width * piece.height)
    const marks = new Uint32Array(piece.width * piece.height)
    const shades = shadesOf(piece, look)
    const lets = filtersNothing(look) ? null : judge(piece, look)
    const mine = piece.numberOf(look.me)
    for (let y = piece.box[1], at = 0; y <= piece.box[3]; ++y) {
      for (let x = piece.box[0]; x <= piece.box[2]; ++x, ++at) {
        const shown = lets === null || lets(at, x, y) ? 255 : kDimmed
        const owner = piece.owner[at] ?? 0
        ground[at] = ((shades[((piece.biome[at] ?? 0) << 8) | (piece.elevation[at] ?? 0)] ?? 0) | (shown << 24)) >>> 0
        if (piece.listing[at] !== 0) marks[at] = pixel(255, 216, 77, shown)
        else if (owner !== 0 && owner === mine) marks[at] = pixel(216, 27, 140, shown)
        else if (owner !== 0 && (x + y) % 2 === 0) marks[at] = pixel(20, 21, 15, shown)
      }
    }
    put(this.ground, ground, piece)
    put(this.marks, marks, piece)
    return true
  }
}
