import { describe, expect, it } from 'vitest'
import { shortDigest } from '../../../src/schema/digest.ts'

describe('a short digest', () => {
  it('is the beginning of SHA-1 (RFC 3174), by whichever means it is made', () => {
    const bytes = Buffer.from('abc')
    const made = Array.from({ length: 250 }, () => shortDigest(bytes))
    expect(new Set(made)).toEqual(new Set(['a9993e364706816a']))
  })

  it('is of long and empty content too', () => {
    expect(shortDigest(new Uint8Array())).toBe('da39a3ee5e6b4b0d')
    expect(shortDigest(Buffer.from('a'.repeat(1_000_000)))).toBe('34aa973cd4c4daa4')
  })
})
