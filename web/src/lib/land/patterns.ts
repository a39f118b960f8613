// What tells biomes, owners and offers apart beside their colours. The map and its legend are drawn by the same strokes.
import type { Schemas } from '../api'

type Biome = Schemas['Biome']

export const kInk = '#14150f'
export const kPaper = '#ffffff'
const kOffer = '#ffd84d'
/** No ground has this colour. */
const kOwn = '#d81b8c'
/** Strokes are drawn on a tile of 16 x 16, and that large in pixels. */
const kTile = 16
export const kTilePixels = 64

type Context = CanvasRenderingContext2D

function line(context: Context, points: [number, number][], ink: string, width: number): void {
  context.strokeStyle = ink
  context.lineWidth = width
  context.beginPath()
  points.forEach(([x, y], at) => (at === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
  context.stroke()
}

const kSoftInk = '#14150f59'
const kSoftPaper = '#ffffff73'

/** A stroke or two of each biome, on a tile of 16 x 16. */
const strokes: Record<Biome, (context: Context) => void> = {
  ocean: (context) => line(context, [[0, 9], [4, 6], [8, 9], [12, 6], [16, 9]], kSoftPaper, 1.2),
  beach: (context) => [[4, 4], [12, 4], [8, 12]].forEach(([x, y]) => dot(context, x ?? 0, y ?? 0, 1.1, kSoftInk)),
  plains: (context) => {
    line(context, [[2, 5], [7, 5]], kSoftInk, 1.2)
    line(context, [[9, 12], [14, 12]], kSoftInk, 1.2)
  },
  forest: (context) => line(context, [[3, 13], [8, 3], [13, 13], [3, 13]], kSoftPaper, 1.2),
  desert: (context) => line(context, [[2, 12], [5, 9], [9, 9], [13, 6]], kSoftInk, 1.2),
  mountain: (context) => line(context, [[1, 13], [6, 4], [9, 9], [11, 6], [15, 13]], kSoftPaper, 1.3),
  snow: (context) => {
    line(context, [[8, 4], [8, 12]], kSoftInk, 1.1)
    line(context, [[4, 6], [12, 10]], kSoftInk, 1.1)
    line(context, [[12, 6], [4, 10]], kSoftInk, 1.1)
  },
}

function dot(context: Context, x: number, y: number, radius: number, ink: string): void {
  context.fillStyle = ink
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fill()
}

function tile(draw: (context: Context) => void): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = kTilePixels
  const context = canvas.getContext('2d')
  context?.scale(kTilePixels / kTile, kTilePixels / kTile)
  if (context !== null) draw(context)
  return canvas
}

function hatch(context: Context): void {
  for (const shift of [-kTile, 0, kTile]) {
    line(context, [[shift - 1, kTile + 1], [shift + kTile + 1, -1]], kPaper, 7)
    line(context, [[shift - 1, kTile + 1], [shift + kTile + 1, -1]], kOwn, 4.5)
  }
}

function dots(context: Context): void {
  for (const [x, y] of [[4, 4], [12, 12]] as const) {
    dot(context, x, y, 2.6, kPaper)
    dot(context, x, y, 2, kInk)
  }
}

const tiles = new Map<string, HTMLCanvasElement>()

/** The tile that fills a surface: of a biome, of one's own land, of others'. */
export function tileOf(what: Biome | 'mine' | 'others'): HTMLCanvasElement {
  const known = tiles.get(what)
  if (known !== undefined) return known
  const made = tile(what === 'mine' ? hatch : what === 'others' ? dots : strokes[what])
  tiles.set(what, made)
  return made
}

/** The mark of an offer: a lozenge in the middle of its cell. */
export function drawOffer(context: Context, x: number, y: number, size: number): void {
  const half = size / 2
  context.beginPath()
  context.moveTo(x, y - half)
  context.lineTo(x + half, y)
  context.lineTo(x, y + half)
  context.lineTo(x - half, y)
  context.closePath()
  context.fillStyle = kOffer
  context.fill()
  context.lineWidth = Math.max(1.5, size / 8)
  context.strokeStyle = kInk
  context.stroke()
}

/** A frame that is seen on any ground: dark outside, light inside. */
export function drawFrame(context: Context, x: number, y: number, size: number): void {
  context.strokeStyle = kInk
  context.lineWidth = 4
  context.strokeRect(x, y, size, size)
  context.strokeStyle = kPaper
  context.lineWidth = 2
  context.strokeRect(x, y, size, size)
}

/** A tick in the corner of a chosen cell. */
export function drawTick(context: Context, x: number, y: number, size: number): void {
  const points: [number, number][] = [[x + size * 0.2, y + size * 0.55], [x + size * 0.42, y + size * 0.75], [x + size * 0.8, y + size * 0.25]]
  line(context, points, kInk, Math.max(4, size / 5))
  line(context, points, kPaper, Math.max(2, size / 10))
}

/** The colours of the biomes, as the tokens say. */
export function biomeColours(biomes: readonly Biome[]): Record<Biome, [number, number, number]> {
  const style = getComputedStyle(document.documentElement)
  const hex = (biome: Biome) => style.getPropertyValue(`--${biome}`).trim()
  const part = (text: string, at: number) => Number.parseInt(text.slice(at, at + 2), 16) // eslint-disable-line no-restricted-syntax -- a colour
  return Object.fromEntries(biomes.map((biome) => [biome, [1, 3, 5].map((at) => part(hex(biome), at))])) as Record<Biome, [number, number, number]>
}
