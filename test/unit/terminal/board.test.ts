import { describe, expect, it } from 'vitest'
import type { Board } from '../../../src/reports/views.ts'
import { renderBoard } from '../../../src/terminal/board.ts'
import { palette } from '../../../src/terminal/colour.ts'
import { lines, plainLook } from './looks.ts'

const board: Board = {
  columns: [
    {
      title: 'prospecting',
      figures: ['2 deals', '1,234.50 THB', 'weighted 123.45 THB'],
      cards: [
        {
          lines: ['ระบบบัญชีออนไลน์สำหรับร้านอาหารและโรงแรมขนาดเล็กในภาคเหนือ', 'น้ำผึ้ง เพชรรัตน์', '1,000.00 THB'],
          marks: ['overdue 3d', 'stuck'],
        },
        { lines: ['ເວັບໄຊ', 'ບຸນມີ ພົມມະຈັນ'], marks: [] },
      ],
    },
    { title: 'proposal', figures: ['0 deals'], cards: [] },
    {
      title: 'negotiation',
      figures: ['1 deal', '9.00 THB'],
      cards: [{ lines: ['\u001b[31mred', '陳大文 👩‍👩‍👧 and a long name'], marks: ['new'] }],
    },
  ],
  notes: ['Deals in USD are left out.'],
}

describe('renderBoard', () => {
  it('sets columns of different heights side by side', () => {
    expect(renderBoard(board, plainLook(70))).toBe(
      lines(
        'prospecting             proposal                negotiation',
        '2 deals                 0 deals                 1 deal',
        '1,234.50 THB                                    9.00 THB',
        'weighted 123.45 THB',
        '──────────────────────  ──────────────────────  ──────────────────────',
        'ระบบบัญชีออนไลน์สำหรับร้าน                           ␛[31mred',
        'อาหารและโรงแรมขนาดเล็ก…                          陳大文 👩‍👩‍👧 and a long …',
        'น้ำผึ้ง เพชรรัตน์                                    ! new',
        '1,000.00 THB',
        '! overdue 3d',
        '! stuck',
        '',
        'ເວັບໄຊ',
        'ບຸນມີ ພົມມະຈັນ',
        '',
        'Deals in USD are left out.',
      ),
    )
  })

  it('sets them one below the other where they would get too narrow', () => {
    expect(renderBoard(board, plainLook(40))).toBe(
      lines(
        'prospecting',
        '2 deals',
        '1,234.50 THB',
        'weighted 123.45 THB',
        '────────────────────────────────────────',
        'ระบบบัญชีออนไลน์สำหรับร้านอาหารและโรงแรมขนาด',
        'เล็กในภาคเหนือ',
        'น้ำผึ้ง เพชรรัตน์',
        '1,000.00 THB',
        '! overdue 3d',
        '! stuck',
        '',
        'ເວັບໄຊ',
        'ບຸນມີ ພົມມະຈັນ',
        '',
        'proposal',
        '0 deals',
        '────────────────────────────────────────',
        '',
        'negotiation',
        '1 deal',
        '9.00 THB',
        '────────────────────────────────────────',
        '␛[31mred',
        '陳大文 👩‍👩‍👧 and a long name',
        '! new',
        '',
        'Deals in USD are left out.',
      ),
    )
  })

  it.each([
    [undefined, 32],
    [58, 18],
    [500, 36],
  ])('shares a width of %s among three columns', (width, each) => {
    expect(
      renderBoard(board, plainLook(width))
        .split('\n')
        .find((line) => line.startsWith('─')),
    ).toBe(Array(3).fill('─'.repeat(each)).join('  '))
  })

  it('paints overdue and stuck marks', async () => {
    const drawn = renderBoard(board, { width: 70, palette: await palette(true) })
    expect(drawn).toContain('\u001b[31m! overdue 3d\u001b[39m\n')
    expect(drawn).toContain('\u001b[33m! stuck\u001b[39m\n')
    expect(drawn).toContain('\u001b[1mprospecting\u001b[22m             \u001b[1mproposal')
  })

  it('is empty without columns', () => {
    expect(renderBoard({ columns: [], notes: ['x'] }, plainLook())).toBe('')
  })
})
