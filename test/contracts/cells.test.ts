/** No cell of an imported file vanishes: each is in a record, or its column is named with what was left out of it. */
import { describe, expect, it } from 'vitest'
import { presets } from '../../src/rules/importing/presets/index.ts'
import type { Preset } from '../../src/rules/importing/presets/preset.ts'
import { crm, emptyStore, recordsOf } from '../helpers/crm.ts'

const plurals = ['leads', 'contacts', 'accounts', 'deals']

/** Every heading that a preset knows. */
function headingsOf(preset: Preset): readonly string[] {
  const numbered = (text: string) =>
    text.includes('#') ? [text.replace('#', '1'), text.replace('#', '2')] : [text]
  return [
    ...new Set([
      ...preset.signatures.flat(),
      ...Object.keys(preset.columns),
      ...(preset.series ?? []).flatMap(({ columns }) =>
        columns.flatMap(([label, heading]) => [
          ...(label.includes(' - ') ? numbered(label) : []),
          ...numbered(heading),
        ]),
      ),
      ...(preset.addresses ?? []).flatMap(({ labelIn = [], parts, whole = [] }) => [
        ...labelIn,
        ...Object.keys(parts),
        ...[whole].flat(),
      ]),
      ...Object.values(preset.days ?? {}).flat(),
      ...Object.values(preset.first ?? {}).flat(),
      ...Object.entries(preset.instead ?? {}).flatMap(([heading, { column }]) => [heading, column]),
      ...Object.keys(preset.blanks ?? {}),
    ]),
  ]
}

/** What a person might have in a column, like nothing in any other. */
function valueIn(heading: string, place: number): string {
  const day = `2025-${String(1 + Math.floor(place / 27)).padStart(2, '0')}-${String(2 + (place % 27)).padStart(2, '0')}`
  const kinds: readonly (readonly [RegExp, string])[] = [
    [/Birth Year$/, '1971'],
    [/Birth (?:Month|Day)$/, '3'],
    [/Label$|Type$|Display Name|Service$/, `Wort${place}x`],
    [/^Deal - Status$/, 'Won'],
    [/Status$/, 'new'],
    [/Stage(?:Name)?$/, 'proposal'],
    [/Probability/, '37'],
    [/^Rating$/, 'hot'],
    [/Currency/, 'THB'],
    [/Country/, 'LA'],
    [/Opt Out|OptedOut|DoNotCall|^(?:Is)?(?:Won|Closed|Deleted|Converted)$|Private/, 'yes'],
    [/E-?mail/i, `p${place}@q${place}.example`],
    [/Phone|Mobile|Fax|Pager|Tel/i, `+66 81 555 ${String(1000 + place)}`],
    [/Web|URL|Domain/i, `https://w${place}.example`],
    [/Employees|Revenue|Value|Amount/i, String(70_000 + place)],
    [/Date|Time|created|closed|Connected On|Birth|Anniversary/i, day],
  ]
  return kinds.find(([form]) => form.test(heading))?.[1] ?? `Wort${place}x`
}

const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '')

/** A day that was read as an instant is the evening before in UTC. */
function forms(value: string): readonly string[] {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return [bare(value)]
  const before = new Date(Date.parse(value) - 86_400_000).toISOString().slice(0, 10)
  return [bare(value), bare(before)]
}

/** Everything in the store, and what was said on importing a table; of two columns for one field the second is taken out. */
async function imported(plural: string, table: ReadonlyMap<string, string>, flags = '') {
  const store = await emptyStore()
  const cells = new Map(table)
  for (;;) {
    const rows = [[...cells.keys()], [...cells.values()]]
    const input = rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n')
    const ran = await crm(`import ${plural} - --create-linked --keep-invalid ${flags}`, { store, input })
    const twice = /The columns "(.*)" and "(.*)" both go into/.exec(ran.err)?.slice(1)
    const gone = twice?.toReversed().find((heading) => cells.delete(heading))
    if (gone === undefined) {
      const kinds = ['leads', 'contacts', 'accounts', 'deals', 'activities', 'reminders']
      const said = bare(JSON.stringify(kinds.map((kind) => recordsOf(store, kind))))
      return { ran, cells, said }
    }
  }
}

