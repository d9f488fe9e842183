/** Columns of data files: the values of the records, and what is kept of them between commands. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { deal } from '../../../src/entities/deal.ts'
import type { AnyRecord } from '../../../src/schema/field.ts'
import { Columns } from '../../../src/store/columns.ts'
import { Folder } from '../../../src/store/folder.ts'
import { slimRecords } from '../../../src/store/slim.ts'
import { type Columned, readSlim } from '../../../src/store/slimparts.ts'
import { emptyFolder } from '../../helpers/store.ts'

const id = (place: number) => `d${String(place).padStart(9, '0')}`
const value = fc.oneof(
  fc.string(),
  fc.constantFrom('won', 'lost', 'ດີວ', 'ดีล', '["won"]'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.boolean(),
  fc.constant(undefined),
  fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
)

describe('columns', () => {
  test('hold every value, absent ones too, in memory and as bytes', () => {
    const lists = fc.array(fc.tuple(value, value), { maxLength: 700 })
    fc.assert(
      fc.property(lists, (rows) => {
        const records = rows.map(([stage, name], place): AnyRecord => ({ id: id(place), stage, name }))
        const made = Columns.of(records, ['stage', 'name'])
        for (const columns of [made, new Columns(made.bytes)]) {
          expect(columns.valuesOf('stage')).toEqual(rows.map(([stage]) => stage))
          expect(columns.valuesOf('name')).toEqual(rows.map(([, name]) => name))
        }
      }),
      { numRuns: 40 },
    )
  })

  test('know few, some and very many different values', () => {
    for (const different of [3, 300, 2000]) {
      const records = Array.from({ length: 2000 }, (_, place) => ({
        id: id(place),
        n: `n${place % different}`,
      }))
      const { bytes } = Columns.of(records, ['n'])
      expect(new Columns(bytes).valuesOf('n')).toEqual(records.map(({ n }) => n))
    }
  })

  test('make records of which the fields can be read', () => {
    const columns = Columns.of([{ id: id(7), name: 'Tea' }, { id: id(8) }], ['name', 'amount'])
    const [first, second] = slimRecords([columns, columns], ['name', 'amount']).slice(2)
    expect([first?.id, first?.['name'], first?.['amount']]).toEqual(['d000000007', 'Tea', undefined])
    expect([second?.id, second?.['name']]).toEqual(['d000000008', undefined])
  })

  test('tell the ids that begin alike', () => {
    const columns = Columns.of([{ id: id(1) }, { id: id(11) }, { id: id(20) }], [])
    expect(columns.idsFrom('d00000001')).toEqual(['d000000011'])
    expect(columns.idsFrom('d0000000')).toEqual([id(1), id(11), id(20)])
    expect(columns.idsFrom('d1')).toEqual([])
  })
})

describe('what is kept of a kind', () => {
  const file = (character: string, version: string, stage: string) => {
    const read = vi.fn((): readonly AnyRecord[] => [{ id: `d${character}00000000`, stage, name: character }])
    const one: Columned = {
      place: { name: `data/deals/${character}.json`, character },
      version,
      columns: undefined,
      passing: read,
    }
    return { one, read }
  }
  const stages = (files: readonly Columned[]) => files.flatMap(({ columns }) => columns?.valuesOf('stage'))

  test('is read instead of the files, and only what has changed is made anew', () => {
    const folder = new Folder(emptyFolder())
    const before = [file('0', '1', 'won'), file('1', '1', 'lost')]
    readSlim(
      folder,
      deal,
      before.map(({ one }) => one),
      ['stage'],
    )
    const after = [file('0', '1', 'won'), file('1', '2', 'proposal')]
    const files = after.map(({ one }) => one)
    readSlim(folder, deal, files, ['stage'])
    expect(stages(files)).toEqual(['won', 'proposal'])
    expect(after.map(({ read }) => read.mock.calls.length)).toEqual([0, 1])
  })

  test('is of all usual fields at once, and of others that were asked for before', () => {
    const folder = new Folder(emptyFolder())
    for (const [fields, reads] of [
      [['stage'], 1],
      [['name', 'amount', 'stageHistory'], 0],
      [['description'], 1],
      [['description', 'stage'], 0],
      [['budget'], 1],
      [['description', 'budget'], 0],
    ] as const) {
      const { one, read } = file('0', '1', 'won')
      readSlim(folder, deal, [one], fields)
      expect(read.mock.calls.length).toBe(reads)
    }
  })

  test('is for the owner alone, and is made anew where it is damaged or of another form', () => {
    const dir = emptyFolder()
    const folder = new Folder(dir)
    const name = join(dir, '.local/cache/deals.columns')
    const many = Array.from({ length: 400 }, (_, place) => ({ id: id(place), stage: `s${place}` }))
    const reads = () => {
      const read = vi.fn(() => many)
      const one: Columned = {
        place: { name: 'data/deals.json' },
        version: '1',
        columns: undefined,
        passing: read,
      }
      readSlim(folder, deal, [one], ['stage'])
      expect(stages([one])).toEqual(many.map(({ stage }) => stage))
      return read.mock.calls.length
    }
    expect([reads(), reads()]).toEqual([1, 0])
    expect(statSync(name).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(dir, '.local/cache'))).toEqual(['deals.columns'])
    const whole = readFileSync(name)
    const damages = [
      whole.subarray(0, 2000),
      Buffer.concat([whole.subarray(0, 1024), Buffer.alloc(512), whole.subarray(1536)]),
      Buffer.alloc(whole.length),
      Buffer.from('{}\n'),
      Buffer.from('[1,2]\nnothing'),
    ]
    for (const damaged of damages) {
      writeFileSync(name, damaged)
      expect([reads(), reads()]).toEqual([1, 0])
    }
  })
})
