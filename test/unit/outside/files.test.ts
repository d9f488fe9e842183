/** What comes in pieces is refused as soon as it is too much, not after all of it has come. */
import { execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allOf, readGiven } from '../../../src/outside/files.ts'
import { temporaryFolder } from '../../helpers/crm.ts'

describe('what comes in pieces', () => {
  it('is read whole up to the limit', async () => {
    async function* pieces() {
      yield Buffer.from('ab')
      yield 'cd'
    }
    expect(Buffer.from(await allOf(pieces(), 'Standard input', 4)).toString()).toBe('abcd')
  })

  it('is the same where it is too much to be put together at the end', async () => {
    async function* pieces() {
      for (let i = 0; i < 20; i++) yield Buffer.alloc(1_000_001, i)
    }
    const read = await allOf(pieces(), 'Standard input', 25_000_000)
    expect(read.length).toBe(20_000_020)
    for (let i = 0; i < 20; i++) expect([read[i * 1_000_001], read[(i + 1) * 1_000_001 - 1]]).toEqual([i, i])
    await expect(allOf(pieces(), 'Standard input', 20_000_019)).rejects.toThrow(
      'Standard input has more than 20 MB.',
    )
  })

  it('is refused with the first piece beyond it, and the rest is never asked for', async () => {
    let given = 0
    let isEnded = false
    async function* pieces() {
      try {
        for (;;) {
          given += 1
          yield new Uint8Array(1_000_000)
        }
      } finally {
        isEnded = true
      }
    }
    await expect(allOf(pieces(), 'Standard input', 3_000_000)).rejects.toThrow(
      'Standard input has more than 3 MB.',
    )
    expect([given, isEnded]).toEqual([4, true])
  })

  it('is refused from a named pipe, too', async () => {
    const pipe = join(temporaryFolder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    const writer = spawn('sh', ['-c', `head -c 3000000 /dev/zero > '${pipe}'`], { stdio: 'ignore' })
    const ended = new Promise((resolve) => writer.on('close', resolve))
    await expect(readGiven(pipe, 'rows.csv', 1_000_000)).rejects.toThrow('rows.csv has more than 1 MB.')
    await ended
  })
})
