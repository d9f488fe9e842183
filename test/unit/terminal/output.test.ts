import { describe, expect, it } from 'vitest'
import { directOutput } from '../../../src/terminal/output.ts'

/** Descriptors that take three bytes at a time, and fail at the given calls. */
function descriptors(failing: { readonly [call: number]: string } = {}) {
  const taken: { [descriptor: number]: string } = {}
  let calls = 0
  let pauses = 0
  return {
    taken,
    pauses: () => pauses,
    pause: () => {
      pauses++
    },
    write(descriptor: number, bytes: Uint8Array): number {
      const code = failing[++calls]
      if (code !== undefined) throw Object.assign(new Error(code), { code })
      const part = bytes.subarray(0, 3)
      taken[descriptor] = (taken[descriptor] ?? '') + Buffer.from(part).toString('latin1')
      return part.length
    },
  }
}

describe('directOutput', () => {
  it('writes on until everything is out', async () => {
    const world = descriptors()
    const output = directOutput(world)
    output.out('abcdefgh')
    output.out('')
    output.out('i')
    output.err('not data')
    await output.flush()
    expect(world.taken).toEqual({ 1: 'abcdefghi', 2: 'not data' })
  })

  it('waits for a reader that is not ready', async () => {
    const world = descriptors({ 2: 'EAGAIN', 3: 'EAGAIN' })
    const output = directOutput(world)
    output.out('abcdef')
    await output.flush()
    expect(world.taken).toEqual({ 1: 'abcdef' })
    expect(world.pauses()).toBe(2)
  })

  it.each(['EPIPE', 'EBADF'])('is done where the reader has gone (%s)', async (code) => {
    const world = descriptors({ 2: code })
    const output = directOutput(world)
    for (const text of ['a', 'b', 'c']) output.out(text)
    output.err('d')
    await output.flush()
    expect(world.taken).toEqual({ 1: 'a', 2: 'd' })
  })

  it('reports other failures, and writes no more after one', async () => {
    const world = descriptors({ 1: 'ENOSPC' })
    const output = directOutput(world)
    output.out('a')
    output.out('b')
    await expect(output.flush()).rejects.toThrow('ENOSPC')
    expect(world.taken).toEqual({})
  })
})