describe.each(Object.entries(presets))('of a table as %s exports it', (name, preset) => {
  it.each(plurals)('as %s', async (plural) => {
    const headings = headingsOf(preset)
    const table = new Map(headings.map((heading, place) => [heading, valueIn(heading, place)]))
    const needed =
      plural === 'deals' ? '--default name=Roaster' : plural === 'accounts' ? '--default name=Acme' : ''
    const { ran, cells, said } = await imported(plural, table, `--preset ${name} ${needed}`)
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('1 created')])
    const lost = [...cells].filter(
      ([heading, value]) =>
        !forms(value).some((form) => said.includes(form)) && !ran.err.includes(`${heading} (1 cell)`),
    )
    // What stands for yes is kept as true; a part of a day may be written with a zero.
    expect(lost.filter(([, value]) => value !== 'yes')).toEqual([])
  })
})

describe('of cards and calendars', () => {
  const words = (properties: readonly string[]) => properties.map((property, i) => `${property}wort${i}x`)

  it('is every property', async () => {
    const lines = words([
      ...[
        'FN:',
        'N:',
        'ORG:Acme;',
        'TITLE:',
        'ROLE:',
        'NOTE:',
        'NICKNAME:',
        'CATEGORIES:',
        'UID:',
        'GENDER:',
      ],
      ...[
        'MAILER:',
        'CLASS:',
        'SORT-STRING:',
        'KIND:',
        'SOURCE:',
        'AGENT:',
        'X-SHOE:',
        'LANG:',
        'LABEL:',
        'NAME:',
      ],
      ...['EMAIL:a@b.example.', 'URL:https://', 'IMPP:skype:', 'X-LINE:', 'ADR:;;', 'ADR;TYPE=home:;;'],
    ])
    const store = await emptyStore()
    const input = `BEGIN:VCARD\nVERSION:3.0\n${lines.join('\n')}\nEND:VCARD\n`
    const ran = await crm('import contacts - --create-linked', { store, input })
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('1 created')])
    const said = bare(JSON.stringify([recordsOf(store, 'contacts'), recordsOf(store, 'accounts')]))
    const lost = lines.filter(
      (line) =>
        !said.includes(/wort\d+x/.exec(line)?.[0] ?? '?') &&
        !ran.err.includes(`${line.replace(/[:;].*/, '')} (1)`),
    )
    expect(lost).toEqual([])
  })

  it.each([
    ['VEVENT', 'activities', 'DTSTART:20260103T090000Z\nDTEND:20260103T093000Z'],
    ['VTODO', 'reminders', 'DUE:20270103T090000Z'],
  ])('is every property of a %s', async (name, plural, when) => {
    const lines = words([
      ...[
        'SUMMARY:',
        'DESCRIPTION:',
        'LOCATION:',
        'CATEGORIES:',
        'UID:',
        'ORGANIZER:mailto:',
        'COMMENT:',
        'CLASS:',
      ],
      ...[
        'CONTACT:',
        'X-COLOUR:',
        'TRANSP:',
        'RESOURCES:',
        'URL:https://',
        'RELATED-TO:',
        'RDATE:',
        'EXDATE:',
      ],
    ])
    const store = await emptyStore()
    await crm('import contacts -', { store, input: 'email\na@b.example\n' })
    const input = `BEGIN:VCALENDAR\nBEGIN:${name}\n${when}\nATTENDEE:mailto:a@b.example\n${lines.join('\n')}\nBEGIN:VALARM\nACTION:DISPLAY\nEND:VALARM\nEND:${name}\nEND:VCALENDAR\n`
    const ran = await crm(`import ${plural} -`, { store, input })
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('VALARM (1)')])
    const said = bare(JSON.stringify(recordsOf(store, plural)))
    const lost = lines.filter(
      (line) =>
        !said.includes(/wort\d+x/.exec(line)?.[0] ?? '?') &&
        !ran.err.includes(`${line.replace(/:.*/, '')} (1)`),
    )
    expect(lost).toEqual([])
  })
})
