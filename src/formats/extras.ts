/** Fields that a format has no place for, or would not give back as they are: X-LUKKHA-… properties. */
import { camelToKebab, kebabToCamel } from '../schema/names.ts'
import type { NewProperty, Property } from './ical.ts'

const prefix = 'x-lukkha-'

/** The property of a field; a name that is no property's goes into a parameter. */
function extraProperty(field: string, text: string): NewProperty {
  const kebab = camelToKebab(field)
  const isPlain = /^[a-z][a-z\d-]*$/.test(kebab) && kebabToCamel(kebab) === field && kebab !== 'field'
  return isPlain
    ? { name: `${prefix}${kebab}`, values: [text] }
    : { name: `${prefix}field`, params: { 'x-name': field }, values: [text] }
}

/**
 * What must be added to what was written, so that reading it gives `wanted`: fields it lacks or gives otherwise, and,
 * empty, those it gives too many.
 */
export function missingExtras(
  wanted: ReadonlyMap<string, string>,
  read: ReadonlyMap<string, string>,
): readonly NewProperty[] {
  const lacking = [...wanted].filter(([field, text]) => read.get(field) !== text)
  const surplus = [...read.keys()].filter((field) => !wanted.has(field))
  return [
    ...lacking.map(([field, text]) => extraProperty(field, text)),
    ...surplus.map((field) => extraProperty(field, '')),
  ]
}

/** What a person should know about the properties that were added, by their names. */
export function extraNotes(names: ReadonlySet<string>, files: string): readonly string[] {
  if (names.size === 0) return []
  const list = [...names].map((name) => name.toUpperCase()).join(', ')
  return [`What ${files} have no place for is in ${list}; other programs leave it out.`]
}

/** Whether a property is one of these. */
export function isExtra({ name }: Property): boolean {
  return name.startsWith(prefix)
}

/** Lays what these properties say over the cells. */
export function applyExtras(cells: Map<string, string>, properties: readonly Property[]): void {
  for (const property of properties.filter(isExtra)) {
    const field = property.params['x-name']?.[0] ?? kebabToCamel(property.name.slice(prefix.length))
    const text = property.values
      .map((value) => (typeof value === 'string' ? value : value.flat().join(',')))
      .join(',')
    if (text === '') cells.delete(field)
    else cells.set(field, text)
  }
}
