/** Every kind, in every format that can hold it: what was exported comes in again as it was, here and elsewhere. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { entities, entityNames } from '../../src/entities/index.ts'
import { inputFormats } from '../../src/formats/reading.ts'
import { outputFormats } from '../../src/formats/writing.ts'
import { crm, emptyStore, filesOf, recordsOf, storeFrom, temporaryFolder } from '../helpers/crm.ts'

const both = outputFormats.filter((format) => inputFormats.includes(format))
const order = ['account', 'contact', 'lead', 'deal', 'activity', 'reminder'] as const
const isIn = (format: string, kind: string) =>
  format === 'vcard'
    ? ['account', 'contact', 'lead'].includes(kind)
    : format !== 'icalendar' || ['activity', 'reminder'].includes(kind)
const all = both.flatMap((format) =>
  order.filter((kind) => isIn(format, kind)).map((kind) => [format, kind, entities[kind].plural] as const),
)
const endings: { readonly [format: string]: string } = { vcard: 'vcf', icalendar: 'ics' }

/** What a record of a kind cannot be without. */
const needed: { readonly [K in (typeof order)[number]]: readonly string[] } = {
  account: ['name'],
  contact: ['firstName', 'lastName'],
  lead: ['firstName', 'lastName', 'company'],
  deal: ['name', 'stage'],
  activity: ['kind', 'subject', 'for'],
  reminder: ['text', 'due'],
}
const points = { lead: 1, contact: 1, account: 1 }

let store: string
let cwd: string
beforeEach(() => {
  store = storeFrom('examples')
  cwd = temporaryFolder()
})

const fileOf = (plural: string, format: string) => `${plural}.${endings[format] ?? format}`
const exporting = (plural: string, format: string) =>
  crm(`export ${plural} --out ${fileOf(plural, format)}`, { store, cwd })

/** A store with these settings and nothing in it. */
async function otherStore(): Promise<string> {
  const target = await emptyStore()
  writeFileSync(join(target, 'crm.json'), readFileSync(join(store, 'crm.json')))
  return target
}

it('knows every kind and format', () => {
  expect([...order].sort()).toEqual([...entityNames].sort())
  expect(both).toEqual(['csv', 'tsv', 'xlsx', 'json', 'jsonl', 'vcard', 'icalendar'])
})

describe.each(all)('%s of every %s', (format, kind, plural) => {
  it('changes nothing in its own store', async () => {
    const before = filesOf(store)
    expect((await exporting(plural, format)).code).toBe(0)
    const ran = await crm(`import ${plural} ${fileOf(plural, format)} --on-duplicate update`, { store, cwd })
    const count = Object.keys(recordsOf(store, plural)).length
    expect([ran.code, ran.err]).toEqual([
      0,
      expect.stringContaining(`0 updated, ${count} skipped, 0 rejected`),
    ])
    expect(filesOf(store)).toEqual(before)
  })

  it('makes the same records in another store that has what they link to', async () => {
    const target = await otherStore()
    const linked = order.slice(0, order.indexOf(kind))
    for (const other of linked) {
      await exporting(entities[other].plural, 'jsonl')
      await crm(`import ${entities[other].plural} ${entities[other].plural}.jsonl`, { store: target, cwd })
    }
    await exporting(plural, format)
    const ran = await crm(`import ${plural} ${fileOf(plural, format)}`, { store: target, cwd })
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('0 rejected')])
    const lost = ran.err.match(/^⚠ (\w+) of .* points at what is not here yet/m)?.[1]
    const wanted = Object.entries(recordsOf(store, plural)).map(([id, record]) => {
      const { [lost ?? 'nothing']: _, ...rest } = record
      return [id, rest]
    })
    expect(recordsOf(target, plural)).toEqual(Object.fromEntries(wanted))
  })
})

/** What people set, as one text for each record, whatever its id. */
function saidIn(dir: string, kind: (typeof order)[number], names: readonly string[]): readonly string[] {
  return Object.values(recordsOf(dir, entities[kind].plural))
    .map((record) => JSON.stringify(names.map((name) => record[name] ?? null)))
    .sort()
}

