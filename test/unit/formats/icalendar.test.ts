import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readRows } from '../../../src/formats/reading.ts'
import type { Rows } from '../../../src/formats/rows.ts'

const file = readFileSync(new URL('../../../fixtures/formats/week.ics', import.meta.url))
const now = new Date('2026-11-22T02:00:00Z')

function recordsOf({ header, rows }: Rows): readonly object[] {
  return rows.map(({ line, cells }) => ({
    line,
    ...Object.fromEntries(
      header.flatMap((name, index) => (cells[index] === '' ? [] : [[name, cells[index]]])),
    ),
  }))
}

describe('calendars', () => {
  it('give past events as activities, in any zone', async () => {
    const found = await readRows(file, { kind: 'activity', now })
    expect(recordsOf(found)).toEqual([
      {
        line: 1,
        kind: 'meeting',
        subject: 'เยี่ยมลูกค้า',
        text: 'line one\nline; two',
        at: '2026-11-20T02:00:00Z',
        minutes: '90',
        for: 'ann@acme.example; bee@acme.example',
        tags: 'visit, thai',
        externalId: '1@example.com',
        location: 'Bangkok',
      },
      {
        line: 3,
        kind: 'meeting',
        subject: 'Own zone',
        at: '2026-11-19T00:00:00Z',
        externalId: '3@example.com',
      },
      {
        line: 4,
        kind: 'meeting',
        subject: 'Floating',
        at: '2026-11-18 09:00:00',
        externalId: '4@example.com',
      },
    ])
    expect(found.broken.map(({ line, message }) => [line, message])).toEqual([
      [5, 'Line 47 is no property of an event: SUMMARY no colon'],
    ])
    expect(found.notes).toEqual([
      'left out: VALARM (1)',
      'left out: 4 that are reminders; import them with "crm import reminders"',
    ])
  })

  it('give to-dos and events to come as reminders', async () => {
    const found = await readRows(file, { kind: 'reminder', now })
    expect(recordsOf(found)).toEqual([
      {
        line: 1,
        text: 'เยี่ยมลูกค้า',
        description: 'line one\nline; two',
        due: '2026-11-27T02:00:00Z',
        repeat: 'FREQ=WEEKLY;UNTIL=20261204',
        status: 'open',
        for: 'ann@acme.example; bee@acme.example',
        tags: 'visit, thai',
        externalId: '1@example.com',
        location: 'Bangkok',
      },
      { line: 2, text: 'To come', due: '2027-01-05T02:00:00Z', status: 'open', externalId: '2@example.com' },
      {
        line: 6,
        text: 'Send offer',
        due: '2026-11-23',
        priority: 'high',
        status: 'open',
        externalId: '5@example.com',
      },
      {
        line: 7,
        text: 'Done thing',
        due: '2026-11-23T02:30:00Z',
        status: 'done',
        doneAt: '2026-11-22T01:00:00Z',
        externalId: '6@example.com',
      },
    ])
    expect(found.unit).toBe('item')
  })

  it('leave what is no date for the import to refuse', async () => {
    const text = 'BEGIN:VEVENT\nDTSTART:20261399T990000Z\nSUMMARY:x\nEND:VEVENT\n'
    expect(recordsOf(await readRows(new TextEncoder().encode(text)))).toEqual([
      { line: 1, kind: 'meeting', subject: 'x', at: '2026-13-99T99:00:00Z' },
    ])
  })

  it('need an event or a to-do', async () => {
    await expect(readRows(new TextEncoder().encode('BEGIN:VCALENDAR\nEND:VCALENDAR\n'))).rejects.toThrow(
      'There is no event and no to-do in the file.',
    )
  })
})
