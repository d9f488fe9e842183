import { describe, expect, it } from 'vitest'
import type { EntityName } from '../../../src/entities/index.ts'
import { readRows } from '../../../src/formats/reading.ts'
import type { Rows } from '../../../src/formats/rows.ts'
import { outputFormatNamed, writeRecords } from '../../../src/formats/writing.ts'
import { cellsOf, exportOf, full, settings } from './exports.ts'

const everything: readonly EntityName[] = ['lead', 'account', 'contact', 'deal', 'activity', 'reminder']

const carriers: readonly (readonly [format: string, kinds: readonly EntityName[], options?: object])[] = [
  ['csv', everything],
  ['csv', everything, { excel: true, safe: true }],
  ['tsv', everything],
  ['xlsx', everything],
  ['json', everything],
  ['jsonl', everything],
  ['vcard', ['lead', 'account', 'contact']],
  ['vcard', ['lead', 'account', 'contact'], { version: '3.0' }],
  ['icalendar', ['activity', 'reminder']],
  ['icalendar', ['reminder'], { as: 'event', alarm: 15 }],
]

const cases = carriers.flatMap(([format, kinds, options]) => kinds.map((kind) => ({ format, kind, options })))

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}

function recordsOf({ header, rows }: Rows): readonly object[] {
  return rows.map(({ cells }) =>
    Object.fromEntries(header.flatMap((name, index) => (cells[index] === '' ? [] : [[name, cells[index]]]))),
  )
}

async function written(format: string, kind: EntityName, options: object = {}): Promise<string> {
  const { content } = await writeRecords(format, { ...exportOf(kind), ...options })
  return Buffer.from(bytesOf(content)).toString('utf8')
}

describe('what was written', () => {
  it.each(cases)('is read back the same: $kind as $format $options', async ({ format, kind, options }) => {
    const given = { ...exportOf(kind), ...options }
    const { content } = await writeRecords(format, given)
    const rows = await readRows(bytesOf(content), { format, kind })
    expect(recordsOf(rows)).toEqual(cellsOf(given))
    expect({ broken: rows.broken, ragged: rows.ragged }).toEqual({ broken: [], ragged: [] })
  })

  it('is read back the same with few columns', async () => {
    for (const format of ['csv', 'json', 'vcard', 'xlsx']) {
      const given = exportOf('contact', full.contact, ['lastName', 'email', 'nickname'])
      const { content } = await writeRecords(format, given)
      expect(recordsOf(await readRows(bytesOf(content), { format }))).toEqual([
        { lastName: 'Ann, Lee', email: 'ann@acme.co.th', nickname: 'Bee' },
        { email: 'only@mail.co' },
        { nickname: 'อ้วน' },
      ])
    }
  })
})

describe('vcard', () => {
  it('writes 4.0 that other programs read, with the company’s name', async () => {
    const given = { ...exportOf('contact', full.contact.slice(1, 2)), nameOf: () => undefined }
    expect((await writeRecords('vcf', given)).content).toBe(
      [
        'BEGIN:VCARD',
        'VERSION:4.0',
        'UID:ck3m9x2qa2',
        'X-LUKKHA-ID;VALUE=TEXT:ck3m9x2qa2',
        'FN:only@mail.co',
        'N:;;;;',
        'EMAIL;PREF=1:only@mail.co',
        'X-LUKKHA-CREATED-AT;VALUE=TEXT:2026-11-01T02:00:00Z',
        'X-LUKKHA-UPDATED-AT;VALUE=TEXT:2026-11-22T02:00:00Z',
        'END:VCARD',
        '',
      ].join('\r\n'),
    )
    const named = await writeRecords('vcard', { ...exportOf('contact'), nameOf: () => 'Acme; Ltd' })
    expect(named.content).toContain('\r\nORG:Acme\\; Ltd\r\n')
    expect(named.notes[0]).toContain('X-LUKKHA-PREFERRED-CHANNEL')
  })

  it('folds at 75 bytes and splits no character', async () => {
    const text = await written('vcard', 'lead')
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text).not.toContain('\ufffd')
  })

  it('refuses what is no person', async () => {
    await expect(writeRecords('vcard', exportOf('deal'))).rejects.toThrow('A vCard cannot hold a deal.')
  })
})

describe('icalendar', () => {
  it('writes to-dos with an alarm where they are open', async () => {
    const given = exportOf('reminder', full.reminder.slice(0, 1))
    expect((await writeRecords('ics', { ...given, nameOf: () => 'Ann Lee' })).content).toBe(
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//lukkha//crm//EN',
        'BEGIN:VTODO',
        'UID:rk3m9x2qa1@lukkha',
        'X-LUKKHA-ID;VALUE=TEXT:rk3m9x2qa1',
        'DTSTAMP:20261122T020000Z',
        'CREATED:20261101T020000Z',
        'LAST-MODIFIED:20261122T020000Z',
        'SEQUENCE:1814400',
        'SUMMARY:Call back',
        'DUE;VALUE=DATE:20261123',
        'PRIORITY:1',
        'STATUS:NEEDS-ACTION',
        'CONTACT:Ann Lee',
        'X-LUKKHA-FOR;VALUE=TEXT:ck3m9x2qa1',
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'DESCRIPTION:Call back',
        'TRIGGER;RELATED=END:PT9H',
        'END:VALARM',
        'END:VTODO',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    )
  })

  it('writes events where asked, ringing before they are due', async () => {
    const text = await written('icalendar', 'reminder', { as: 'event', alarm: 15 })
    expect(text).toContain('DTSTART;VALUE=DATE:20261123\r\nDTEND;VALUE=DATE:20261124\r\n')
    expect(text).not.toContain('VTODO')
    const open = exportOf('reminder', [
      { id: 'rk3m9x2qa9', text: 'x', due: '2026-11-23T02:30:00Z', status: 'open' },
    ])
    expect((await writeRecords('ics', { ...open, alarm: 15 })).content).toContain(
      'TRIGGER;RELATED=END:-PT15M',
    )
  })

  it('says what other programs will not see', async () => {
    const { notes } = await writeRecords('ics', exportOf('reminder', full.reminder.slice(0, 1)))
    expect(notes).toEqual([
      'What calendars have no place for is in X-LUKKHA-FOR; other programs leave it out.',
    ])
  })

  it('refuses what has no time', async () => {
    await expect(writeRecords('ics', exportOf('lead'))).rejects.toThrow('A calendar cannot hold a lead.')
  })
})

