/** Short hashes of content: equal for equal bytes, and not by chance. */
import { hash } from 'node:crypto'
import { sha1 } from '@noble/hashes/legacy.js'

/** Loading node:crypto takes as long as this many hashes without it, which begin slowly. */
const FEW = 16

let count = 0

/** The first 64 bits of the SHA-1 of the bytes, as 16 hexadecimal digits. */
export function shortDigest(bytes: Uint8Array): string {
  if (count++ >= FEW) return hash('sha1', bytes).slice(0, 16)
  return Buffer.from(sha1(bytes)).toString('hex', 0, 8)
}
