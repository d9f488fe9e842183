/** Wrong caches under the right stamp before each kind of commit: nothing that was kept of a file decides what stays of it. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Change } from '../../../src/schema/changes.ts'
import type { AnyRecord } from '../../../src/schema/field.ts'
import { commit, edit, ids, lead, newStore, open, read, removal } from '../../helpers/store.ts'

type Made = Change & { after: AnyRecord }

const names = ['สมชาย', 'ນ້ອຍ', 'Malee', 'คำ', 'Noy']
const few: readonly Made[] = ids('l', 40).map((id, n) =>
  lead(id, { firstName: names[n % 5] ?? '', lastName: `N${n}` }),
)
const many: readonly Made[] = ids('l', 2050).map((id, n) => lead(id, { firstName: `P${n}` }))

const headerLength = 64
const stampAt = 32
const countAt = 12
const pairsAt = 16
const sumAt = 20

/** The stamp of a data file as a cache bears it. */
function stampOf(path: string): Buffer {
  const { size, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true })
  const stamp = Buffer.alloc(32)
  for (const [i, part] of [size, mtimeNs, ctimeNs, ino].entries())
    stamp.writeBigUInt64LE(BigInt.asUintN(64, part), 8 * i)
  return stamp
}

interface Planting {
  /** The cache of the file as it is now, and of what stood there before. */
  readonly now: Buffer
  readonly older: Buffer
}

/** Where the ids stand in a cache. */
function idsIn(bytes: Buffer): Buffer {
  const end = bytes.length - 4
  return bytes.subarray(end - 10 * bytes.readUInt32LE(countAt), end)
}

function changed(bytes: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes)
  change(copy)
  return copy
}

/** Each of them bears the stamp of the data file as it is now; `true` for those that also claim to be made of its bytes. */
const plantings: { readonly [name: string]: (given: Planting) => Buffer } = {
  'of older bytes': ({ older }) => older,
  'of older bytes, with the sum of these': ({ older, now }) =>
    changed(older, (copy) => now.copy(copy, sumAt, sumAt, sumAt + 8)),
  'of nothing at all': ({ now }) => Buffer.alloc(now.length),
  empty: () => Buffer.alloc(0),
  'cut off within its header': ({ now }) => now.subarray(0, 40),
  'cut off within its hashes': ({ now }) => now.subarray(0, headerLength + 300),
  'cut off within its ids': ({ now }) => now.subarray(0, now.length - 25),
  'without its end': ({ now }) => now.subarray(0, now.length - 4),
  'with more behind it': ({ now }) => Buffer.concat([now, now]),
  'with the ids moved by one': ({ now }) => changed(now, (copy) => idsIn(copy).copyWithin(0, 10)),
  'with two ids exchanged': ({ now }) =>
    changed(now, (copy) => {
      const list = idsIn(copy)
      const first = Buffer.from(list.subarray(0, 10))
      list.copyWithin(0, 10, 20)
      first.copy(list, 10)
    }),
  'with one id twice': ({ now }) => changed(now, (copy) => idsIn(copy).copyWithin(10, 0, 10)),
  'with ids of another kind': ({ now }) =>
    changed(now, (copy) => {
      const list = idsIn(copy)
      for (let at = 0; at < list.length; at += 10) list.write('a', at, 'latin1')
    }),
  'with fewer ids than there are': ({ now }) =>
    changed(now, (copy) => copy.writeUInt32LE(copy.readUInt32LE(countAt) - 1, countAt)),
  'with more ids than there are': ({ now }) =>
    changed(now, (copy) => copy.writeUInt32LE(copy.readUInt32LE(countAt) + 7, countAt)),
  'with places that are none': ({ now }) =>
    changed(now, (copy) => {
      const pairs = copy.readUInt32LE(pairsAt)
      const from = copy.length - 4 - 10 * copy.readUInt32LE(countAt) - 4 * pairs
      copy.fill(0xff, from, from + 4 * pairs)
    }),
  'with all places the first': ({ now }) =>
    changed(now, (copy) => {
      const pairs = copy.readUInt32LE(pairsAt)
      const from = copy.length - 4 - 10 * copy.readUInt32LE(countAt) - 4 * pairs
      copy.fill(0, from, from + 4 * pairs)
    }),
  'with other hashes': ({ now }) =>
    changed(now, (copy) => copy.fill(7, headerLength + 260, headerLength + 400)),
  'without one pair': ({ now }) => changed(now, (copy) => copy.writeUInt32LE(0, pairsAt)),
  'with another sum': ({ now }) => changed(now, (copy) => copy.writeBigUInt64LE(0n, sumAt)),
  'that says the file is not canonical': ({ now }) => changed(now, (copy) => copy.writeUInt32LE(0, 8)),
  'of random bytes behind a sound header': ({ now }) =>
    changed(now, (copy) => {
      for (let at = headerLength; at < copy.length - 4; at++) copy[at] = (at * 131) % 251
    }),
}