describe('xml', () => {
  it('has an element for each field and an item for each of a list', async () => {
    const given = exportOf(
      'contact',
      [
        {
          id: 'ck3m9x2qa1',
          lastName: '<ສຸກ> & "Co"',
          otherPhones: [{ value: '+66812345678', label: 'a"b' }],
          address: { city: 'ວຽງຈັນ' },
          tags: ['x', 'y'],
          สีที่ชอบ: 'แดง',
        },
      ],
      ['id', 'lastName', 'otherPhones', 'address', 'tags', 'สีที่ชอบ'],
    )
    expect((await writeRecords('xml', given)).content).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<contacts kind="contact">',
        '  <contact id="ck3m9x2qa1">',
        '    <lastName>&lt;ສຸກ&gt; &amp; &quot;Co&quot;</lastName>',
        '    <otherPhones><item label="a&quot;b">+66812345678</item></otherPhones>',
        '    <address><city>ວຽງຈັນ</city></address>',
        '    <tags><item>x</item><item>y</item></tags>',
        '    <สีที่ชอบ>แดง</สีที่ชอบ>',
        '  </contact>',
        '</contacts>',
        '',
      ].join('\n'),
    )
  })

  it('says so where it cannot hold a character', async () => {
    const given = exportOf(
      'lead',
      [{ id: 'lk3m9x2qa1', company: 'a\u0001b', '2 x': 'y' }],
      ['company', '2 x'],
    )
    const { content, notes } = await writeRecords('xml', given)
    expect(content).toContain('<company>a\ufffdb</company>\n    <field name="2 x">y</field>')
    expect(notes).toEqual(['XML cannot hold control characters; each is written as \ufffd.'])
  })
})

describe('html', () => {
  it('is one page that runs nothing', async () => {
    const given = exportOf(
      'lead',
      [{ id: 'lk3m9x2qa1', company: '<script>alert("1")</script>&\u001b[1m' }],
      ['company'],
    )
    const { content } = await writeRecords('html', given)
    expect(content).toContain(
      '<th scope="row">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;␛[1m</th>',
    )
    expect(content).toMatch(/^<!doctype html>\n<html /)
    expect(content).not.toMatch(/src=|href=|<script/)
    expect(content).toContain('<title>leads</title>')
  })
})

describe('xlsx', () => {
  it('reads back typed cells, and text that looks like an escape or a formula', async () => {
    const given = exportOf('lead', [
      { id: 'lk3m9x2qa1', company: '_x0041_ \u0001 =1+1', estimatedAmount: 0.1, doNotCall: true },
      { id: 'lk3m9x2qa2', company: 'constructor' },
    ])
    const { content, notes } = await writeRecords('xlsx', given)
    const rows = await readRows(bytesOf(content))
    expect(rows).toEqual({
      header: ['id', 'company', 'estimatedAmount', 'doNotCall'],
      duplicates: [],
      rows: [
        { line: 2, cells: ['lk3m9x2qa1', '_x0041_ \u0001 =1+1', '0.1', 'yes'] },
        { line: 3, cells: ['lk3m9x2qa2', 'constructor', '', ''] },
      ],
      ragged: [],
      notes: ['sheet "leads"'],
      source: { format: 'xlsx', sheet: 'leads' },
      broken: [],
      unit: 'row',
    })
    expect(notes).toEqual([])
  })

  it('says where a text is longer than Excel keeps', async () => {
    const given = exportOf('lead', [{ id: 'lk3m9x2qa1', description: 'x'.repeat(40_000) }])
    expect((await writeRecords('xlsx', given)).notes).toEqual([
      'Excel keeps 32767 characters of a cell; longer texts: 1.',
    ])
  })
})

describe('json and markdown', () => {
  it('keep only the fields that were chosen', async () => {
    const given = exportOf('deal', full.deal, ['amount', 'name'])
    expect((await writeRecords('jsonl', given)).content).toBe('{"amount":1500000,"name":"Big deal"}\n')
    expect((await writeRecords('json', given)).content).toBe(
      '[\n  {\n    "amount": 1500000,\n    "name": "Big deal"\n  }\n]\n',
    )
    expect((await writeRecords('md', given)).content).toContain('| 1500000 | Big deal |')
  })
})

describe('the formats', () => {
  it('are known by name and by ending', () => {
    expect(['vcf', 'ICS', 'md', 'htm', 'xlsx', 'ndjson', 'doc'].map(outputFormatNamed)).toEqual([
      'vcard',
      'icalendar',
      'markdown',
      'html',
      'xlsx',
      'jsonl',
      undefined,
    ])
  })

  it('are listed where another is asked for', async () => {
    await expect(writeRecords('pdf', exportOf('lead'))).rejects.toThrow('Unknown format "pdf".')
    expect(settings.timezone).toBe('Asia/Bangkok')
  })
})
