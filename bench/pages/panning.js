// The land map while it is dragged: how far its frames are apart, and how long its script works in each.
import { kWide, live, open } from '../../tests/browser/support.js'

const kSteps = 60 // moves of a stroke, one a frame
const kStepPx = 9 // about 540 a second: a hand in a hurry
/** A way over the world that brings new land into sight most of the time: where each stroke drags the map. */
const kStrokes = [[-1, 0], [-1, 0], [0, -0.5], [1, 0], [1, 0], [1, 0], [0, -0.5], [-1, 0], [-1, 0], [0, -1], [1, 0], [0, 0.5]]

/** In the page, before its own scripts: measures what it does in a frame, and knows which pointer is down. */
function watch() {
  const request = globalThis.requestAnimationFrame.bind(globalThis)
  const script = new Map() // by the time of the frame
  globalThis.requestAnimationFrame = (callback) =>
    request((at) => {
      const begun = performance.now()
      callback(at)
      script.set(at, (script.get(at) ?? 0) + performance.now() - begun)
    })
  let pointerId = 0
  addEventListener('pointerdown', (event) => (pointerId = event.pointerId), true)

  /**
   * Moves the pointer that is down, once a frame: what a driver sends from outside comes late and together, and then some frames
   * would have nothing to draw.
   */
  globalThis.stroke = (canvas, { x, y, right, down, steps }) =>
    new Promise((resolve) => {
      const frames = []
      script.clear()
      const step = (at) => {
        frames.push(at)
        if (frames.length > steps) {
          // The last frame's own work comes after this.
          setTimeout(() => resolve({ intervals: frames.slice(1).map((one, i) => one - frames[i]), scripts: [...script.values()] }))
          return
        }
        const place = { clientX: x + right * frames.length, clientY: y + down * frames.length }
        canvas.dispatchEvent(new PointerEvent('pointermove', { pointerId, bubbles: true, buttons: 1, ...place }))
        request(step)
      }
      request(step)
    })
}

function spread(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { median: at(0.5), p95: at(0.95), longest: at(1) }
}

/** Drags over a world whose lands are read as they come into sight. @param scale pixels a cell */
export async function pan(browser, server, person, scale) {
  const page = await open(browser, server, 'about:blank', { person, size: kWide })
  await page.addInitScript(watch)
  await page.goto(`/land?x=256&y=256&z=${scale}`)
  await live(page)
  await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined)
  const canvas = await page.getByRole('application', { name: 'Map of the world' }).locator('canvas').elementHandle()
  await canvas.scrollIntoViewIfNeeded()
  const box = await canvas.boundingBox()

  const intervals = []
  const scripts = []
  for (const [right, down] of kStrokes) {
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    const told = await canvas.evaluate((element, way) => globalThis.stroke(element, way), { x, y, right: right * kStepPx, down: down * kStepPx, steps: kSteps })
    await page.mouse.up()
    intervals.push(...told.intervals)
    scripts.push(...told.scripts)
  }
  await page.waitForFunction(() => !location.search.includes('x=256&y=256')) // it did move
  await page.context().close()
  return {
    framesPerSecond: (intervals.length * 1000) / intervals.reduce((sum, one) => sum + one, 0),
    frames: intervals.length,
    drawn: scripts.length,
    late: intervals.filter((one) => one > 25).length, // at least one picture of sixty a second was left out
    intervalMs: spread(intervals),
    scriptMs: spread(scripts),
  }
}
