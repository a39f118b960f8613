import { untrack } from 'svelte'

import { feed } from '../feed.svelte'
import { biomes } from '../markets.svelte'
import type { Refused } from '../problem'
import { Atlas } from './atlas'
import type { Look } from './baked'
import { filtersPrice, type LandFilters } from './filters'
import { Painter } from './painter'
import { biomeColours } from './patterns'
import { readPriced, type Priced } from './priced'
import { around, cellAt, inSight, kScaleFirst, showing, within, zoomed, type Box, type Cell, type View } from './view'

/** The feed follows a piece of at most this many cells a side. */
const kFollowedCells = 256
/** And some around what is in sight, so that not every small move has to follow anew. */
const kAroundCells = 24
/** When the map has been still for so long, the URL, the feed and the prices come after it. */
const kStillMs = 250

const kNoFilters: LandFilters = { biome: null, ownerId: null, forSale: false, minPrice: null, maxPrice: null }

/** The map: what it shows, where its cursor stands, and how it is kept up to date. */
export class WorldMap {
  cursor = $state.raw<Cell>({ x: 0, y: 0 })
  refused = $state.raw<Refused | null>(null)
  /** The box in sight once the map has come to rest. */
  still = $state.raw<Box | null>(null)
  scale = $state(kScaleFirst)
  priced = $state.raw<Priced | null>(null)
  /** Rises with each answer and each message about the map. */
  changes = $state(0)

  readonly atlas = new Atlas(
    () => {
      this.changes += 1
      this.refused = null
      this.redraw()
    },
    (refused) => (this.refused = refused),
  )
  private view: View = { x: 0, y: 0, scale: kScaleFirst, width: 1, height: 1 }
  private look: Look = { colours: {}, me: undefined, filters: kNoFilters, priced: null, version: 0 }
  private painter: Painter | null = null
  private chosen: readonly Cell[] = []
  private frame = 0
  private timer = 0
  private covered: Box | null = null
  private unfollow: (() => void) | null = null
  private asked = 0

  /** Draws into a canvas, at a cell or in the middle of the world, until the returned function is called. */
  open(canvas: HTMLCanvasElement, at: Cell | null, scale: number): () => void {
    const context = canvas.getContext('2d')
    if (context === null) return () => undefined
    this.painter = new Painter(context, this.atlas)
    this.look = { ...this.look, colours: biomeColours(biomes), version: this.look.version + 1 }
    const resized = new ResizeObserver(() => this.resize(canvas))
    resized.observe(canvas)
    void this.begin(at, scale)
    const leave = [
      feed.on('subscribed_map', (message) => void this.atlas.refresh(message.bbox as Box)),
      feed.on('map_update', (message) => {
        this.atlas.take(message.lands)
        if (message.omitted > 0) this.refresh()
      }),
      feed.onResync(() => this.refresh()),
    ]
    return () => {
      leave.forEach((end) => end())
      this.unfollow?.()
      this.unfollow = null
      this.covered = null
      // What happens while nobody looks is not heard: it is read anew.
      this.atlas.forget()
      resized.disconnect()
      cancelAnimationFrame(this.frame)
      clearTimeout(this.timer)
      this.painter = null
    }
  }

  async begin(at: Cell | null = this.cursor, scale = this.scale): Promise<void> {
    this.refused = null
    const world = await this.atlas.meet()
    if (world === null) return
    this.goTo(at ?? { x: Math.floor(world.width / 2), y: Math.floor(world.height / 2) }, scale)
  }

  /** Puts a cell into the middle. */
  goTo(cell: Cell, scale = this.view.scale): void {
    this.point(cell)
    this.show({ ...this.view, x: this.cursor.x + 0.5, y: this.cursor.y + 0.5, scale })
  }

  pan(right: number, down: number): void {
    this.show({ ...this.view, x: this.view.x - right / this.view.scale, y: this.view.y - down / this.view.scale })
  }

