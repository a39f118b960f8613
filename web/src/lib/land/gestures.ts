// Mouse, pen and fingers on the map: one drags it, two pinch it, a wheel zooms, and what did not move is a tap.

export interface Gestures {
  pan: (right: number, down: number) => void
  zoom: (factor: number, left: number, top: number) => void
  tap: (left: number, top: number, choose: boolean) => void
  /** Fingers are off: the map has come to rest. */
  rest: () => void
}

/** A hand is never quite still. */
const kTapMovesPx = 6
const kWheelPerPx = 0.0016

interface Point {
  left: number
  top: number
}

export function listen(canvas: HTMLCanvasElement, to: Gestures): () => void {
  const down = new Map<number, Point>()
  let travelled = 0
  const pointOf = (event: MouseEvent): Point => {
    const box = canvas.getBoundingClientRect()
    return { left: event.clientX - box.left, top: event.clientY - box.top }
  }
  const spread = ([a, b]: Point[]) => (a && b ? Math.max(1, Math.hypot(a.left - b.left, a.top - b.top)) : 1)
  const middle = (points: Point[]): Point => ({
    left: points.reduce((all, point) => all + point.left, 0) / points.length,
    top: points.reduce((all, point) => all + point.top, 0) / points.length,
  })

  function start(event: PointerEvent): void {
    if (event.button !== 0) return
    canvas.setPointerCapture(event.pointerId)
    if (down.size === 0) travelled = 0
    down.set(event.pointerId, pointOf(event))
  }

  function move(event: PointerEvent): void {
    if (!down.has(event.pointerId)) return
    const before = [...down.values()]
    down.set(event.pointerId, pointOf(event))
    const after = [...down.values()]
    const [from, now] = [middle(before), middle(after)]
    travelled += Math.hypot(now.left - from.left, now.top - from.top)
    if (after.length === 2) {
      travelled = kTapMovesPx + 1
      to.zoom(spread(after) / spread(before), now.left, now.top)
    }
    if (travelled > kTapMovesPx) to.pan(now.left - from.left, now.top - from.top)
  }

  function end(event: PointerEvent): void {
    if (!down.delete(event.pointerId) || down.size > 0) return
    const { left, top } = pointOf(event)
    if (travelled > kTapMovesPx) to.rest()
    else if (event.type === 'pointerup') to.tap(left, top, event.shiftKey)
  }

  function wheel(event: WheelEvent): void {
    event.preventDefault()
    const { left, top } = pointOf(event)
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
    to.zoom(Math.exp(-event.deltaY * lines * kWheelPerPx), left, top)
  }

  canvas.addEventListener('pointerdown', start)
  canvas.addEventListener('pointermove', move)
  canvas.addEventListener('pointerup', end)
  canvas.addEventListener('pointercancel', end)
  canvas.addEventListener('wheel', wheel, { passive: false })
  return () => {
    canvas.removeEventListener('pointerdown', start)
    canvas.removeEventListener('pointermove', move)
    canvas.removeEventListener('pointerup', end)
    canvas.removeEventListener('pointercancel', end)
    canvas.removeEventListener('wheel', wheel)
  }
}
