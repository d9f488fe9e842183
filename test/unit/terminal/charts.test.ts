import { describe, expect, it } from 'vitest'
import { htmlPage } from '../../../src/formats/html/page.ts'
import type { Chart, Table } from '../../../src/reports/table.ts'
import { renderCharts } from '../../../src/terminal/charts.ts'
import { plain } from '../../../src/terminal/colour.ts'

const look = { timezone: 'Asia/Bangkok', palette: plain, width: 80 }

function table(kind: Chart['kind'], rows: readonly (readonly [string, number, number])[]): Table {
  return {
    title: 'Deals by month',
    columns: [
      { key: 'month', label: 'Month', type: 'text' },
      { key: 'won', label: 'Won', type: 'number' },
      { key: 'lost', label: 'Lost', type: 'number' },
    ],
    rows: rows.map(([month, won, lost]) => ({ month, won, lost })),
    charts: [{ kind, title: 'Won and lost', label: 'month', values: ['won', 'lost'] }],
  }
}

function months(count: number): readonly (readonly [string, number, number])[] {
  const name = (index: number) =>
    `${2023 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
  return Array.from({ length: count }, (_, index) => [name(index), index + 1, 0] as const)
}

describe('a chart over time', () => {
  const dated = [['2026-10', 4, 1] as const, ['2026-11', 8, 2] as const]

  it('draws all its series at one scale, and not what has no date', () => {
    const lines = renderCharts(table('columns', [...dated, ['(no date)', 90, 0]]), look)
    expect(lines).toBe('Won and lost\nWon   ▅█  highest 8\nLost  ▂▃  highest 2\n      2026-10 to 2026-11\n')
    const page = htmlPage(
      {
        title: 'x',
        subtitle: [],
        figures: [],
        parts: [{ table: table('columns', [...dated, ['(no date)', 90, 0]]) }],
      },
      look,
    )
    expect(page.match(/<text[^>]*>(?:Oct|Nov) 2026<\/text>/g)).toHaveLength(4)
    expect(page).not.toMatch(/<text[^>]*>\(no date\)<\/text>/)
    expect(page).toMatch(/<th scope="row">\(no date\)<\/th>/)
  })

  it('draws the latest where there are too many, and says so', () => {
    expect(renderCharts(table('columns', months(36)), look)).toContain(
      '2023-07 to 2025-12\nDrawn: the last 30 of 36.\n',
    )
    const page = htmlPage(
      { title: 'x', subtitle: [], figures: [], parts: [{ table: table('line', months(36)) }] },
      look,
    )
    expect(page).toContain('<figcaption>Won and lost (the last 30 of 36)</figcaption>')
    expect(page).not.toMatch(/<text[^>]*>2023-01<\/text>/)
  })
})

it('bars draw the first and the sum of the others, and say so', () => {
  const rows = Array.from({ length: 25 }, (_, index) => [`ร้าน ${index}`, 25 - index, 0] as const)
  const text = renderCharts(table('bars', rows), look)
  expect(text).toMatch(/^ร้าน 9 /m)
  expect(text).not.toContain('ร้าน 10')
  expect(text).toMatch(/^15 others +█+ 120$/m)
  expect(text).toContain('Drawn: the first 10 of 25, and the others.\n')
})
