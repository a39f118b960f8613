import { kPiecesMax, type Atlas } from './atlas'
import { BakedPiece, judge, type Look } from './baked'
import { drawFrame, drawOffer, drawTick, kInk, kPaper, kTilePixels, tileOf } from './patterns'
import type { Piece } from './piece'
import { inSight, kScaleNear, toScreen, type Cell, type View } from './view'

/** Pieces that are drawn anew in one frame: each takes some of the sixteen milliseconds that there are. */
const kBakedPerFrameMax = 2
/** From this scale on cells have lines between them, and biomes their strokes. */
const kScaleGrid = 14

/** Draws the map. All that is drawn for a frame is pictures of pieces, and near in the cells in sight. */
export class Painter {
  private readonly baked = new Map<Piece, BakedPiece>()

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly atlas: Atlas,
  ) {}

  /** Tells whether all is drawn; else the next frame goes on. */
  draw(view: View, look: Look, cursor: Cell | null, chosen: readonly Cell[]): boolean {
    const { context } = this
    const ratio = devicePixelRatio
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, view.width, view.height)
    const { world } = this.atlas
    if (world === null) return true
    const pieces = this.atlas.show(inSight(view, world))
    let left = kBakedPerFrameMax
    for (const piece of pieces) {
      const baked = this.bakedOf(piece)
      if (left > 0 && baked.update(piece, look)) left -= 1
      this.put(view, piece, baked)
    }
    if (view.scale >= kScaleNear) for (const piece of pieces) this.drawCells(view, piece, look)
    if (view.scale >= kScaleGrid) this.drawGrid(view, inSight(view, world))
    for (const cell of chosen) this.drawChosen(view, cell)
    if (cursor !== null) this.drawCursor(view, cursor)
    return left > 0
  }

  private bakedOf(piece: Piece): BakedPiece {
    const known = this.baked.get(piece) ?? new BakedPiece()
    this.baked.delete(piece)
    this.baked.set(piece, known)
    for (const oldest of [...this.baked.keys()].slice(0, -kPiecesMax)) this.baked.delete(oldest)
    return known
  }

  private put(view: View, piece: Piece, baked: BakedPiece): void {
    const from = toScreen(view, piece.box[0], piece.box[1])
    const to = toScreen(view, piece.box[2] + 1, piece.box[3] + 1)
    // Whole pixels, or there would be seams between pieces.
    const [left, top] = [Math.round(from.left), Math.round(from.top)]
    const [width, height] = [Math.round(to.left) - left, Math.round(to.top) - top]
    this.context.imageSmoothingEnabled = view.scale < 1
    this.context.drawImage(baked.ground, 0, 0, piece.width, piece.height, left, top, width, height)
    if (view.scale < kScaleNear) this.context.drawImage(baked.marks, 0, 0, piece.width, piece.height, left, top, width, height)
  }

  /** Patterns of biomes and owners, frames of one's own land, marks of offers; of the cells of a piece that are in sight. */
  private drawCells(view: View, piece: Piece, look: Look): void {
    const { context } = this
    const sight = inSight(view, { width: piece.box[2] + 1, height: piece.box[3] + 1 })
    const mine = piece.numberOf(look.me)
    const lets = judge(piece, look)
    const areas = new Map<string, Path2D>()
    const area = (what: string) => areas.get(what) ?? areas.set(what, new Path2D()).get(what)!
    const edges = new Path2D()
    const offers: Cell[] = []
    for (let y = Math.max(sight[1], piece.box[1]); y <= sight[3]; ++y) {
      for (let x = Math.max(sight[0], piece.box[0]); x <= sight[2]; ++x) {
        const at = piece.at({ x, y })
        const owner = piece.owner[at] ?? 0
        if (!lets(at, x, y)) continue
        const { left, top } = toScreen(view, x, y)
        const what = owner === 0 ? (view.scale < kScaleGrid ? null : piece.biomes[piece.biome[at] ?? 0]) : owner === mine ? 'mine' : 'others'
        if (what != null) area(what).rect(left, top, view.scale, view.scale)
        if (owner !== 0) this.addEdges(edges, piece, { x, y }, owner, left, top, view.scale)
        if (piece.listing[at] !== 0) offers.push({ x, y })
      }
    }
    for (const [what, path] of areas) this.fill(view, what as Parameters<typeof tileOf>[0], path)
    context.strokeStyle = kInk
    context.lineWidth = 2
    context.stroke(edges)
    for (const cell of offers) {
      const { left, top } = toScreen(view, cell.x + 0.5, cell.y + 0.5)
      drawOffer(context, left, top, view.scale * 0.55)
    }
  }

  /** Where land of one owner ends. Over the edge of a piece it always ends: that is drawn rather than looked up. */
  private addEdges(edges: Path2D, piece: Piece, cell: Cell, owner: number, left: number, top: number, size: number): void {
    const at = piece.at(cell)
    const other = (inside: boolean, there: number) => !inside || piece.owner[there] !== owner
    const line = (x0: number, y0: number, x1: number, y1: number) => {
      edges.moveTo(left + x0 * size, top + y0 * size)
      edges.lineTo(left + x1 * size, top + y1 * size)
    }
    if (other(cell.y > piece.box[1], at - piece.width)) line(0, 0, 1, 0)
    if (other(cell.y < piece.box[3], at + piece.width)) line(0, 1, 1, 1)
    if (other(cell.x > piece.box[0], at - 1)) line(0, 0, 0, 1)
    if (other(cell.x < piece.box[2], at + 1)) line(1, 0, 1, 1)
  }

  private fill(view: View, what: Parameters<typeof tileOf>[0], path: Path2D): void {
    const pattern = this.context.createPattern(tileOf(what), 'repeat')
    if (pattern === null) return
    // A tile for each cell: the pattern lies on the ground, moves with it, and does not swim.
    const origin = toScreen(view, 0, 0)
    pattern.setTransform(new DOMMatrix().translateSelf(origin.left, origin.top).scaleSelf(view.scale / kTilePixels))
    this.context.fillStyle = pattern
    this.context.fill(path)
  }

  private drawGrid(view: View, sight: [number, number, number, number]): void {
    const { context } = this
    const first = toScreen(view, sight[0], sight[1])
    const last = toScreen(view, sight[2] + 1, sight[3] + 1)
    context.beginPath()
    for (let x = sight[0]; x <= sight[2] + 1; ++x) {
      const { left } = toScreen(view, x, 0)
      context.moveTo(Math.round(left) + 0.5, first.top)
      context.lineTo(Math.round(left) + 0.5, last.top)
    }
    for (let y = sight[1]; y <= sight[3] + 1; ++y) {
      const { top } = toScreen(view, 0, y)
      context.moveTo(first.left, Math.round(top) + 0.5)
      context.lineTo(last.left, Math.round(top) + 0.5)
    }
    context.strokeStyle = '#14150f26'
    context.lineWidth = 1
    context.stroke()
  }

  private drawChosen(view: View, cell: Cell): void {
    const { left, top } = toScreen(view, cell.x, cell.y)
    this.context.fillStyle = `${kPaper}66`
    this.context.fillRect(left, top, view.scale, view.scale)
    if (view.scale >= kScaleNear) drawTick(this.context, left, top, view.scale)
  }

  private drawCursor(view: View, cell: Cell): void {
    const { left, top } = toScreen(view, cell.x, cell.y)
    // Far out a cell is hardly a pixel: its frame is drawn around it.
    const size = Math.max(view.scale, 10)
    const shift = (size - view.scale) / 2
    drawFrame(this.context, left - shift, top - shift, size)
  }
}