describe.each(all)('%s of every %s without ids', (format, kind, plural) => {
  const names = Object.keys(entities[kind].fields)
  const computed = kind === 'activity' ? [] : ['lastActivity', ...(kind in points ? ['score'] : [])]
  const settable = Object.entries(entities[kind].fields).flatMap(([name, field]) =>
    'derived' in field ? [] : [name],
  )

  it.each([
    ['all columns and what is computed', [...names, ...computed]],
    ['only what people set', settable],
    ['what is needed, and when it was written', [...needed[kind], 'createdAt', 'updatedAt']],
  ])('with %s makes the same of what people set, and no field more', async (_, columns) => {
    const target = await otherStore()
    for (const other of order.slice(0, order.indexOf(kind))) {
      await exporting(entities[other].plural, 'jsonl')
      await crm(`import ${entities[other].plural} ${entities[other].plural}.jsonl`, { store: target, cwd })
    }
    const settings = readFileSync(join(target, 'crm.json'), 'utf8')
    const out = `--out ${fileOf(plural, format)} --sort -createdAt`
    expect((await crm(`export ${plural} --columns ${columns.join(',')} ${out}`, { store, cwd })).code).toBe(0)
    const ran = await crm(`import ${plural} ${fileOf(plural, format)}`, { store: target, cwd })
    const count = Object.keys(recordsOf(store, plural)).length
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining(`${count} created`)])
    expect(readFileSync(join(target, 'crm.json'), 'utf8')).toBe(settings)
    const told = columns.filter((name) => settable.includes(name))
    expect(saidIn(target, kind, told)).toEqual(saidIn(store, kind, told))
    if (columns.includes('updatedAt')) expect(ran.err).toMatch(/sets them itself: .*updatedAt/)
  })
})

describe('links to what another store does not have', () => {
  it('are by name in vCards, so that the account can be there under another id', async () => {
    const target = await otherStore()
    await exporting('contacts', 'vcard')
    await crm(['account', 'add', '--name', 'Mekong Coffee'], { store: target })
    const refused = await crm('import contacts contacts.vcf', { store: target, cwd })
    expect(refused.code).toBe(2)
    expect(refused.err).toContain('There is no account "ບໍລິສັດ ຊາລາວ ຈຳກັດ".')
    expect(refused.err).toContain('--create-linked')
    expect((await crm('import contacts contacts.vcf --create-linked', { store: target, cwd })).code).toBe(0)
    const accounts = recordsOf(target, 'accounts')
    const names = Object.values(recordsOf(target, 'contacts')).map(
      ({ account }) => accounts[String(account)]?.['name'],
    )
    expect(names.sort()).toEqual(['Mekong Coffee', 'ບໍລິສັດ ຊາລາວ ຈຳກັດ'])
    expect(Object.keys(accounts)).toHaveLength(2)
  })

  it('are by name in calendars', async () => {
    const target = await otherStore()
    await exporting('reminders', 'icalendar')
    const before = await crm('import reminders reminders.ics', { store: target, cwd })
    expect([before.code, before.err]).toEqual([
      2,
      expect.stringContaining('There is no record "Mekong Coffee".'),
    ])
    expect(before.err).toContain("--map 'for=-'")
    await crm(['account', 'add', '--name', 'Mekong Coffee'], { store: target })
    await crm('import reminders reminders.ics --skip-invalid', { store: target, cwd })
    const [account] = Object.keys(recordsOf(target, 'accounts'))
    const grinder = Object.values(recordsOf(target, 'reminders')).find(
      ({ text }) => text === 'Ask how the grinder runs',
    )
    expect(grinder?.['for']).toEqual([account])
  })

  it('are by id in tables: nothing is made of an id', async () => {
    await exporting('contacts', 'csv')
    const target = await otherStore()
    const ran = await crm('import contacts contacts.csv --create-linked', { store: target, cwd })
    expect([ran.code, ran.err]).toEqual([
      2,
      expect.stringContaining('There is no account "a7mk2c0f5e". Import accounts first.'),
    ])
  })
})
