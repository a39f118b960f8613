import { api, type Schemas } from '../api'
import { asRefused, type Refused } from '../problem'
import { kPieceCells, Piece, type CellFacts, type Owner } from './piece'
import { isInside, type Box, type Cell, type World } from './view'

/** Pieces that are kept, the latest seen: 64 of them are about 20 MB, and more than any window shows. */
export const kPiecesMax = 64
/** Pieces that are asked for at once: what is in sight comes before what was. */
const kReadsMax = 3

type Change = Extract<Schemas['FeedMessage'], { type: 'map_update' }>['lands'][number]

/** The world as far as it has been looked at, piece by piece, and kept as it is now by what the feed tells. */
export class Atlas {
  world: World | null = null
  private readonly pieces = new Map<string, Piece>()
  private readonly reading = new Set<string>()
  private wanted: Cell[] = []
  /** What was told while answers were under way, which may be older. */
  private meanwhile: Change[] = []
  private reads = 0

  constructor(
    private readonly changed: () => void,
    private readonly failed: (refused: Refused) => void,
  ) {}

  /** How large the world is: before that is known there is nothing to show. */
  async meet(): Promise<World | null> {
    await this.read([0, 0, 0, 0], (_, world) => (this.world = world))
    return this.world
  }

  pieceOf(cell: Cell): Piece | undefined {
    return this.pieces.get(this.keyOf(cell))
  }

  facts(cell: Cell): CellFacts | null {
    if (this.world === null || !isInside([0, 0, this.world.width - 1, this.world.height - 1], cell)) return null
    const piece = this.pieceOf(cell)
    return piece === undefined ? null : piece.facts(piece.at(cell))
  }

  forget(): void {
    this.pieces.clear()
    this.wanted = []
  }

  /** Everybody who owns land in the pieces that are known. */
  owners(): Owner[] {
    return [...this.pieces.values()].flatMap((piece) => piece.owners)
  }

  /** The pieces of a box as far as they are known; those that are not are asked for, from the middle on. */
  show(box: Box): Piece[] {
    const found: Piece[] = []
    const missing: Cell[] = []
    const first = (value: number) => value - (value % kPieceCells)
    for (let y = first(box[1]); y <= box[3]; y += kPieceCells) {
      for (let x = first(box[0]); x <= box[2]; x += kPieceCells) {
        const key = this.keyOf({ x, y })
        const piece = this.pieces.get(key)
        if (piece === undefined) missing.push({ x, y })
        else {
          found.push(piece)
          // The latest seen stand last.
          this.pieces.delete(key)
          this.pieces.set(key, piece)
        }
      }
    }
    const away = (cell: Cell) => Math.abs(2 * cell.x + kPieceCells - box[0] - box[2]) + Math.abs(2 * cell.y + kPieceCells - box[1] - box[3])
    this.wanted = missing.sort((a, b) => away(a) - away(b))
    this.readNext()
    return found
  }

  /** Reads a box anew: after that was followed, nothing of it can have been missed. */
  async refresh(box: Box): Promise<void> {
    await this.read(box, (fresh) => {
      for (let y = fresh.box[1]; y <= fresh.box[3]; ++y) {
        for (let x = fresh.box[0]; x <= fresh.box[2]; ++x) {
          const { owner, forSale } = fresh.facts(fresh.at({ x, y }))
          this.pieceOf({ x, y })?.set({ x, y }, owner, forSale)
        }
      }
    })
  }

  /** Takes what the feed tells. */
  take(changes: Change[]): void {
    if (this.reads > 0) this.meanwhile.push(...changes)
    this.put(changes)
    this.changed()
  }

  private put(changes: Change[]): void {
    for (const change of changes) {
      const { owner_id, owner_username } = change
      const owner = owner_id === null ? null : owner_username === null ? 'unnamed' : { owner_id, owner_username }
      this.pieceOf(change.coordinates)?.set(change.coordinates, owner, change.for_sale)
    }
  }

  private keyOf(cell: Cell): string {
    return `${Math.floor(cell.x / kPieceCells)},${Math.floor(cell.y / kPieceCells)}`
  }

  private readNext(): void {
    for (const cell of this.wanted) {
      if (this.reading.size >= kReadsMax) return
      const key = this.keyOf(cell)
      if (this.reading.has(key)) continue
      this.reading.add(key)
      void this.read([cell.x, cell.y, cell.x + kPieceCells - 1, cell.y + kPieceCells - 1], (piece) => {
        this.pieces.set(key, piece)
        for (const oldest of [...this.pieces.keys()].slice(0, -kPiecesMax)) this.pieces.delete(oldest)
      }).then((done) => {
        this.reading.delete(key)
        this.wanted = this.wanted.filter((other) => this.keyOf(other) !== key)
        // A server that is away is not asked for the next piece at once.
        if (done) this.readNext()
      })
    }
  }

  private async read(box: Box, take: (piece: Piece, world: World) => void): Promise<boolean> {
    this.reads += 1
    try {
      const map = await api.told(api.client.GET('/api/v1/lands/map', { params: { query: { bbox: box.join(',') } } }))
      take(new Piece(map), map.world)
      this.put(this.meanwhile)
      this.changed()
      return true
    } catch (cause) {
      this.failed(asRefused(cause))
      return false
    } finally {
      this.reads -= 1
      if (this.reads === 0) this.meanwhile = []
    }
  }
}
