import { describe, expect, it } from 'vitest'
import type { Page } from '../../../src/reports/views.ts'
import { renderPage, renderSections } from '../../../src/terminal/page.ts'
import { lines, plainLook } from './looks.ts'

const page: Page = {
  title: 'lead · น้ำผึ้ง\u001b[5m',
  fields: [
    ['ID', 'l7k3'],
    ['Address', '99 ถนนสุขุมวิท\r\nกรุงเทพฯ 10110\n'],
    ['ຊື່', 'ບຸນມີ \u001b[31mພົມມະຈັນ'],
    ['Empty', ''],
    ['Note', 'one two three four five'],
  ],
  sections: [
    {
      title: 'Timeline',
      table: {
        columns: [
          { key: 'at', label: 'When', type: 'instant' },
          { key: 'what', label: 'What', type: 'text' },
        ],
        rows: [{ at: '2026-11-22T02:00:00Z', what: 'ໂທຫາ' }],
      },
    },
    { title: 'Deals', table: { columns: [{ key: 'id', label: 'ID', type: 'id' }], rows: [] } },
  ],
}

describe('renderPage', () => {
  it('lines up values, indents what is long and leaves out what is empty', () => {
    expect(renderPage(page, plainLook(28))).toBe(
      lines(
        'lead · น้ำผึ้ง␛[5m',
        'ID       l7k3',
        'Address  99 ถนนสุขุมวิท',
        '         กรุงเทพฯ 10110',
        'ຊື່        ບຸນມີ ␛[31mພົມມະຈັນ',
        'Note     one two three four',
        '         five',
        '',
        'Timeline',
        'When              What',
        '──────────────────────',
        '2026-11-22 09:00  ໂທຫາ',
      ),
    )
  })

  it('breaks no value in a pipe', () => {
    expect(renderPage({ ...page, sections: [] }, plainLook())).toContain(
      '\nNote     one two three four five\n',
    )
  })
})

describe('renderSections', () => {
  it('is empty where no section has rows', () => {
    expect(renderSections(page.sections.slice(1), plainLook())).toBe('')
  })
})
