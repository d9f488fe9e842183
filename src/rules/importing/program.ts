/** Which program a file was exported from, and what that program calls things. */
import { defaultSettings, type Settings } from '../../config.ts'
import { unknownWord } from '../../errors.ts'
import { fieldCalled, squeezed } from '../../schema/aliases.ts'
import type { Entity } from '../../schema/entity.ts'
import type { Field } from '../../schema/field.ts'
import { optionsOf } from '../../schema/options.ts'
import { fold } from '../../text.ts'
import type { ImportOptions, ImportTable } from './options.ts'
import { isCalledAsOurs } from './ours.ts'
import { presets } from './presets/index.ts'
import type { Preset } from './presets/preset.ts'
import { kindTold, usual } from './presets/usual.ts'

/**
 * The preset by that name, else the one whose headings the table has, whatever their case and spaces: raw exports write
 * STAGENAME; undefined where it is none's. @throws InputError
 */
export function presetFor(
  header: readonly string[],
  name: string | undefined,
  entity: Entity,
): string | undefined {
  if (name === 'none') return undefined
  if (name !== undefined && !Object.hasOwn(presets, name))
    throw unknownWord('preset', name, [...Object.keys(presets), 'none'])
  if (name !== undefined) return name
  const asWritten = presetWith(new Set(header), (heading) => heading)
  if (asWritten !== undefined || isCalledAsOurs(header, entity)) return asWritten
  return presetWith(new Set(header.map(squeezed)), squeezed)
}

function presetWith(present: ReadonlySet<string>, form: (heading: string) => string): string | undefined {
  return Object.keys(presets).find((one) =>
    presets[one]?.signatures.some((headings) => headings.every((heading) => present.has(form(heading)))),
  )
}

/** What a word of a file is called here; undefined where it is one of ours already, or nobody knows it. */
export type Meanings = (word: string) => string | undefined

/**
 * What words for a field are called here: as the program says, else as many do; only where the store has our word and not
 * theirs. Numbers before a word and what stands behind it in parentheses do not matter.
 */
export function meanings(
  name: string | undefined,
  kind: string,
  fieldName: string,
  field: Field,
  settings: Settings,
): Meanings {
  const options = optionsOf(field, settings)
  const ours = new Map(options.map((option) => [fold(option), option]))
  const words = new Map<string, string>()
  for (const preset of [presetOf(undefined, kind), name === undefined ? undefined : presetOf(name, kind)])
    for (const [theirs, own] of Object.entries(preset?.values?.[fieldName] ?? {}))
      words.set(squeezed(theirs), own)
  return (word) => {
    if (ours.has(fold(word))) return undefined
    const bare = word.replace(/^\d+\s*[.):–-]\s*/u, '').replace(/\s*[([][^()[\]]*[)\]]$/u, '')
    for (const one of [word, bare]) {
      const own = words.get(squeezed(one)) ?? (one === bare ? one : undefined)
      const found =
        own === undefined ? undefined : (ours.get(fold(own)) ?? sameKind(fieldName, own, settings))
      if (found !== undefined) return found
    }
    return undefined
  }
}

/** Of stages and statuses that have other names in this store, the only one of the kind that our name is of. */
function sameKind(field: string, ours: string, settings: Settings): string | undefined {
  const lists: { readonly [field: string]: 'stages' | 'leadStatuses' | undefined } = {
    stage: 'stages',
    status: 'leadStatuses',
  }
  const list = lists[field]
  if (list === undefined) return undefined
  const usualOnes: readonly { readonly name: string; readonly kind: string }[] = defaultSettings[list]
  const own: readonly { readonly name: string; readonly kind: string }[] = settings[list]
  const kind = usualOnes.find(({ name }) => name === ours)?.kind
  const [only, ...others] = own.filter((one) => one.kind === kind)
  return others.length === 0 ? only?.name : undefined
}

/**
 * What words that are in the table are called here, as rules of `--value`.
 * @param table as presented
 * @param left fields whose words are taken as they are
 */
export function presetValues(
  table: ImportTable,
  name: string | undefined,
  entity: Entity,
  settings: Settings,
  { map }: Pick<ImportOptions, 'map'>,
  left: readonly string[] = [],
): readonly string[] {
  const known = [presetOf(undefined, entity.name), presetOf(name, entity.name)]
  const fields = new Set(known.flatMap((preset) => Object.keys(preset?.values ?? {})))
  return [...fields].flatMap((fieldName) => {
    const field = entity.fields[fieldName]
    const index = columnFor(fieldName, table.header, entity, map)
    if (field === undefined || index < 0 || left.includes(fieldName)) return []
    const meaning = meanings(name, entity.name, fieldName, field, settings)
    return wordsIn(table, index).flatMap((word) => {
      const ours = meaning(word)
      return ours === undefined ? [] : [`${fieldName}:${word}=${ours}`]
    })
  })
}

/** The column that goes into a field: the one that the caller says, else the one that is called so; -1 without one. */
function columnFor(
  field: string,
  header: readonly string[],
  entity: Entity,
  map: ImportOptions['map'],
): number {
  const said = Object.entries(map).find(([, to]) => fieldCalled(entity, to)?.name === field)?.[0]
  const wanted = said === undefined ? undefined : squeezed(said)
  return header.findIndex((heading) =>
    wanted === undefined ? fieldCalled(entity, heading)?.name === field : squeezed(heading) === wanted,
  )
}

/** A column with more different cells is no list of words. */
const mostWords = 100

/** The different words of a column, in the order of the file; none where there are too many. */
export function wordsIn({ rows }: ImportTable, index: number): readonly string[] {
  const words = new Map<string, string>()
  for (const { cells } of rows) {
    const word = (cells[index] ?? '').trim()
    if (word !== '' && !words.has(fold(word))) words.set(fold(word), word)
    if (words.size > mostWords) return []
  }
  return [...words.values()]
}

/**
 * What a program means by itself in a file with such columns: what is under `Note body` is a note. By field, for rows
 * that say nothing else.
 */
export function presetDefaults(
  header: readonly string[],
  name: string | undefined,
  entity: Entity,
): { readonly [field: string]: string } {
  const present = new Set(header.map(squeezed))
  const says = Object.entries(presetOf(name, entity.name)?.says ?? {})
  const said = says.filter(([heading]) => present.has(squeezed(heading))).map(([, fields]) => fields)
  const hasKind = header.some((heading) => fieldCalled(entity, heading)?.name === 'kind')
  const told = entity.name === 'activity' && !hasKind ? kindTold([...present]) : undefined
  return Object.assign({}, told === undefined ? {} : { kind: told }, ...said)
}

/** The preset as it is for files of that kind; what programs have in common without a name. */
export function presetOf(name: string | undefined, kind: string): Preset | undefined {
  const preset = name === undefined ? usual : presets[name]
  const own = preset?.kinds?.[kind]
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
