import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Table } from '../../../src/reports/table.ts'
import { palette } from '../../../src/terminal/colour.ts'
import { renderTable } from '../../../src/terminal/table.ts'
import { width } from '../../../src/text.ts'
import { empty, everyCell } from '../formats/sample.ts'
import { lines, plainLook } from './looks.ts'

const leads: Table = {
  columns: [
    { key: 'id', label: 'ID', type: 'id' },
    { key: 'name', label: 'Name', type: 'text' },
    { key: 'company', label: 'Company', type: 'text' },
    { key: 'due', label: 'Due', type: 'date' },
  ],
  rows: [
    { id: 'l7k3', name: 'น้ำผึ้ง เพชรรัตน์', company: 'บริษัท สยามการค้า จำกัด', due: '2026-11-22' },
    { id: 'l9x2', name: 'ບຸນມີ ພົມມະຈັນ', company: 'ວຽງຈັນ', due: '2026-11-22' },
    { id: 'lab1', name: '陳大文', company: null, due: '2026-11-22' },
    { id: 'lac5', name: '👩‍👩‍👧', company: '\u001b[31mred\u001b[0m\nsecond', due: '2026-11-22' },
  ],
}

describe('renderTable', () => {
  it('gives the room of empty columns to the others where it is short', () => {
    const table: Table = {
      columns: [
        { key: 'name', label: 'Name', type: 'text' },
        { key: 'owner', label: 'Owner', type: 'text' },
      ],
      rows: [{ name: 'Vientiane Bakehouse' }],
    }
    const rule = '───────────────────'
    expect(renderTable(table, plainLook(20))).toBe(lines('Name', rule, 'Vientiane Bakehouse'))
    expect(renderTable(table, plainLook(26))).toBe(
      lines('Name                 Owner', `${rule}───────`, 'Vientiane Bakehouse'),
    )
  })

  it('breaks what is said below it between words', async () => {
    const table: Table = {
      columns: [{ key: 'name', label: 'Name', type: 'text' }],
      rows: [{ name: 'Noy' }],
      notes: ['No room for Weighted, Lost: a wider terminal has them.'],
    }
    expect(renderTable(table, plainLook(30))).toBe(
      lines('Name', '────', 'Noy', 'No room for Weighted, Lost: a', 'wider terminal has them.'),
    )
    const coloured = await palette(true)
    expect(renderTable(table, { ...plainLook(30), palette: coloured })).toContain(
      `${coloured.faint('No room for Weighted, Lost: a')}\n${coloured.faint('wider terminal has them.')}\n`,
    )
  })

  it('lines up Thai, Lao, Chinese and emoji, and makes escape sequences visible', () => {
    expect(renderTable(leads, plainLook())).toBe(
      lines(
        'ID    Name          Company                Due',
        '─────────────────────────────────────────────────────',
        'l7k3  น้ำผึ้ง เพชรรัตน์  บริษัท สยามการค้า จำกัด    2026-11-22',
        'l9x2  ບຸນມີ ພົມມະຈັນ    ວຽງຈັນ                  2026-11-22',
        'lab1  陳大文                               2026-11-22',
        'lac5  👩‍👩‍👧            ␛[31mred␛[0m ⏎ second  2026-11-22',
      ),
    )
  })

  it('cuts the widest texts where the terminal is narrower, never ids or dates', () => {
    expect(renderTable(leads, plainLook(46))).toBe(
      lines(
        'ID    Name          Company         Due',
        '──────────────────────────────────────────────',
        'l7k3  น้ำผึ้ง เพชรรัตน์  บริษัท สยามการค้…  2026-11-22',
        'l9x2  ບຸນມີ ພົມມະຈັນ    ວຽງຈັນ           2026-11-22',
        'lab1  陳大文                        2026-11-22',
        'lac5  👩‍👩‍👧            ␛[31mred␛[0m …  2026-11-22',
      ),
    )
  })

  it('stacks the records where even that is too wide', () => {
    const [first, , third] = leads.rows
    const rows = [first ?? {}, third ?? {}]
    expect(renderTable({ ...leads, rows, totals: { id: 'all', name: '2' } }, plainLook(25))).toBe(
      lines(
        'ID       l7k3',
        'Name     น้ำผึ้ง เพชรรัตน์',
        'Company  บริษัท สยามการค้า',
        '         จำกัด',
        'Due      2026-11-22',
        '',
        'ID    lab1',
        'Name  陳大文',
        'Due   2026-11-22',
        '',
        'Total',
        'ID    all',
        'Name  2',
      ),
    )
  })

  it('sets numbers to the right with as many decimals as the column needs', () => {
    const table: Table = {
      columns: [
        { key: 'count', label: 'n', type: 'number' },
        { key: 'rate', label: 'Rate', type: 'percent' },
      ],
      rows: [{ count: 1234567, rate: 33.333 }, { count: 1.5, rate: 50 }, { count: -2 }],
    }
    expect(renderTable(table, plainLook())).toBe(
      lines(
        '          n   Rate',
        '──────────────────',
        '1,234,567.0  33.3%',
        '        1.5  50.0%',
        '       -2.0',
      ),
    )
  })

  it('sets the points of amounts below each other, and totals under a rule', () => {
    const table: Table = {
      title: 'Pipeline',
      columns: [
        { key: 'stage', label: 'Stage', type: 'text' },
        { key: 'amount', label: 'Amount', type: 'money' },
      ],
      rows: [
        { stage: 'proposal', amount: { minor: 123450n, currency: 'THB' } },
        { stage: 'won', amount: { minor: 500n, currency: 'JPY' } },
        { stage: 'lost', amount: { minor: 1234n, currency: 'KWD' } },
        { stage: 'new', amount: null },
      ],
      totals: { amount: { minor: 200000000n, currency: 'THB' } },
      notes: ['1 JPY = 0.25 THB'],
    }
    expect(renderTable(table, plainLook())).toBe(
      lines(
        'Pipeline',
        'Stage                Amount',
        '───────────────────────────',
        'proposal      1,234.50  THB',
        'won             500     JPY',
        'lost              1.234 KWD',
        'new',
        '───────────────────────────',
        'Total     2,000,000.00  THB',
        '1 JPY = 0.25 THB',
      ),
    )
  })

  it('shows a cell of every type', () => {
    const look = {
      ...plainLook(),
      phone: (number: string) => number.replace('+66', '0'),
      id: (id: string) => id.slice(0, 4),
    }
    expect(renderTable(everyCell, look)).toBe(
      lines(
        'Everything',
        'ID     Name                     Key      Count  Chance        Amount  Day         At                Due         Phone',
        '──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────',
        'd7k3   น้ำผึ้ง, "เพชรรัตน์" | a ⏎ b  yes  12,345.68   33.3%  1,234.50 THB  2026-11-22  2026-11-22 09:00  2026-11-23  0812345678',
        'd9                              no        0.00   50.0%   -500    JPY',
        '──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────',
        'Total                                12,345.68          1,234.50 THB',
        '1 JPY = 0.25 THB',
      ),
    )
  })

  it('renders nothing where there are no rows', () => {
    expect(renderTable(empty, plainLook())).toBe('')
  })

  it('paints headings, rules, ids and totals, not the space around them', async () => {
    const columns = [
      { key: 'id', label: 'ID', type: 'id' },
      { key: 'n', label: 'n', type: 'number' },
    ] as const
    const table = { columns, rows: [{ id: 'd1', n: 100 }], totals: { n: 5 } }
    expect(renderTable(table, { ...plainLook(), palette: await palette(true) })).toBe(
      lines(
        '\u001b[36mID\u001b[39m       \u001b[36mn\u001b[39m',
        '\u001b[2m──────────\u001b[22m',
        '\u001b[2md1\u001b[22m     100',
        '\u001b[2m──────────\u001b[22m',
        '\u001b[1mTotal\u001b[22m    \u001b[1m5\u001b[22m',
      ),
    )
  })

  it('keeps cells in their columns where one takes no space', () => {
    const columns = [
      { key: 'a', label: 'A', type: 'text' },
      { key: 'b', label: 'B', type: 'text' },
    ] as const
    const rows = [
      { a: '\u200b', b: 'x' },
      { a: '\ue000', b: '$&' },
    ]
    expect(renderTable({ columns, rows }, plainLook())).toBe(lines('A  B', '─────', '   x', '\ue000  $&'))
  })

  it('never goes over the edge of the terminal', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', 'ก', 'ำ', 'ນ', '文', '👩‍👩‍👧', '\n', '\u001b') })
    const row = fc.record({
      id: fc.constantFrom('l7k3', 'l9'),
      name: text,
      company: text,
      due: fc.constantFrom('2026-11-22'),
    })
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), fc.integer({ min: 25, max: 60 }), (rows, columns) => {
        const drawn = renderTable({ ...leads, rows }, plainLook(columns)).split('\n')
        for (const line of drawn) expect(width(line)).toBeLessThanOrEqual(columns)
      }),
    )
  })

  it('draws as many rows as there are', () => {
    const rows = Array.from({ length: 5000 }, (_, n) => ({ n }))
    const drawn = renderTable(
      { columns: [{ key: 'n', label: 'n', type: 'number' }], rows },
      plainLook(),
    ).split('\n')
    expect(drawn.length).toBe(5003)
    expect(drawn.at(-2)).toBe('4,999')
  })
})