const added = lead('l5zzzzzzzz', { firstName: 'ใหม่' })

/** Each kind of commit, with the ids it adds and takes away. */
const commits: { readonly [name: string]: (all: readonly Made[]) => readonly Change[] } = {
  'an addition': () => [added],
  'an edit': ([, second]) => (second === undefined ? [] : [edit(second, { firstName: 'ແກ້ໄຂ' })]),
  'a removal': ([, , third]) => (third === undefined ? [] : [removal(third)]),
  'many changes': (all) => [
    added,
    ...all.slice(3, 38).map((one) => edit(one, { lastName: 'X' })),
    ...all.slice(0, 2).map(removal),
  ],
}

function plant(dir: string, older: ReadonlyMap<string, Buffer>, how: (given: Planting) => Buffer): void {
  for (const name of readdirSync(join(dir, '.local/cache')).filter((one) => one.endsWith('.keys'))) {
    const data = name.replace('.keys', '').replace('.', '/')
    const path = join(dir, '.local/cache', name)
    const bytes = Buffer.from(how({ now: readFileSync(path), older: older.get(name) ?? readFileSync(path) }))
    if (bytes.length >= headerLength) stampOf(join(dir, `data/${data}.json`)).copy(bytes, stampAt)
    writeFileSync(path, bytes)
  }
}

function cachesOf(dir: string): ReadonlyMap<string, Buffer> {
  const folder = join(dir, '.local/cache')
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]))
}

/** What the data files hold, whatever the program says. */
function stored(dir: string): readonly AnyRecord[] {
  const files = readdirSync(join(dir, 'data'), { recursive: true, encoding: 'utf8' })
  const lists = files.filter((name) => name.endsWith('.json')).sort()
  return lists.flatMap((name): AnyRecord[] => JSON.parse(read(dir, `data/${name}`)))
}

describe('an addition of what is there already', () => {
  test.each(Object.keys(plantings))('is refused whatever a cache %s says', async (how) => {
    const dir = newStore()
    await commit(dir, ...few.slice(0, -1))
    const older = cachesOf(dir)
    await commit(dir, ...few.slice(-1))
    const planting = plantings[how]
    if (planting === undefined) throw new Error(how)
    const before = read(dir, 'data/leads.json')
    for (const place of [0, 17, 39]) {
      const twin = lead(few[place]?.id ?? '', { firstName: 'ซ้ำ' })
      plant(dir, older, planting)
      await expect(commit(dir, twin)).rejects.toThrow(/already/)
      expect(read(dir, 'data/leads.json')).toBe(before)
    }
  })
})

describe('a file that only looks as if a commit had written it', () => {
  // One record, in whose list what looks like two others stands.
  const text = `[
  {
    "id": "l1aaaaaaaa",
    "firstName": "ສົມ",
    "old": [
  {
    "id": "l2aaaaaaaa"
  },
  {
    "id": "l4aaaaaaaa"}],
    "status": "new",
    "createdAt": "2026-11-22T02:00:00Z",
    "updatedAt": "2026-11-22T02:00:00Z"
  }
]
`

  test('keeps each record where it is one', async () => {
    const dir = newStore()
    writeFileSync(join(dir, 'data/leads.json'), text)
    await commit(dir, lead('l3aaaaaaaa', { firstName: 'ใหม่' }))
    expect(stored(dir).map(({ id }) => id)).toEqual(['l1aaaaaaaa', 'l3aaaaaaaa'])
    expect(stored(dir)[0]?.['old']).toEqual([{ id: 'l2aaaaaaaa' }, { id: 'l4aaaaaaaa' }])
  })
})

const cases = Object.keys(plantings).flatMap((how) => Object.keys(commits).map((what) => ({ how, what })))

describe.each([
  ['in one file', few],
  ['in a file for each character', many],
] as const)('records %s', (_, all) => {
  test.each(all === few ? cases : cases.filter(({ what }) => what === 'many changes'))(
    'a cache $how before $what',
    async ({ how, what }) => {
      const dir = newStore()
      await commit(dir, ...all.slice(0, -1))
      const older = cachesOf(dir)
      const last = all.slice(-1)
      await commit(dir, ...last)
      const planting = plantings[how]
      const changes = commits[what]?.(all) ?? []
      if (planting === undefined) throw new Error(how)
      plant(dir, older, planting)
      await commit(dir, ...changes)
      const wanted = new Map(all.map(({ id, after }) => [id, after]))
      for (const { id, after } of changes) {
        if (after === undefined) wanted.delete(id)
        else wanted.set(id, after)
      }
      const found = stored(dir)
      expect(found.map(({ id }) => id)).toEqual([...wanted.keys()].sort())
      for (const one of found) expect(one).toEqual(wanted.get(one.id))
      // What is kept now is of the file as it is now.
      expect(
        open(dir)
          .withKey('lead', 'name:ใหม่')
          .map(({ id }) => id),
      ).toEqual(changes.includes(added) ? [added.id] : [])
    },
  )
})
