import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntityName } from '../../../src/entities/index.ts'
import { InputError } from '../../../src/errors.ts'
import { inputFormats, type ReadOptions, readRows } from '../../../src/formats/reading.ts'
import { writeRecords } from '../../../src/formats/writing.ts'
import type { AnyRecord } from '../../../src/schema/field.ts'
import { cellsOf, exportOf, full } from './exports.ts'
import { workbook } from './workbook.ts'

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../fixtures/formats/${name}`, import.meta.url))

/** Reads, and answers whether it came to rows of equal width or to an InputError; anything else is thrown on. */
async function isHarmless(bytes: Uint8Array, options: ReadOptions): Promise<boolean> {
  try {
    const { header, rows } = await readRows(bytes, options)
    return rows.every(
      ({ cells }) => cells.length === header.length && cells.every((cell) => typeof cell === 'string'),
    )
  } catch (error) {
    if (error instanceof InputError) return true
    throw error
  }
}

const options = fc.record(
  {
    format: fc.constantFrom(...inputFormats),
    encoding: fc.constantFrom('utf-8', 'utf-16le', 'windows-874', 'shift_jis'),
  },
  { requiredKeys: [] },
)

describe('every reader', () => {
  it('makes rows or an InputError of random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), options, async (bytes, each) => {
        expect(await isHarmless(bytes, each)).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  it('makes rows or an InputError of random text of its kind', async () => {
    const piece = fc.constantFrom(
      ...[
        'BEGIN:VCARD\n',
        'END:VCARD\n',
        'BEGIN:VEVENT\n',
        'END:VEVENT\n',
        'BEGIN:VTODO\n',
        'END:VTODO\n',
        'VERSION:2.1\n',
      ],
      ...[
        'N;ENCODING=QUOTED-PRINTABLE:=E0=\n',
        'DTSTART;TZID=X:2026',
        'DUE:20261301\n',
        ';',
        ':',
        '"',
        ',',
        '\\',
        '=',
        '\n ',
        '\r',
        '\t',
      ],
      ...[
        '{',
        '}',
        '[',
        ']',
        '1e999',
        'null',
        '"a":',
        'sep=;\n',
        "'=",
        'ก',
        'ຂ',
        '\ud800',
        '\u2028',
        'RRULE:',
        'ADR:',
        'TEL;TYPE=',
        'x',
      ],
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), options, async (pieces, each) => {
        expect(await isHarmless(new TextEncoder().encode(pieces.join('')), each)).toBe(true)
      }),
      { numRuns: 600 },
    )
  })

  it('makes rows or an InputError of damaged files', async () => {
    const book = await writeRecords('xlsx', exportOf('contact'))
    const sheet = typeof book.content === 'string' ? new Uint8Array() : book.content
    const texts = await Promise.all(
      ['csv', 'tsv', 'json', 'jsonl'].map((format) =>
        writeRecords(format, { ...exportOf('contact'), excel: true }),
      ),
    )
    const files = [
      fixture('people.vcf'),
      fixture('week.ics'),
      sheet,
      ...texts.map(({ content }) => Buffer.from(content)),
    ]
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 8,
    })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), damage, fc.option(fc.nat()), async (file, changes, cut) => {
        const bytes = Uint8Array.from(file)
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        expect(await isHarmless(cut === null ? bytes : bytes.subarray(0, cut % bytes.length), {})).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the reader of workbooks', () => {
  it('makes rows or an InputError of damaged sheets in a sound archive', async () => {
    const piece = fc.constantFrom(
      ...[
        '<row r="1">',
        '<row>',
        '</row>',
        '<c r="A1" t="inlineStr">',
        '<c r="ZZ9" t="s">',
        '<c t="b">',
        '</c>',
      ],
      ...[
        '<is><t>',
        '</t></is>',
        '<v>',
        '</v>',
        '<f>',
        '</f>',
        '1e999',
        '-1',
        '99999999',
        'x',
        'ก',
        '&amp;',
        '&#0;',
      ],
      ...['<', '>', '"', '<!--', ']]>', '<c r="A1" s="9"><v>45875</v></c>', '<c r="B0"><v>1</v></c>'],
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        expect(await isHarmless(workbook({ Sheet: pieces.join('') }), {})).toBe(true)
      }),
      { numRuns: 400 },
    )
  })
})

describe('any text in any field', () => {
  const line = fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.string({ unit: fc.constantFrom(...',;:"\'\\=|<&^% \t_x0041กขຄ+@-'), minLength: 1 }),
    )
    .map((text) => text.normalize('NFC').trim())
    .filter((text) => text !== '' && !/[\x00-\x08\x0a-\x1f\x7f-\x9f]/.test(text))
  const lines = fc.array(line, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('\n'))
  const records: { readonly [K in 'contact' | 'reminder']: fc.Arbitrary<Partial<AnyRecord>> } = {
    contact: fc.record(
      {
        firstName: line,
        nickname: line,
        title: line,
        description: lines,
        tags: fc.uniqueArray(line, { minLength: 1, maxLength: 3 }),
        externalId: line,
      },
      { requiredKeys: [] },
    ),
    reminder: fc.record(
      {
        text: line,
        description: lines,
        tags: fc.uniqueArray(line, { minLength: 1, maxLength: 3 }),
        externalId: line,
      },
      { requiredKeys: ['text'] },
    ),
  }

  it.each([
    ['csv', 'contact'],
    ['tsv', 'contact'],
    ['xlsx', 'contact'],
    ['json', 'contact'],
    ['jsonl', 'contact'],
    ['vcard', 'contact'],
    ['icalendar', 'reminder'],
  ] as const)('comes back from %s as it was', async (format, kind) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(records[kind], { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (list, safe) => {
          const [first] = full[kind]
          const base: Partial<AnyRecord> = kind === 'reminder' ? { due: '2026-11-23', status: 'open' } : {}
          const all = list.map(
            (one, index): AnyRecord => ({ ...base, ...one, id: `${first?.id.slice(0, 9)}${index}` }),
          )
          const given = { ...exportOf(kind satisfies EntityName, all), safe }
          const { content } = await writeRecords(format, given)
          const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
          const { header, rows } = await readRows(bytes, { format, kind })
          const read = rows.map(({ cells }) =>
            Object.fromEntries(
              header.flatMap((name, index) => (cells[index] === '' ? [] : [[name, cells[index]]])),
            ),
          )
          expect(read).toEqual(cellsOf(given))
        },
      ),
      { numRuns: format === 'xlsx' ? 30 : 150 },
    )
  })
})
