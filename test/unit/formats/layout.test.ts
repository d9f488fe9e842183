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
      const page = htmlPage(
        { title: 'Page', subtitle: [], figures: [], parts: [{ table }] },
        { timezone: 'Asia/Bangkok' },
      )
      expect(textsOf(page).length).toBeGreaterThan(4)
      expect(cutIn(page)).toEqual([])
    }
  })
})
