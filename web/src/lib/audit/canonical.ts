// The bytes of a row that its hash is made of, as docs/record.md lays them out: integers big-endian, ids as 16 bytes, texts with
// their length before them. This file imports nothing: the tests read it as it stands.

const kTypes = ['TOPUP', 'ADJUSTMENT', 'GRANT', 'MARKET_SEED', 'BIOME_BUY', 'BIOME_SELL', 'AUCTION', 'BUY_NOW', 'FIXED_PRICE', 'TRANSFER']
const kBiomes = ['ocean', 'beach', 'plains', 'forest', 'desert', 'mountain', 'snow']
const kNoBiome = 255
const kNoId = '00000000-0000-0000-0000-000000000000'
const kVersion = 1
const kVersionWithLands = 2
const kPaisa = 2
const kMicro = 6

/** What the bytes say. Amounts and shares are exact decimals as text. */
export interface Canonical {
  seq: number
  atMs: number
  type: string
  buyerId: string | null
  sellerId: string | null
  amount: string
  platformFee: string
  gatewayFee: string
  biome: string | null
  shares: string
  poolCashAfter: string
  poolSharesAfter: string
  holdingSharesAfter: string
  holdingCostAfter: string
  realizedGain: string
  buyerBalanceAfter: string
  sellerBalanceAfter: string
  gatewayName: string
  gatewayTransactionId: string
  reason: string
  /** 0 for none. */
  listing: number
  lands: number[]
}

/** Bytes of hexadecimal digits; throws a RangeError where they are none. */
export function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  if (!/^([0-9a-f]{2})*$/.test(hex)) throw new RangeError('no hexadecimal digits')
  const bytes = new Uint8Array(hex.length / 2)
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16) // eslint-disable-line no-restricted-syntax -- a byte
  return bytes
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function decimal(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

class Reader {
  private at = 0
  private readonly view: DataView
  private readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  private step(size: number): number {
    const at = this.at
    if (at + size > this.bytes.length) throw new RangeError('the bytes end too early')
    this.at += size
    return at
  }

  u8 = () => this.view.getUint8(this.step(1))
  u32 = () => this.view.getUint32(this.step(4))
  i64 = () => this.view.getBigInt64(this.step(8))
  money = () => decimal(this.i64(), kPaisa)
  shares = () => decimal(this.i64(), kMicro)

  /** A sequence or a time: far below what a number holds exactly. */
  count(): number {
    const value = Number(this.i64()) // eslint-disable-line no-restricted-syntax -- no amount
    if (!Number.isSafeInteger(value)) throw new RangeError('a count is out of range')
    return value
  }

  id(): string | null {
    const at = this.step(16)
    const id = hexOf(this.bytes.subarray(at, at + 16)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    return id === kNoId ? null : id
  }

  text(): string {
    const size = this.u32()
    const at = this.step(size)
    return new TextDecoder('utf-8', { fatal: true }).decode(this.bytes.subarray(at, at + size))
  }

  end(): void {
    if (this.at !== this.bytes.length) throw new RangeError('there are more bytes than a row has')
  }
}

/** Reads the bytes; throws a RangeError or a TypeError where they are not a row. */
export function decode(bytes: Uint8Array): Canonical {
  const read = new Reader(bytes)
  const version = read.u8()
  if (version !== kVersion && version !== kVersionWithLands) throw new RangeError(`version ${version} is not known here`)
  const seq = read.count()
  const atMs = read.count()
  const type = kTypes[read.u8() - 1]
  if (type === undefined) throw new RangeError('the type is not known here')
  const ids = { buyerId: read.id(), sellerId: read.id() }
  const amounts = { amount: read.money(), platformFee: read.money(), gatewayFee: read.money() }
  const biomeNumber = read.u8()
  const biome = kBiomes[biomeNumber] ?? null
  if (biome === null && biomeNumber !== kNoBiome) throw new RangeError('the biome is not known here')
  const rest = {
    shares: read.shares(),
    poolCashAfter: read.money(),
    poolSharesAfter: read.shares(),
    holdingSharesAfter: read.shares(),
    holdingCostAfter: read.money(),
    realizedGain: read.money(),
    buyerBalanceAfter: read.money(),
    sellerBalanceAfter: read.money(),
    gatewayName: read.text(),
    gatewayTransactionId: read.text(),
    reason: read.text(),
  }
  const withLands = version === kVersionWithLands
  const listing = withLands ? read.u32() : 0
  const lands: number[] = []
  for (let left = withLands ? read.u32() : 0; left > 0; left -= 1) lands.push(read.u32())
  read.end()
  return { seq, atMs, type, ...ids, ...amounts, biome, ...rest, listing, lands }
}

/** The number that an id of the world carries: a land's, a listing's, a row's sequence. */
export function numberOf(id: string): bigint {
  return BigInt(`0x${id.replaceAll('-', '').slice(16)}`) & 0x3fffffffffffffffn
}

/** The time that an id carries, in milliseconds since 1970. */
export function timeOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) // eslint-disable-line no-restricted-syntax -- a time
}
