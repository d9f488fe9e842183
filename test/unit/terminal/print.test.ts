import { describe, expect, it } from 'vitest'
import type { Result, View } from '../../../src/commands/command.ts'
import { defaultSettings } from '../../../src/config.ts'
import type { Table } from '../../../src/reports/table.ts'
import { palette, plain } from '../../../src/terminal/colour.ts'
import { type PrintOptions, print } from '../../../src/terminal/print.ts'
import { empty } from '../formats/sample.ts'
import { lines } from './looks.ts'

const table: Table = {
  columns: [{ key: 'name', label: 'Name', type: 'text' }],
  rows: [{ name: 'น้ำ\u001b' }],
  notes: ['A note'],
}
const page: View = {
  type: 'page',
  page: { title: 'T', fields: [['Name', 'x']], sections: [{ title: 'S', table }] },
}
const board: View = {
  type: 'board',
  board: {
    columns: [
      {
        title: 'won',
        figures: ['1 deal', '5.00 THB'],
        cards: [{ lines: ['A', 'b', 'c'], marks: ['stuck'] }],
      },
    ],
    notes: ['N'],
  },
}
const change: Result['changes'] = {
  summary: 'Made',
  records: [{ kind: 'lead', id: 'l7k3m9x2qa', after: { id: 'l7k3m9x2qa', company: 'A' } }],
}

async function printed(result: Result, options: Partial<PrintOptions> = {}) {
  let out = ''
  let err = ''
  const output = {
    out: (text: string) => {
      out += text
    },
    err: (text: string) => {
      err += text
    },
  }
  const usual = {
    format: 'text',
    quiet: false,
    dryRun: false,
    palette: plain,
    width: undefined,
    settings: defaultSettings,
  }
  await print(result, { ...usual, output, ...options })
  return { out, err }
}

