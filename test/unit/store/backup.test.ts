/** The archive and its encryption: what goes in comes out. */
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packed, unpackInto } from '../../../src/store/archive.ts'
import { backupName } from '../../../src/store/backup.ts'
import { isEncrypted } from '../../../src/store/encryption.ts'
import { temporaryFolder } from '../../helpers/crm.ts'

const part = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.constantFrom('ลูกค้า', 'ລູກຄ້າ', 'x'.repeat(200)),
  )
  .filter(
    (text) =>
      Buffer.byteLength(text) <= 200 &&
      !/[/\\:\p{C}]/u.test(text) &&
      !/^\.+$/.test(text) &&
      text !== '.local' &&
      text !== '.git',
  )

describe('an archive', () => {
  it('gives back every file, whatever its name and length', async () => {
    const files = fc.uniqueArray(
      fc.record({
        name: fc.oneof(
          fc.constantFrom('crm.json', 'data/leads.json', 'data/leads/7.json', `files/${'0a'.repeat(32)}`),
          fc.tuple(fc.constantFrom('templates', 'notes', 'ร้าน'), part).map((parts) => parts.join('/')),
        ),
        content: fc.uint8Array({ maxLength: 2000 }),
      }),
      {
        selector: ({ name }) => name.normalize('NFKC').toLowerCase(),
        maxLength: 6,
      },
    )
    await fc.assert(
      fc.asyncProperty(files, async (list) => {
        const dir = join(temporaryFolder(), 'out')
        mkdirSync(dir)
        const archive = await packed(
          list.map(({ name, content }) => ({ name, size: content.length, content })),
        )
        const { files, others } = await unpackInto(archive, dir)
        expect([...files, ...others].sort()).toEqual(list.map(({ name }) => name).sort())
        for (const { name, content } of list)
          if (files.includes(name)) expect(readFileSync(join(dir, name)).equals(content)).toBe(true)
        expect(files.every((name) => /^(crm\.json|data|files|history|templates)/.test(name))).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('refuses every file that it is cut off to', async () => {
    const whole = await buffer(await packed([{ name: 'crm.json', size: 3, content: Buffer.from('{}\n') }]))
    for (let length = 0; length < whole.length; length++) {
      await expect(unpackInto(Readable.from([whole.subarray(0, length)]), temporaryFolder())).rejects.toThrow(
        'The backup is damaged',
      )
    }
  })

  it('holds files for their owner alone', async () => {
    const dir = temporaryFolder()
    await unpackInto(await packed([{ name: 'data/leads.json', size: 3, content: Buffer.from('[]\n') }]), dir)
    expect(statSync(join(dir, 'data')).mode & 0o777).toBe(0o700)
    expect(statSync(join(dir, 'data/leads.json')).mode & 0o777).toBe(0o600)
    expect(readdirSync(dir)).toEqual(['data'])
  })
})

describe('the name of a backup', () => {
  it.each([
    ['/home/noy/my-crm', false, 'my-crm-2026-11-22T090000.crm.gz'],
    ['/ร้าน', true, 'ร้าน-2026-11-22T090000.crm.gz.age'],
    ['/', false, 'crm-2026-11-22T090000.crm.gz'],
  ])('of %s', (dir, isSealed, name) => {
    expect(backupName(dir, '2026-11-22T09:00:00Z', isSealed)).toBe(name)
  })
})

describe('a file that is encrypted', () => {
  it('is known by its first line', () => {
    expect(isEncrypted(Buffer.from('age-encryption.org/v1\n-> scrypt'))).toBe(true)
    expect(isEncrypted(Buffer.from([0x1f, 0x8b, 8, 0]))).toBe(false)
    expect(isEncrypted(Buffer.alloc(0))).toBe(false)
  })
})
