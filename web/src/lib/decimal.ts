// Amounts, shares and prices are text from the wire to the screen: "1234.5". What little has to be computed with them is computed
// with whole numbers of any size. draw() alone makes a floating-point number, for pictures.

const kMinus = '\u2212'

interface Parts {
  negative: boolean
  whole: string
  fraction: string
}

function split(amount: string): Parts {
  const match = /^([-+]?)(\d+)(?:\.(\d+))?$/.exec(amount)
  if (match === null) throw new RangeError(`no exact decimal: ${amount}`)
  return { negative: match[1] === '-', whole: match[2] ?? '0', fraction: match[3] ?? '' }
}

/** An amount as a whole number of its smallest unit, with `places` decimals. */
function scaled(amount: string, places: number): bigint {
  const { negative, whole, fraction } = split(amount)
  const units = BigInt(whole + fraction.padEnd(places, '0').slice(0, places))
  return negative ? -units : units
}

function unscaled(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return units < 0n ? `-${text}` : text
}

/** Whether a person's text is an amount that can be sent: digits, at most `places` decimals, more than zero. */
export function isAmount(text: string, places = 2): boolean {
  return /^\d{1,15}(\.\d+)?$/.test(text) && (text.split('.')[1] ?? '').length <= places && !isZero(text)
}

export function isZero(amount: string): boolean {
  return /^[-+]?0*(\.0*)?$/.test(amount)
}

export function isNegative(amount: string): boolean {
  return amount.startsWith('-') && !isZero(amount)
}

/** -1, 0 or 1 as a is less than, equal to or more than b. */
export function compare(a: string, b: string): -1 | 0 | 1 {
  const difference = scaled(a, 12) - scaled(b, 12)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function sum(a: string, b: string, places = 2): string {
  return unscaled(scaled(a, places) + scaled(b, places), places)
}

export function difference(a: string, b: string, places = 2): string {
  return unscaled(scaled(a, places) - scaled(b, places), places)
}

/** That many percent of an amount, rounded down to `places`; `percent` is a whole number. */
export function part(amount: string, percent: number, places = 2): string {
  return unscaled((scaled(amount, places) * BigInt(percent)) / 100n, places)
}

/** For people: thousands separated, `places` decimals (cut off, never rounded up), a true minus. */
export function show(amount: string, places = 2): string {
  const { negative, whole, fraction } = split(amount)
  const grouped = whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, ',')
  const decimals = places === 0 ? '' : `.${fraction.padEnd(places, '0').slice(0, places)}`
  return (negative && !isZero(amount) ? kMinus : '') + grouped + decimals
}

/** The same with a plus where it rises: for moves and gains. */
export function showSigned(amount: string, places = 2): string {
  return (isNegative(amount) || isZero(amount) ? '' : '+') + show(amount, places)
}

/** A percentage of the server's, which is no amount: two decimals and a sign. */
export function showPercent(percent: number | null): string {
  if (percent === null) return '–'
  const text = Math.abs(percent).toFixed(2)
  if (text === '0.00') return '0.00 %'
  return `${percent < 0 ? kMinus : '+'}${text} %`
}

/** A plain number of the server's, for people: thousands separated. */
export function showCount(count: number, places = 0): string {
  return count.toLocaleString('en-US', { minimumFractionDigits: places, maximumFractionDigits: places })
}

/** For pictures only: where on the canvas an amount stands. */
export function draw(amount: string): number {
  return Number.parseFloat(amount)
}