  /** After the map was dragged its cursor is in its middle: there the keys go on. */
  rest(): void {
    this.point(cellAt(this.view, this.view.width / 2, this.view.height / 2))
    this.show(this.view)
  }

  zoom(factor: number, left?: number, top?: number): void {
    this.show(zoomed(this.view, factor, left, top))
  }

  /** Moves the cursor, and the map only where it would leave it. */
  step(right: number, down: number): void {
    this.point({ x: this.cursor.x + right, y: this.cursor.y + down })
    this.show(showing(this.view, this.cursor))
  }

  /** Puts the cursor on the cell at a place of the picture. */
  pick(left: number, top: number): boolean {
    const cell = cellAt(this.view, left, top)
    this.point(cell)
    this.show(this.view)
    return cell.x === this.cursor.x && cell.y === this.cursor.y
  }

  /** What the map leaves bright. */
  filter(filters: LandFilters, me: string | undefined): void {
    this.look = { ...this.look, filters, me, version: this.look.version + 1 }
    this.redraw()
    void this.readPrices()
  }

  choose(cells: readonly Cell[]): void {
    this.chosen = cells
    this.redraw()
  }

  private point(cell: Cell): void {
    const world = this.atlas.world
    if (world === null) return
    this.cursor = { x: Math.max(0, Math.min(cell.x, world.width - 1)), y: Math.max(0, Math.min(cell.y, world.height - 1)) }
  }

  private show(view: View): void {
    if (this.atlas.world === null) return
    this.view = within(view, this.atlas.world)
    this.scale = this.view.scale
    this.redraw()
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.settle(), kStillMs)
  }

  private settle(): void {
    if (this.atlas.world === null) return
    this.still = inSight(this.view, this.atlas.world)
    const { width, height } = this.atlas.world
    const [x0, y0, x1, y1] = this.still
    const more = [Math.max(0, x0 - kAroundCells), Math.max(0, y0 - kAroundCells), Math.min(width - 1, x1 + kAroundCells), Math.min(height - 1, y1 + kAroundCells)]
    this.follow(around(this.still, kFollowedCells), around(more as Box, kFollowedCells))
    void this.readPrices()
  }

  /** Follows `box` where what is followed does not hold what is in sight. */
  private follow(sight: Box, box: Box): void {
    const known = this.covered
    if (known !== null && sight[0] >= known[0] && sight[1] >= known[1] && sight[2] <= known[2] && sight[3] <= known[3]) return
    this.covered = box
    const before = this.unfollow
    this.unfollow = feed.follow({ type: 'subscribe_map', bbox: box })
    // The new piece has taken the place of the old one: leaving that first would only be said in vain.
    before?.()
  }

  private refresh(): void {
    if (this.covered !== null) void this.atlas.refresh(this.covered)
  }

  private async readPrices(): Promise<void> {
    const asked = ++this.asked
    const { filters } = this.look
    const box = untrack(() => this.still)
    let priced: Priced | null = null
    if (filtersPrice(filters) && box !== null) {
      try {
        priced = await readPriced(box, filters)
      } catch {
        // The list says why; the map goes on without prices.
      }
    }
    if (asked !== this.asked || priced === untrack(() => this.priced)) return
    this.priced = priced
    this.look = { ...this.look, priced: priced?.numbers ?? null, version: this.look.version + 1 }
    this.redraw()
  }

  private resize(canvas: HTMLCanvasElement): void {
    this.view = { ...this.view, width: Math.max(1, canvas.clientWidth), height: Math.max(1, canvas.clientHeight) }
    canvas.width = Math.round(this.view.width * devicePixelRatio)
    canvas.height = Math.round(this.view.height * devicePixelRatio)
    this.show(this.view)
    // A canvas that was resized is empty: it is drawn before it is seen.
    this.draw()
  }

  private redraw(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.draw())
  }

  private draw(): void {
    cancelAnimationFrame(this.frame)
    this.frame = 0
    const done = this.painter?.draw(this.view, this.look, untrack(() => this.cursor), this.chosen) ?? true
    if (!done) this.redraw()
  }
}
