/** Migrations: from each old format to the present one, exactly. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fixedClock } from '../../../src/clock.ts'
import { FORMAT_VERSION } from '../../../src/config.ts'
import { migrated, migrations } from '../../../src/store/migrations/index.ts'
import { openStore } from '../../../src/store/store.ts'
import { crm, filesOf, recordsOf, storeFrom } from '../../helpers/crm.ts'

const settings = (country: string) => ({ format: 0, country })

function lead(country: string, fields: object): unknown {
  return migrated({ 'crm.json': settings(country), 'data/leads.json': [{ id: 'l0aa1bb2cc', ...fields }] }, 0)[
    'data/leads.json'
  ]
}

describe('the list of migrations', () => {
  it('leads step by step to the present format', () => {
    expect(migrations.map(({ from, to }) => [from, to])).toEqual(
      Array.from({ length: FORMAT_VERSION }, (_, from) => [from, from + 1]),
    )
  })

  it('leaves the present format alone', () => {
    const files = { 'crm.json': {}, 'data/leads.json': [{ id: 'l0aa1bb2cc', estimatedAmount: '1' }] }
    expect(migrated(files, FORMAT_VERSION)).toBe(files)
  })
})

describe('from format 0', () => {
  it.each([
    ['1200.50', { estimatedAmount: 1200.5 }],
    ['0.1', { estimatedAmount: 0.1 }],
    ['-20', { estimatedAmount: -20 }],
    ['1,234,567.89', { estimatedAmount: 1234567.89 }],
    ['๑๒๐๐.๕๐', { estimatedAmount: 1200.5 }],
    ['໒໕໐໐', { estimatedAmount: 2500 }],
    ['about 5000', { estimatedAmountAsTyped: 'about 5000' }],
    ['', { estimatedAmountAsTyped: '' }],
  ])('an amount of %j', (text, fields) => {
    expect(lead('TH', { estimatedAmount: text })).toEqual([{ id: 'l0aa1bb2cc', ...fields }])
  })

  it.each([
    ['TH', '081 234 5678', '+66812345678'],
    ['TH', '(02) 123-4567', '+6621234567'],
    ['TH', '๐๘๑-๒๓๔-๕๖๗๘', '+66812345678'],
    ['LA', '020 5512 3456', '+8562055123456'],
    ['LA', '໐໒໐ ໕໕໑໒ ໓໔໕໖', '+8562055123456'],
    ['LA', '+66 81 234 5678', '+66812345678'],
    ['TH', '00856 20 5512 3456', '+8562055123456'],
    ['DE', '030 1234567', '030 1234567'],
    ['TH', 'ext. 12', 'ext. 12'],
    ['TH', '12345', '12345'],
  ])('a phone in %s: %s', (country, typed, number) => {
    expect(lead(country, { phone: typed })).toEqual([{ id: 'l0aa1bb2cc', phone: number }])
  })

  it('renames dueDate of reminders, and leaves every other field and its place alone', () => {
    const files = {
      'crm.json': settings('TH'),
      'data/reminders/0.json': [
        { id: 'r0aa1bb2cc', text: 'โทร', dueDate: '2026-11-23', own: { dueDate: 'x' } },
      ],
    }
    expect(JSON.stringify(migrated(files, 0)['data/reminders/0.json'])).toBe(
      '[{"id":"r0aa1bb2cc","text":"โทร","due":"2026-11-23","own":{"dueDate":"x"}}]',
    )
  })

  it('leaves what is no list of records alone', () => {
    const files = {
      'crm.json': settings('TH'),
      'data/leads.json': { broken: true },
      'data/deals.json': [7, null],
    }
    expect(migrated(files, 0)).toEqual(files)
  })
})

const wanted: { readonly [name: string]: string } = {
  'data/deals.json': `[
  {
    "id": "d0aa1bb2cc",
    "name": "เครื่องชงกาแฟ",
    "account": "a0aa1bb2cc",
    "amount": 89000,
    "stage": "proposal",
    "createdAt": "2025-01-07T02:00:00Z",
    "updatedAt": "2025-01-07T02:00:00Z"
  },
  {
    "id": "d1dd2ee3ff",
    "name": "Brochures",
    "account": "a1dd2ee3ff",
    "amount": 4500000,
    "currency": "LAK",
    "stage": "prospecting",
    "createdAt": "2025-01-08T02:00:00Z",
    "updatedAt": "2025-01-08T02:00:00Z"
  }
]
`,
  'data/contacts.json': `[
  {
    "id": "c0aa1bb2cc",
    "firstName": "มาลี",
    "account": "a0aa1bb2cc",
    "phone": "+66819998888",
    "createdAt": "2025-01-05T02:00:00Z",
    "updatedAt": "2025-01-05T02:00:00Z"
  },
  {
    "id": "c1dd2ee3ff",
    "firstName": "ຄຳແພງ",
    "account": "a1dd2ee3ff",
    "phone": "+6627654321",
    "createdAt": "2025-01-06T02:00:00Z",
    "updatedAt": "2025-01-06T02:00:00Z"
  }
]
`,
  'data/reminders.json': `[
  {
    "id": "r0aa1bb2cc",
    "text": "โทรหาสมชาย",
    "due": "2026-11-23",
    "for": ["l0aa1bb2cc"],
    "status": "open",
    "createdAt": "2025-01-10T02:00:00Z",
    "updatedAt": "2025-01-10T02:00:00Z"
  },
  {
    "id": "r1dd2ee3ff",
    "text": "Send the brochure",
    "due": "2026-11-24T02:00:00Z",
    "for": ["d1dd2ee3ff"],
    "status": "open",
    "createdAt": "2025-01-11T02:00:00Z",
    "updatedAt": "2025-01-11T02:00:00Z"
  }
]
`,
  'data/leads.json': `[
  {
    "id": "l0aa1bb2cc",
    "firstName": "สมชาย",
    "lastName": "ใจดี",
    "phone": "+66812345678",
    "status": "new",
    "estimatedAmount": 1200.5,
    "owner": "Noy",
    "createdAt": "2025-01-05T02:00:00Z",
    "updatedAt": "2025-01-05T02:00:00Z"
  },
  {
    "id": "l1dd2ee3ff",
    "firstName": "ບຸນມີ",
    "company": "ຮ້ານກາເຟລາວ",
    "phone": "+8562055123456",
    "status": "contacted",
    "estimatedAmount": 15000,
    "createdAt": "2025-02-01T02:00:00Z",
    "updatedAt": "2025-02-02T02:00:00Z"
  },
  {
    "id": "l2gg3hh4jj",
    "company": "Mekong Tools",
    "email": "info@mekong.example",
    "phone": "ext. 12",
    "status": "new",
    "createdAt": "2025-03-01T02:00:00Z",
    "updatedAt": "2025-03-01T02:00:00Z",
    "estimatedAmountAsTyped": "about 5000"
  }
]
`,
}

describe('an old store', () => {
  it('is read without being written', async () => {
    const store = storeFrom('old-stores/format-0')
    const before = filesOf(store)
    const due = await crm('reminder list --json', { store })
    expect([due.code, due.out]).toEqual([0, expect.stringContaining('"due": "2026-11-23"')])
    const shown = await crm('deal list --json', { store })
    expect(shown.out).toContain('"amount": 89000')
    expect((await crm('lead show 0812345678', { store })).code).toBe(0)
    expect(filesOf(store)).toEqual(before)
  })

  it('is migrated whole with the first change, which is said once', async () => {
    const store = storeFrom('old-stores/format-0')
    const before = filesOf(store)
    const ran = await crm('account add --name New', { store })
    expect(ran.code).toBe(0)
    expect(ran.err.match(/Brought the store from format 0 to 1/g)).toHaveLength(1)
    const after = filesOf(store)
    for (const [name, text] of Object.entries(wanted)) expect(after[name]).toBe(text)
    expect(after['crm.json']).toBe(before['crm.json']?.replace('"format": 0', '"format": 1'))
    expect(after['data/activities.json']).toBe(before['data/activities.json'])
    const again = await crm('account add --name Newer', { store })
    expect(again.err).not.toContain('format')
    expect(Object.values(recordsOf(store, 'accounts'))).toHaveLength(4)
    expect((await crm('doctor', { store })).code).toBe(0)
  })

  it('is kept as it was in a backup', async () => {
    const store = storeFrom('old-stores/format-0')
    const before = filesOf(store)
    await crm('lead edit l0aa --rating hot', { store })
    const [backup = ''] = readdirSync(join(store, '.local/backups'))
    expect(backup).toMatch(/^before-format-1-2026-11-22T090000-.{4}\.crm\.gz$/)
    const to = join(store, '../before')
    expect((await crm(['restore', join(store, '.local/backups', backup), '--to', to])).code).toBe(0)
    expect(filesOf(to)).toEqual(before)
  })

  it('stays as it is where a file of it is damaged', async () => {
    const store = storeFrom('old-stores/format-0')
    const text = readFileSync(join(store, 'data/deals.json'), 'utf8')
    writeFileSync(join(store, 'data/deals.json'), text.replace('"stage": "proposal"', '"stage": 7'))
    const before = filesOf(store)
    const ran = await crm('lead edit l0aa --rating hot', { store })
    expect([ran.code, ran.err]).toEqual([
      5,
      expect.stringContaining('data/deals.json: "stage" should be of type choice'),
    ])
    expect(filesOf(store)).toEqual(before)
  })
})

describe('a crash while migrating', () => {
  let dir = ''
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'lukkha-test-'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  it('leaves the store old or new, whatever step it comes at', async () => {
    const changes = { summary: 'Rated', records: [] }
    const outcomes = new Set<string>()
    for (let step = 0; step < 60; step++) {
      const store = join(dir, String(step))
      cpSync(new URL('../../../fixtures/old-stores/format-0', import.meta.url).pathname, store, {
        recursive: true,
      })
      let left = step
      const crash = (): void => {
        if (left-- <= 0) throw new Error('crash')
      }
      try {
        const opened = openStore({
          dir: store,
          clock: fixedClock(new Date('2026-11-22T09:00:00Z')),
          step: crash,
        })
        const before = opened.get('lead', 'l0aa1bb2cc')
        if (before === undefined) throw new Error('no lead')
        await opened.commit(
          {
            ...changes,
            records: [{ kind: 'lead', id: before.id, before, after: { ...before, rating: 'hot' } }],
          },
          'Noy',
          'crm',
        )
      } catch (error) {
        if (!(error instanceof Error) || error.message !== 'crash') throw error
      }
      // A process that died would not hold the lock any more.
      rmSync(join(store, '.local/lock'), { force: true })
      const after = openStore({ dir: store, clock: fixedClock(new Date('2026-11-22T09:00:00Z')) })
      expect(after.get('deal', 'd0aa1bb2cc')?.amount).toBe(89000)
      expect(after.get('reminder', 'r0aa1bb2cc')?.due).toBe('2026-11-23')
      const format = readFileSync(join(store, 'crm.json'), 'utf8').includes('"format": 1') ? 'new' : 'old'
      const isNew = readFileSync(join(store, 'data/deals.json'), 'utf8').includes('89000,')
      expect(isNew ? 'new' : 'old').toBe(format)
      outcomes.add(format)
    }
    expect([...outcomes].sort()).toEqual(['new', 'old'])
  })
})

describe('a newer store', () => {
  function newer(): string {
    const store = storeFrom('examples')
    const path = join(store, 'crm.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"format": 1', '"format": 99'))
    writeFileSync(join(store, 'data/invoices.json'), '[]\n')
    return store
  }

  it('can be read, with a word about it', async () => {
    const ran = await crm('lead list --json', { store: newer() })
    expect(ran.code).toBe(0)
    expect(ran.err).toContain('written by a newer version')
  })

  it('is not written', async () => {
    const store = newer()
    const before = filesOf(store)
    const ran = await crm('lead edit l9s4 --rating hot', { store })
    expect([ran.code, ran.err]).toEqual([
      5,
      expect.stringContaining('The store was written by a newer version (format 99; this program knows 1).'),
    ])
    expect(filesOf(store)).toEqual(before)
  })

  it('is named where its settings cannot be understood', async () => {
    const store = newer()
    writeFileSync(join(store, 'crm.json'), '{"format": 99, "stages": "elsewhere"}\n')
    const ran = await crm('lead list', { store })
    expect([ran.code, ran.err]).toEqual([5, expect.stringContaining('written by a newer version (format 99')])
  })
})