describe('print', () => {
  it('prints the view on standard output and the notes on standard error', async () => {
    const result: Result = {
      view: { type: 'text', text: 'l7k3\u001b[31m\r\nx' },
      notes: ['Made\u0007 it.'],
      warnings: ['Take care'],
    }
    expect(await printed(result)).toEqual({ out: 'l7k3␛[31m\nx\n', err: '⚠ Take care\nMade␇ it.\n' })
  })

  it('leaves out notes, not warnings, where quiet', async () => {
    const result: Result = {
      notes: ['Done'],
      warnings: ['Take care'],
      view: { type: 'table', table: { ...empty, notes: ['x'] } },
    }
    expect(await printed(result, { quiet: true })).toEqual({ out: '', err: '⚠ Take care\n' })
  })

  it('prints JSON as the command gives it, or its table', async () => {
    const json = { id: 'l7k3', name: 'น้ำ\u001b' }
    expect(await printed({ json, view: page }, { format: 'json' })).toEqual({
      out: '{\n  "id": "l7k3",\n  "name": "น้ำ\\u001b"\n}\n',
      err: '',
    })
    expect((await printed({ view: { type: 'table', table: empty } }, { format: 'json' })).out).toBe(
      '{\n  "columns": [\n    "id",\n    "amount"\n  ],\n  "rows": [],\n  "totals": null\n}\n',
    )
    expect((await printed({}, { format: 'json' })).out).toBe('null\n')
  })

  it('prints a table in every format, its notes where they do not spoil it', async () => {
    const result: Result = { view: { type: 'table', table } }
    expect(await printed(result)).toEqual({ out: 'Name\n────\nน้ำ␛\nA note\n', err: '' })
    expect(await printed(result, { format: 'csv' })).toEqual({ out: 'name\nน้ำ\u001b\n', err: 'A note\n' })
    expect(await printed(result, { format: 'tsv' })).toEqual({ out: 'name\nน้ำ\u001b\n', err: 'A note\n' })
    expect(await printed(result, { format: 'markdown' })).toEqual({
      out: '| Name |\n| --- |\n| น้ำ␛ |\n\nA note\n',
      err: '',
    })
    expect((await printed(result, { format: 'json' })).err).toBe('A note\n')
  })

  it('lets no escape sequence of a machine format reach a terminal', async () => {
    expect((await printed({ view: { type: 'table', table } }, { format: 'csv', width: 80 })).out).toBe(
      'name\nน้ำ␛\n',
    )
  })

  it('prints nothing for an empty table, but its notes', async () => {
    expect(
      await printed({ view: { type: 'table', table: { ...table, rows: [] } }, notes: ['No leads.'] }),
    ).toEqual({
      out: '',
      err: 'A note\nNo leads.\n',
    })
  })

  it('prints pages and boards', async () => {
    expect((await printed({ view: page })).out).toBe(
      lines('T', 'Name  x', '', 'S', 'Name', '────', 'น้ำ␛', 'A note'),
    )
    expect((await printed({ view: board }, { width: 18 })).out).toBe(
      lines('won', '1 deal', '5.00 THB', '──────────────────', 'A', 'b', 'c', '! stuck', '', 'N'),
    )
  })

  it('prints pages, boards and sections as Markdown', async () => {
    expect((await printed({ view: page }, { format: 'markdown' })).out).toBe(
      lines('# T', '', '- **Name**: x', '', '## S', '', '| Name |', '| --- |', '| น้ำ␛ |', '', 'A note'),
    )
    expect((await printed({ view: board }, { format: 'markdown' })).out).toBe(
      lines(
        '# Deals by stage',
        '',
        '## won',
        '',
        '| deal | details | marks |',
        '| --- | --- | --- |',
        '| A | b · c | stuck |',
        '',
        '1 deal · 5.00 THB',
        '',
        'N',
      ),
    )
    const view: View = { type: 'sections', sections: [{ title: 'S', table: { ...table, notes: [] } }], table }
    expect((await printed({ view }, { format: 'markdown' })).out).toBe(
      lines('## S', '', '| Name |', '| --- |', '| น้ำ␛ |'),
    )
  })

  it.each([page, board])('refuses to write a page or a board as CSV', async (view) => {
    await expect(printed({ view }, { format: 'csv' })).rejects.toMatchObject({
      name: 'InputError',
      message: 'This has no table to write as CSV.',
      hint: 'Use --json.',
    })
  })

  it('prints sections for people and one table for machines, nothing where it is empty', async () => {
    const view: View = {
      type: 'sections',
      sections: [{ title: 'Today', table: { ...table, notes: [] } }],
      table,
    }
    const none: View = { type: 'sections', sections: [], table: { ...table, rows: [] } }
    expect((await printed({ view })).out).toBe('Today\nName\n────\nน้ำ␛\n')
    expect((await printed({ view }, { format: 'csv' })).out).toBe('name\nน้ำ\u001b\n')
    expect(await printed({ view: none })).toEqual({ out: '', err: '' })
    expect(await printed({ view: none }, { format: 'csv' })).toEqual({ out: '', err: '' })
  })

  it('prints raw text as it is, in every format', async () => {
    for (const format of ['text', 'json', 'csv', 'markdown']) {
      expect((await printed({ view: { type: 'raw', text: 'a\u001b,b' } }, { format })).out).toBe('a\u001b,b')
    }
  })

  it('shows a plan instead of saying it was done', async () => {
    const result: Result = {
      changes: change,
      view: { type: 'text', text: 'l7k3m9x2qa' },
      notes: ['Made.'],
      json: { id: 'l7k3m9x2qa' },
    }
    const preview = 'Would make 1 lead. Nothing was written.\n+ lead l7k3m9x2qa A\n'
    expect(await printed(result)).toEqual({ out: 'l7k3m9x2qa\n', err: 'Made.\n' })
    expect(await printed(result, { dryRun: true })).toEqual({ out: preview, err: '' })
    expect(await printed(result, { dryRun: true, format: 'json' })).toEqual({
      out: '{\n  "id": "l7k3m9x2qa"\n}\n',
      err: preview,
    })
    expect(await printed(result, { dryRun: true, palette: await palette(true) })).toMatchObject({
      out: 'Would make 1 lead. Nothing was written.\n\u001b[32m+ lead l7k3m9x2qa A\u001b[39m\n',
    })
  })

  it('knows its formats', async () => {
    await expect(printed({}, { format: 'xml' })).rejects.toThrow('Unknown format "xml".')
  })
})
