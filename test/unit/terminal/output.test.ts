import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { streamOutput } from '../../../src/terminal/output.ts'

/** A stream that takes its time, and fails from the given write on. */
function slow(failing?: { at: number; code: string }) {
  const taken: string[] = []
  const stream = new Writable({
    write(chunk, _, done) {
      setImmediate(() => {
        if (failing !== undefined && taken.length >= failing.at) {
          done(Object.assign(new Error(failing.code), { code: failing.code }))
          return
        }
        taken.push(String(chunk))
        done()
      })
    },
  })
  return { stream, taken }
}

describe('streamOutput', () => {
  it('waits until everything is out', async () => {
    const [out, err] = [slow(), slow()]
    const output = streamOutput(out.stream, err.stream)
    output.out('a')
    output.out('')
    output.out('b')
    output.err('c')
    await output.flush()
    expect([out.taken, err.taken]).toEqual([['a', 'b'], ['c']])
  })

  it.each(['EPIPE', 'ERR_STREAM_DESTROYED'])('is done where the reader has gone (%s)', async (code) => {
    const out = slow({ at: 1, code })
    const output = streamOutput(out.stream, slow().stream)
    for (const text of ['a', 'b', 'c']) output.out(text)
    await output.flush()
    output.out('d')
    await output.flush()
    expect(out.taken).toEqual(['a'])
  })

  it('reports other failures', async () => {
    const output = streamOutput(slow({ at: 0, code: 'ENOSPC' }).stream, slow().stream)
    output.out('a')
    await expect(output.flush()).rejects.toThrow('ENOSPC')
  })
})
