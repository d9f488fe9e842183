/** No text of a chart is cut, wherever it is shown: measured without a browser, by the widest of the usual fonts. */
import { describe, expect, it } from 'vitest'
import { htmlPage } from '../../../src/formats/html/page.ts'
import type { Chart, Table } from '../../../src/reports/table.ts'
import { pixelsOf } from '../../helpers/glyphs.ts'

const names = [
  'Noy',
  'WWWW MMMM Management Weltweit GmbH & Co. Kommanditgesellschaft auf Aktien',
  'บริษัทอุตสาหกรรมเครื่องดื่มและอาหารแปรรูปแห่งประเทศไทยตะวันออกเฉียงเหนือจำกัดมหาชน',
  'ບໍລິສັດອຸດສາຫະກຳອາຫານແລະເຄື່ອງດື່ມແຫ່ງຊາດລາວຈຳກັດ',
  'ຮ້ານ ດອກຈຳປາ',
]
const months = Array.from(
  { length: 28 },
  (_, n) => `${2024 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`,
)

function tableOf(
  kind: Chart['kind'],
  labels: readonly string[],
  type: 'money' | 'percent' | 'number',
): Table {
  const cell = (n: number) =>
    type === 'money' ? { minor: 123456789012345n / BigInt(n + 1), currency: 'THB' } : 100 / (n + 1)
  return {
    title: 'Figures',
    columns: [
      { key: 'name', label: 'Name', type: 'text' },
      { key: 'a', label: 'Amount', type },
      { key: 'b', label: 'Weighted', type },
    ],
    rows: labels.map((name, n) => ({ name, a: cell(n), b: cell(n + 3) })),
    charts: [{ kind, title: 'Amounts', label: 'name', values: kind === 'funnel' ? ['a'] : ['a', 'b'] }],
  }
}

function pageOf(table: Table): string {
  return htmlPage(
    { title: 'Page', subtitle: [], figures: [], parts: [{ table }] },
    { timezone: 'Asia/Bangkok' },
  )
}

interface Text {
  readonly text: string
  readonly from: number
  readonly to: number
  readonly baseline: number
}

const plain = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'")

function textsOf(svg: string): readonly Text[] {
  return [...svg.matchAll(/<text x="([^"]+)" y="([^"]+)" class="([^"]*)">([^<]*)<\/text>/g)].map(
    ([, x = '', y = '', kind = '', text = '']) => {
      const size = pixelsOf(plain(text), kind.includes('value') ? 12 : 13)
      const from = Number(x) - (kind.includes('middle') ? size / 2 : kind.includes('end') ? size : 0)
      return { text, from, to: from + size, baseline: Number(y) }
    },
  )
}

/** Texts that are not wholly in their picture. */
function cutIn(page: string): readonly Text[] {
  return [...page.matchAll(/<svg class="\w+" viewBox="0 0 (\d+) (\d+)"[\s\S]*?<\/svg>/g)].flatMap(
    ([svg, width, height]) =>
      textsOf(svg).filter(
        ({ from, to, baseline }) =>
          from < -1 || to > Number(width) + 1 || baseline < 10 || baseline > Number(height),
      ),
  )
}

const kinds = ['bars', 'funnel', 'columns', 'line'] as const

describe.each(kinds)('the text of %s', (kind) => {
  it.each(['money', 'percent', 'number'] as const)('of %s is not cut', (type) => {
    for (const labels of [names, months]) {
      const table = tableOf(kind, kind === 'bars' || kind === 'funnel' ? labels : months, type)
      const page = pageOf(table)
      expect(textsOf(page).length).toBeGreaterThan(4)
      expect(cutIn(page)).toEqual([])
    }
  })
})

describe('what is drawn of many', () => {
  it('is the first ten and the others, which add up, of counts and amounts; shares do not', () => {
    const owners = Array.from({ length: 14 }, (_, n) => `คน ${n + 1}`)
    const page = pageOf(tableOf('bars', owners, 'number'))
    expect(page).toContain('Amounts (the first 10 of 14, and the others)')
    expect(page).toContain('4 others')
    // A hundredth, over eleven to fourteen.
    expect(page).toMatch(/4 others[\s\S]*>32\.2/)
    const shares = pageOf(tableOf('bars', owners, 'percent'))
    expect(shares).toContain('Amounts (the first 10 of 14)')
    expect(shares).not.toContain('4 others')
  })

  it('has months by their names', () => {
    expect(pageOf(tableOf('columns', ['2026-11', '2026-12'], 'number'))).toMatch(
      />Nov 2026<[\s\S]*>Dec 2026</,
    )
  })
})

describe('on paper', () => {
  const table = (count: number): Table => ({
    columns: Array.from({ length: count }, (_, n) => ({ key: `c${n}`, label: `C${n}`, type: 'text' })),
    rows: [{ c0: 'ก' }],
  })

  it('a page with a wide table is turned, one with a very wide one in small type', () => {
    const page = (count: number) => pageOf(table(count))
    expect(page(7)).not.toContain('@page{size:landscape}')
    expect(page(8)).toContain('@page{size:landscape}')
    expect(page(8)).toContain('class="scroll across"')
    expect(page(13)).toContain('class="scroll across small"')
  })

  it('legends are pictures, which are printed where backgrounds are not', () => {
    const page = pageOf(tableOf('bars', ['ก', 'ข'], 'number'))
    expect(page).toMatch(/<li><svg class="key"[^>]*><rect[^>]*class="s0"\/><\/svg>Amount<\/li>/)
  })
})
