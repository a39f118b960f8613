// The server's time. The browser's own idea of what time it is does not matter: only how much passes by its clock does.

class Clock {
  private aheadMs = 0
  /** The server's time now, in milliseconds since 1970; moves once a second. */
  now = $state(Date.now())

  constructor() {
    setInterval(() => (this.now = this.read()), 1000)
  }

  read(): number {
    return performance.timeOrigin + performance.now() + this.aheadMs
  }

  /** Takes what a message of the server says its time is. */
  set(serverTime: string): void {
    this.aheadMs = Date.parse(serverTime) - (performance.timeOrigin + performance.now())
    this.now = this.read()
  }
}

export const clock = new Clock()

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })
const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

export function showTime(time: string): string {
  return absolute.format(new Date(time))
}

export function showAgo(time: string, now: number): string {
  const seconds = (Date.parse(time) - now) / 1000
  const size = Math.abs(seconds)
  if (size < 5) return 'just now'
  if (size < 60) return relative.format(Math.round(seconds), 'second')
  if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute')
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), 'hour')
  return relative.format(Math.round(seconds / 86_400), 'day')
}

/** How long until then: `2 d 03:04:05`. */
export function showLeft(endsAt: string, now: number): string {
  const left = Math.max(0, Math.ceil((Date.parse(endsAt) - now) / 1000))
  const two = (value: number) => value.toString().padStart(2, '0')
  const days = Math.floor(left / 86_400)
  const rest = `${two(Math.floor((left % 86_400) / 3600))}:${two(Math.floor((left % 3600) / 60))}:${two(left % 60)}`
  return days > 0 ? `${days} d ${rest}` : rest
}
