/** Which program a file was exported from, and what that program calls things. */
import type { Settings } from '../../config.ts'
import { unknownWord } from '../../errors.ts'
import { fieldCalled } from '../../schema/aliases.ts'
import type { Entity } from '../../schema/entity.ts'
import { optionsOf } from '../../schema/options.ts'
import { fold } from '../../text.ts'
import type { ImportTable } from './options.ts'
import { presets } from './presets/index.ts'
import type { Preset } from './presets/preset.ts'

/** The preset by that name, else the one whose headings the table has; undefined where it is none's. @throws InputError */
export function presetFor(header: readonly string[], name: string | undefined): string | undefined {
  if (name === 'none') return undefined
  if (name !== undefined && !Object.hasOwn(presets, name))
    throw unknownWord('preset', name, [...Object.keys(presets), 'none'])
  if (name !== undefined) return name
  const present = new Set(header)
  return Object.keys(presets).find((one) =>
    presets[one]?.signatures.some((headings) => headings.every((heading) => present.has(heading))),
  )
}

/** What lists and programs of no name call things, and can mean nothing else. */
const usualWords: NonNullable<Preset['values']> = {
  stage: {
    'Closed Won': 'won',
    'Closed-Won': 'won',
    closedwon: 'won',
    ชนะ: 'won',
    ปิดการขายได้: 'won',
    ຊະນະ: 'won',
    'Closed Lost': 'lost',
    'Closed-Lost': 'lost',
    closedlost: 'lost',
    แพ้: 'lost',
    ปิดการขายไม่ได้: 'lost',
    ແພ້: 'lost',
  },
  status: { ใหม่: 'new', ลูกค้าใหม่: 'new', ໃໝ່: 'new', ລູກຄ້າໃໝ່: 'new' },
}

/**
 * What words of the program that are in the table are called here, as rules of `--value`: only where the store has our
 * word and not theirs.
 * @param table as presented
 */
export function presetValues(
  table: ImportTable,
  name: string | undefined,
  entity: Entity,
  settings: Settings,
): readonly string[] {
  const values = presetOf(name, entity.name)?.values ?? usualWords
  return Object.entries(values).flatMap(([field, words]) => {
    const known = entity.fields[field]
    const index = table.header.findIndex((heading) => fieldCalled(entity, heading)?.name === field)
    if (known === undefined || index < 0) return []
    const options = new Set(optionsOf(known, settings).map(fold))
    const used = new Set(table.rows.map(({ cells }) => fold((cells[index] ?? '').trim())))
    return Object.entries(words)
      .filter(
        ([theirs, ours]) => used.has(fold(theirs)) && options.has(fold(ours)) && !options.has(fold(theirs)),
      )
      .map(([theirs, ours]) => `${field}:${theirs}=${ours}`)
  })
}

/**
 * What a program means by itself in a file with such columns: what is under `Note body` is a note. By field, for rows
 * that say nothing else.
 */
export function presetDefaults(
  header: readonly string[],
  name: string | undefined,
  kind: string,
): { readonly [field: string]: string } {
  const says = presetOf(name, kind)?.says ?? {}
  const present = header.filter((heading) => Object.hasOwn(says, heading))
  return Object.assign({}, ...present.map((heading) => says[heading]))
}

/** The preset as it is for files of that kind; undefined without a name. */
export function presetOf(name: string | undefined, kind: string): Preset | undefined {
  const preset = name === undefined ? undefined : presets[name]
  const own = kind === 'activity' || kind === 'reminder' ? preset?.kinds?.[kind] : undefined
  if (preset === undefined || own === undefined) return preset
  return { ...preset, ...own, columns: { ...preset.columns, ...own.columns } }
}

/**
 * What a field of presets is called in a kind: the account of a contact is the company of a lead.
 * @returns the heading where the kind has no such field: an id of the account is no company
 */
export function calledIn(kind: string, field: string, heading: string): string {
  if (field === 'accountId') return kind === 'contact' || kind === 'deal' ? 'account' : heading
  if (field !== 'account') return field
  return kind === 'lead' ? 'company' : kind === 'account' ? 'name' : field
}
