/** What holds for every report: it renders in every format, from an empty store, one record, an example and a big store. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { jsonOf } from '../../src/commands/report/run.ts'
import { htmlPage } from '../../src/formats/html/page.ts'
import { formats } from '../../src/formats/index.ts'
import { workbook } from '../../src/formats/workbook.ts'
import { dashboardSheet } from '../../src/reports/dashboard.ts'
import { reports } from '../../src/reports/index.ts'
import type { Report } from '../../src/reports/report.ts'
import { sameUntil } from '../../src/rules/agenda/until.ts'
import type { Data } from '../../src/schema/data.ts'
import { plain } from '../../src/terminal/colour.ts'
import { renderSheet } from '../../src/terminal/sheet.ts'
import { crm, storeFrom, temporaryFolder } from '../helpers/crm.ts'
import { dataOf } from '../helpers/data.ts'

const now = new Date('2026-11-22T09:00:00Z')
const look = { timezone: 'Asia/Bangkok', palette: plain, width: 80 }

const stores: { readonly [name: string]: () => Data } = {
  'an empty store': () => dataOf(),
  'a store of one of each': () =>
    dataOf({
      lead: [{}],
      account: [{}],
      contact: [{ firstName: 'Noy' }],
      deal: [{}],
      activity: [{}],
      reminder: [{}],
    }),
  'a big store': bigStore,
}

function bigStore(): Data {
  const names = ['prospecting', 'qualification', 'proposal', 'negotiation', 'won', 'lost']
  const day = (n: number) =>
    `2026-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`
  const many = Array.from({ length: 3000 }, (_, n) => n)
  return dataOf({
    settings: { rates: { USD: '36.5' } },
    account: many
      .slice(0, 200)
      .map((n) => ({ name: `<ร้าน> & ຮ້ານ "${n}"`, industry: n % 3 === 0 ? 'กาแฟ' : 'ຊາ' })),
    lead: many.slice(0, 500).map((n) => ({
      firstName: `ลูกค้า ${n}`,
      source: n % 2 === 0 ? 'web' : 'ງານ',
      createdAt: `${day(n)}T02:00:00Z`,
      ...(n % 9 === 0 ? { status: 'converted', convertedAt: '2026-11-03T04:00:00Z', owner: 'Noy' } : {}),
    })),
    deal: many.map((n) => ({
      name: `ดีล ${n}`,
      amount: (n % 977) * 1000 + 0.25,
      ...(n % 5 === 0 ? { currency: 'USD' } : {}),
      stage: names[n % 6] ?? 'won',
      closeDate: day(n),
      ...(n % 6 === 5 ? { lostReason: n % 4 === 1 ? 'price' : 'ລາຄາ' } : {}),
      ...(n % 7 === 0 ? { probability: 35, openedOn: '2026-01-05', source: 'ງານ' } : {}),
      ...(n % 3 === 0 ? { stageHistory: [{ stage: 'proposal', at: '2026-02-03T04:00:00Z' }] } : {}),
      ...(n % 50 === 4 ? { lead: `l${String((n % 400) + 1).padStart(9, '0')}` } : {}),
      owner: `เจ้าของ ${n % 40}`,
      account: `a${String((n % 200) + 1).padStart(9, '0')}`,
    })),
    activity: many.slice(0, 300).map((n) => ({
      kind: 'email' as const,
      direction: n % 2 === 0 ? ('in' as const) : ('out' as const),
      at: `${day(n)}T03:00:00Z`,
      for: ['l000000001'],
    })),
    reminder: many.slice(0, 100).map((n) => ({ due: day(n), owner: 'Noy' })),
  })
}

const cases = Object.keys(stores).flatMap((store) => Object.keys(reports).map((name) => ({ store, name })))

describe.each(cases)('$name over $store', ({ store, name }) => {
  const report: Report | undefined = reports[name]
  const table = report?.run(stores[store]?.() ?? dataOf(), {}, now) ?? { columns: [], rows: [] }
  const sheet = {
    title: table.title ?? '',
    subtitle: ['All time'],
    figures: [],
    parts: [{ table, about: report?.definition ?? '' }],
  }

  it('is text, with charts and without', () => {
    for (const charts of [true, false]) {
      const text = renderSheet(sheet, look, charts)
      expect(text).not.toMatch(/undefined|NaN|\[object|Infinity/)
    }
  })

  it('is CSV, TSV, JSON and Markdown', () => {
    for (const write of Object.values(formats)) {
      const text = write(table, look)
      expect(text).toMatch(/\n$/)
      expect(text).not.toMatch(/undefined|NaN|\[object|Infinity/)
    }
    expect(formats.csv(table, look).split('\n').length).toBeGreaterThan(table.rows.length)
    expect(JSON.parse(JSON.stringify(jsonOf(table)))).toMatchObject({
      columns: table.columns.map(({ key }) => key),
    })
  })

  it('is a page that stands alone', () => {
    const page = htmlPage(sheet, look)
    expect(page).not.toMatch(/undefined|NaN|\[object|Infinity|<script|https?:\/\/(?!www\.w3\.org)/)
    expect(page).not.toContain('<ร้าน>')
    const [opened, shut] = [
      /<(section|figure|table|tr|svg|div|ul|main)\b/g,
      /<\/(section|figure|table|tr|svg|div|ul|main)>/g,
    ].map((tag) => page.match(tag)?.length)
    expect(opened).toBe(shut)
  })

  it('is a workbook', async () => {
    const bytes = await workbook(table, look)
    expect([...bytes.subarray(0, 2)]).toEqual([0x50, 0x4b])
  })
})

describe('every report', () => {
  it.each(Object.entries(reports))(
    '%s says what its figures are and whose way of counting it is',
    (_, report) => {
      expect(report.definition.length).toBeGreaterThan(80)
      expect(report.source).toMatch(/\S.*\.$/)
      const table = report.run(bigStore(), {}, now)
      for (const key of report.compared ?? [])
        expect(table.columns.map((column) => column.key)).toContain(key)
      for (const { charts = [], columns } of [table, ...(table.parts ?? [])]) {
        for (const { label, values } of charts) {
          for (const key of [label, ...values]) expect(columns.map((column) => column.key)).toContain(key)
        }
      }
    },
  )

  it('is in the index', () => {
    const folder = join(import.meta.dirname, '../../src/reports')
    const index = readFileSync(join(folder, 'index.ts'), 'utf8')
    const named = readdirSync(folder).filter((file) =>
      /^export const \w+: Report = /m.test(readFileSync(join(folder, file), 'utf8')),
    )
    expect(named.filter((file) => !index.includes(`./${file}`))).toEqual([])
  })

  it.each(Object.keys(reports))(
    '%s is asked for by its name, for a period and beside the one before',
    async (name) => {
      const store = storeFrom('examples')
      const whole = await crm(`crm report ${name} --json`, { store })
      expect(whole.code).toBe(0)
      const takesCompare = (reports[name]?.compared ?? []).length > 0
      const beside = await crm(`crm report ${name} --period 2026 --compare --json`, { store })
      expect(beside.code).toBe(takesCompare ? 0 : 2)
    },
  )
})

describe('every report and every flag', () => {
  const flags = [
    '--owner Noy',
    '--owner nobody',
    '--from 2026-09-01 --to 2026-11-30',
    '--as-of 2026-10-15',
    '--chart',
    '--no-chart',
    ...['csv', 'tsv', 'json', 'markdown', 'html'].map((format) => `--format ${format} --period 2026`),
  ]

  it.each([...Object.keys(reports), 'tea-leads'])(
    '%s',
    async (name) => {
      const store = storeFrom('examples')
      const grouped = reports[name]?.by === undefined ? [] : ['--by month', '--by owner,month --format csv']
      for (const flag of [...flags, ...grouped]) {
        const { code, out, err } = await crm(`crm report ${name} ${flag}`, { store })
        expect({ flag, code, err: /bug/.test(err) }).toEqual({ flag, code: 0, err: false })
        expect(out).not.toMatch(/undefined|NaN|\[object|Infinity/)
      }
    },
    20_000,
  )
})

describe('what reports read', () => {
  const whole = (data: Data): Data =>
    new Proxy(data, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name === 'slim' ? 'all' : name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })

  it.each(Object.entries(reports))('%s names each field that it reads', (_, report: Report) => {
    for (const make of Object.values(stores)) {
      const data = make()
      const options = { owner: 'Noy', from: '2026-01-01', to: '2026-12-31' }
      for (const asked of [{}, options]) {
        expect(report.run(data, asked, now)).toEqual(report.run(whole(data), asked, now))
      }
    }
  })

  it('the dashboard names each field that it reads', () => {
    const data = bigStore()
    const sheet = dashboardSheet(data, {}, now, 'All time')
    expect(sheet).toEqual(dashboardSheet(whole(data), {}, now, 'All time'))
  })
})

/** Printed as people read them; `npx vitest -u` writes them anew, to be read before they are kept. */
describe('the reports as people read them', () => {
  const golden = join(import.meta.dirname, '../../fixtures/golden')
  const lines: { readonly [file: string]: string } = {
    ...Object.fromEntries(
      [...Object.keys(reports), 'tea-leads'].map((name) => [`${name}.txt`, `crm report ${name} --chart`]),
    ),
    'pipeline.md': 'crm report pipeline --format markdown',
    'pipeline.csv': 'crm report pipeline --format csv',
    'pipeline.json': 'crm report pipeline --json',
    'pipeline.html': 'crm report pipeline --format html',
    'dashboard.txt': 'crm dashboard --chart',
    'dashboard.html': 'crm dashboard --format html',
    'board.txt': 'crm deal board --all',
    'board.html': 'crm deal board --all --format html',
    'board.md': 'crm deal board --all --format markdown',
  }

  it.each(Object.entries(lines))('%s', async (file, line) => {
    const { out, code } = await crm(line, { store: storeFrom('examples') })
    expect(code).toBe(0)
    await expect(out).toMatchFileSnapshot(join(golden, file))
  })
})

