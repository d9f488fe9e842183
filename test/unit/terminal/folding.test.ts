import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Table } from '../../../src/reports/table.ts'
import { renderTable } from '../../../src/terminal/table.ts'
import { width } from '../../../src/text.ts'
import { lines, plainLook } from './looks.ts'

const table: Table = {
  columns: [
    { key: 'when', label: 'When', type: 'text' },
    { key: 'what', label: 'What', type: 'text' },
    { key: 'about', label: 'About', type: 'text', under: 'what' },
    { key: 'owner', label: 'Owner', type: 'text', under: 'what' },
  ],
  rows: [
    {
      when: '2026-11-22 14:00',
      what: 'โทรหาคุณสมชายเรื่องใบเสนอราคา',
      about: 'บริษัท ไทยชา จำกัด (มหาชน)',
      owner: 'Noy',
    },
    { when: '2026-11-23', what: 'Visit', about: '', owner: '' },
    { when: '2026-11-24', what: 'Roastery: proposal', about: 'Roastery', owner: 'Noy' },
  ],
}

describe('a table that is read through, on a narrow terminal', () => {
  it('stands side by side where there is room, and wraps what is long', () => {
    expect(renderTable(table, plainLook(62))).toBe(
      lines(
        'When              What               About               Owner',
        '──────────────────────────────────────────────────────────────',
        '2026-11-22 14:00  โทรหาคุณสมชายเรื่อง   บริษัท ไทยชา จำกัด     Noy',
        '                  ใบเสนอราคา         (มหาชน)',
        '2026-11-23        Visit',
        '2026-11-24        Roastery:          Roastery            Noy',
        '                  proposal',
      ),
    )
  })

  it('puts what it is about and whose it is below where there is none, once', () => {
    expect(renderTable(table, plainLook(40))).toBe(
      lines(
        'When              What',
        '────────────────────────────────────────',
        '2026-11-22 14:00  โทรหาคุณสมชายเรื่องใบเสนอ',
        '                  ราคา',
        '                  บริษัท ไทยชา จำกัด',
        '                  (มหาชน) · Noy',
        '2026-11-23        Visit',
        '2026-11-24        Roastery: proposal',
        '                  Noy',
      ),
    )
  })

  it('becomes blocks of labelled lines where not even that can be read', () => {
    expect(renderTable(table, plainLook(30))).toContain('When  2026-11-23\nWhat  Visit\n')
  })

  it('never cuts a text, and never goes over the edge', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'ก', 'า', 'ນ', '文'), maxLength: 60 })
    fc.assert(
      fc.property(text, text, fc.integer({ min: 40, max: 90 }), (what, about, room) => {
        const shown = renderTable(
          { ...table, rows: [{ when: '2026-11-22', what, about, owner: 'Noy' }] },
          plainLook(room),
        )
        expect(shown).not.toContain('…')
        for (const line of shown.split('\n')) expect(width(line)).toBeLessThanOrEqual(room)
        for (const letter of ['a', 'b', 'ນ', '文'])
          expect(shown.split(letter).length).toBeGreaterThanOrEqual(what.split(letter).length)
      }),
    )
  })
})
