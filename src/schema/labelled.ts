/** Lists of labelled values as text: "work=ann@acme.co.th; ann@home.la". Shared by emails, phones and handles. */
import { InputError } from '../errors.ts'
import { compareText, nfc } from '../text.ts'
import type { Labelled } from './field.ts'
import { escaped, splitList, unescaped, uniteBy } from './lists.ts'
import type { TakeKey, TypeContext, TypeDefinition } from './type.ts'

/** A label has none of the characters that addresses are made of, so that "https://a.la/?b=c" has no label. */
const labelForm = /^((?:\\.|[^\\=:/@])+)=(.*)$/s

interface One {
  readonly placeholder: string
  /** Reads one value, or the several that a text holds. */
  parse(text: string, context: TypeContext): string | readonly Labelled[]
  format(value: string, context: TypeContext): string
  /** As `parse` reads it, without semicolons where that can be. */
  plain?(value: string): string
  keys?(value: string, take: TakeKey): void
  prepare?(texts: readonly string[]): Promise<void>
}

/** The type of a list of values, each of which may have a label. */
export function labelledList(one: One): TypeDefinition<readonly Labelled[]> {
  const { keys, prepare, plain = (value) => value } = one
  return {
    placeholder: one.placeholder,
    many: true,
    is: isLabelledList,
    parse: (text, context) => parseList(text, (value) => one.parse(value, context)),
    format: (list, context) =>
      list.map((item) => withLabel(item.label, one.format(item.value, context), ': ')).join('; '),
    plain: (list) => list.map((item) => plainItem(item, plain(item.value))).join('; '),
    compare: (a, b) => compareText(a[0]?.value ?? '', b[0]?.value ?? ''),
    search: (list) => list.map((item) => withLabel(item.label, item.value, ' ')).join(' '),
    unite: (a, b) => uniteBy(a, b, (item) => item.value),
    ...(keys === undefined
      ? {}
      : {
          keys: (list, take) => {
            for (const { value } of list) keys(value, take)
          },
        }),
    ...(prepare === undefined ? {} : { prepare }),
  }
}

type Read = (value: string) => string | readonly Labelled[]

function parseList(text: string, read: Read): readonly Labelled[] {
  const items = splitList(text, ';\n').flatMap((part) => parseItem(part, read))
  if (items.length === 0) throw new InputError(`There is nothing in "${text}".`, 'Separate several by ;')
  return uniteBy(items, [], (item) => item.value)
}

function parseItem(part: string, read: Read): readonly Labelled[] {
  const { label, value } = labelOf(part)
  if (value.trim() === '')
    throw new InputError(`"${part}" has a label but no value.`, 'Type it like work=VALUE')
  const found = read(unescaped(value).trim())
  const items: readonly Labelled[] = typeof found === 'string' ? [{ value: found }] : found
  if (label === undefined) return items
  return items.map(({ value: one, label: own }) => ({
    value: one,
    label: own === undefined ? label : `${label} ${own}`,
  }))
}

/** A part of a list without its label, still escaped, and the label. */
export function labelOf(part: string): { readonly label?: string; readonly value: string } {
  const [, label, value = part] = labelForm.exec(part) ?? []
  return label === undefined ? { value } : { value, label: nfc(unescaped(label).trim()) }
}

/** One value of a list as `parse` reads it. @param value as it is written */
export function plainItem({ label }: Labelled, value: string): string {
  if (label === undefined) return escaped(value, ';=\n')
  return `${escaped(label, ';=:/@\n')}=${escaped(value, ';\n')}`
}

function withLabel(label: string | undefined, value: string, between: string): string {
  return label === undefined ? value : `${label}${between}${value}`
}

export function isLabelledList(value: unknown): value is readonly Labelled[] {
  return Array.isArray(value) && value.every(isLabelled)
}

function isLabelled(item: unknown): item is Labelled {
  if (typeof item !== 'object' || item === null || !('value' in item) || typeof item.value !== 'string')
    return false
  return !('label' in item) || item.label === undefined || typeof item.label === 'string'
}
