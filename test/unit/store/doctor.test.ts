/** The doctor's checks as a whole: every one is asked, and what the store itself writes is never found fault with. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixedClock } from '../../../src/clock.ts'
import type { Change } from '../../../src/schema/changes.ts'
import { checks, examine } from '../../../src/store/doctor/index.ts'
import { Folder } from '../../../src/store/folder.ts'
import { openStore } from '../../../src/store/store.ts'
import { emptyStore } from '../../helpers/crm.ts'

describe('the list of checks', () => {
  it('has every check of the folder', () => {
    const folder = join(import.meta.dirname, '../../../src/store/doctor')
    const files = readdirSync(folder).filter((name) =>
      /^export const \w+: Check\b/m.test(readFileSync(join(folder, name), 'utf8')),
    )
    expect(files.length).toBe(20)
    expect(checks.length).toBe(files.length)
  })
})

const character = fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz')
const id = fc.array(character, { minLength: 9, maxLength: 9 }).map((characters) => `a${characters.join('')}`)
const name = fc
  .oneof(fc.string({ minLength: 1 }), fc.constantFrom('ร้านกาแฟ', 'ບໍລິສັດ', 'Cafe\u0301', '陳'))
  .filter((text) => text.trim() !== '')

describe('a store that only the program wrote', () => {
  it('is clean, whatever is in it', async () => {
    const stamp = '2026-11-22T09:00:00Z'
    const clock = fixedClock(new Date(stamp))
    const records = fc.uniqueArray(fc.record({ id, name, tags: fc.array(name, { maxLength: 3 }) }), {
      selector: (one) => one.id,
      maxLength: 8,
    })
    await fc.assert(
      fc.asyncProperty(records, async (made) => {
        const dir = await emptyStore()
        const changes = made.map(
          (one): Change => ({
            kind: 'account',
            id: one.id,
            after: { ...one, createdAt: stamp, updatedAt: stamp },
          }),
        )
        await openStore({ dir, clock }).commit({ summary: 'Made', records: changes }, 'Noy', 'crm')
        const { problems, notes } = await examine(new Folder(dir))
        expect({ problems, notes }).toEqual({ problems: [], notes: [] })
      }),
      { numRuns: 40 },
    )
  })
})
