/** Bytes of chance for ids and names of drafts. */
import { randomBytes as secureBytes } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'

/** So many are drawn at a time: an import asks for some a hundred thousand times. */
const POOL = 4096

let pool: Uint8Array = new Uint8Array()
let used = 0

/** So many random bytes, from the system's own source: node:crypto draws from it too, and takes longer to load than to draw. */
export function randomBytes(count: number): Uint8Array {
  if (pool.length - used < count) {
    pool = drawn(Math.max(count, POOL))
    used = 0
  }
  const from = used
  used += count
  return pool.subarray(from, used)
}

function drawn(count: number): Uint8Array {
  return fromDevice(count) ?? secureBytes(count)
}

/** Undefined where the system has no such device. */
function fromDevice(count: number): Uint8Array | undefined {
  let device: number | undefined
  try {
    device = openSync('/dev/urandom', 'r')
    const bytes = new Uint8Array(count)
    return readSync(device, bytes) === count ? bytes : undefined
  } catch {
    return undefined
  } finally {
    if (device !== undefined) closeSync(device)
  }
}