describe('crm report all', () => {
  it('writes a page for every report and an index that leads to each', async () => {
    const cwd = temporaryFolder()
    const ran = await crm('crm report all --out pages --formats html,csv,xlsx,markdown,json', {
      store: storeFrom('examples'),
      cwd,
    })
    expect(ran).toMatchObject({ code: 0, out: '' })
    const index = readFileSync(join(cwd, 'pages/index.html'), 'utf8')
    for (const name of [...Object.keys(reports), 'tea-leads']) {
      expect(index).toContain(`href="${name}.html"`)
      for (const ending of ['html', 'csv', 'xlsx', 'md', 'json'])
        expect(existsSync(join(cwd, `pages/${name}.${ending}`))).toBe(true)
    }
  })
})

describe('a report is the same for as long as it is kept', () => {
  const [begin, end] = [new Date('2026-11-21T17:00:01Z'), new Date('2026-11-22T16:59:59Z')]

  describe.each(Object.keys(stores))('of %s', (store) => {
    const data = stores[store]?.() ?? dataOf()
    const until = new Date(Math.min(end.getTime(), Date.parse(sameUntil(data, begin)) - 1000))

    it.each(Object.entries(reports))('%s', (_, report: Report) => {
      expect(report.run(data, {}, until)).toEqual(report.run(data, {}, begin))
    })

    it('the dashboard', () => {
      const at = (moment: Date) => dashboardSheet(data, {}, moment, 'All time')
      expect(at(until)).toEqual(at(begin))
    })
  })

  it('to the end of the day', () => {
    expect(sameUntil(dataOf(), begin)).toBe('2026-11-22T17:00:00Z')
  })
})
