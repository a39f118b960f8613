// Which part of the world the map shows, and where a cell is on it. Lengths are CSS pixels; `scale` is pixels a cell.

/** Far out a cell is half a pixel: a larger piece of the world would need more pieces than are kept. */
export const kScaleMin = 0.5
export const kScaleMax = 64
export const kScaleFirst = 16
/** From this scale on a cell is large enough for a pattern of its own. */
export const kScaleNear = 8

export interface Cell {
  x: number
  y: number
}

/** Both corners belong to it. */
export type Box = [x0: number, y0: number, x1: number, y1: number]

export interface View {
  /** The middle of the picture, in cells; a cell's own middle is at a half. */
  x: number
  y: number
  scale: number
  /** Of the picture. */
  width: number
  height: number
}

export interface World {
  width: number
  height: number
}

const between = (low: number, value: number, high: number) => Math.min(Math.max(value, low), Math.max(low, high))

export function toScreen(view: View, x: number, y: number): { left: number; top: number } {
  return { left: (x - view.x) * view.scale + view.width / 2, top: (y - view.y) * view.scale + view.height / 2 }
}

export function cellAt(view: View, left: number, top: number): Cell {
  return {
    x: Math.floor((left - view.width / 2) / view.scale + view.x),
    y: Math.floor((top - view.height / 2) / view.scale + view.y),
  }
}

/** The cells in sight, as far as the world goes. */
export function inSight(view: View, world: World): Box {
  const first = cellAt(view, 0, 0)
  const last = cellAt(view, view.width - 1, view.height - 1)
  return [
    between(0, first.x, world.width - 1),
    between(0, first.y, world.height - 1),
    between(0, last.x, world.width - 1),
    between(0, last.y, world.height - 1),
  ]
}

/** So much may be seen beyond the edge of the world, for the edge to be seen as one. */
const kBeyondPx = 40

/** The same view with its scale within the limits, and as much of the world in sight as goes into it. */
export function within(view: View, world: World): View {
  const scale = between(kScaleMin, view.scale, kScaleMax)
  const middle = (at: number, pixels: number, cells: number) => {
    const half = (pixels / 2 - kBeyondPx) / scale
    return half * 2 > cells ? cells / 2 : between(half, at, cells - half)
  }
  return { ...view, scale, x: middle(view.x, view.width, world.width), y: middle(view.y, view.height, world.height) }
}

/** Nearer by a factor, where the place under the pointer stays under it. */
export function zoomed(view: View, factor: number, left = view.width / 2, top = view.height / 2): View {
  const scale = between(kScaleMin, view.scale * factor, kScaleMax)
  const grown = 1 / view.scale - 1 / scale
  return { ...view, scale, x: view.x + (left - view.width / 2) * grown, y: view.y + (top - view.height / 2) * grown }
}

/** Moved no further than needed for a cell, and some around it, to be in sight. */
export function showing(view: View, cell: Cell): View {
  const half = { x: view.width / 2 / view.scale, y: view.height / 2 / view.scale }
  const margin = { x: Math.min(2, half.x / 2), y: Math.min(2, half.y / 2) }
  return {
    ...view,
    x: between(cell.x + 1 + margin.x - half.x, view.x, cell.x - margin.x + half.x),
    y: between(cell.y + 1 + margin.y - half.y, view.y, cell.y - margin.y + half.y),
  }
}

export function isInside(box: Box, cell: Cell): boolean {
  return cell.x >= box[0] && cell.y >= box[1] && cell.x <= box[2] && cell.y <= box[3]
}

/** At most `side` cells a side, around the middle of a box. */
export function around(box: Box, side: number): Box {
  const cut = (low: number, high: number): [number, number] => {
    if (high - low < side) return [low, high]
    const first = Math.floor((low + high + 1 - side) / 2)
    return [first, first + side - 1]
  }
  const [x0, x1] = cut(box[0], box[2])
  const [y0, y1] = cut(box[1], box[3])
  return [x0, y0, x1, y1]
}
