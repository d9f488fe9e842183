/** Emails and telephones of a record that a row updates: none that is there is lost, none is there twice. */
import type { Entity } from '../../schema/entity.ts'
import { isFax } from '../../schema/fax.ts'
import type { AnyRecord, Labelled, Value } from '../../schema/field.ts'
import { isLabelledList } from '../../schema/labelled.ts'
import { types } from '../../schema/types/index.ts'
import { sameValue } from '../../schema/value.ts'

type Values = { readonly [field: string]: Value | undefined }

const places = [
  { main: 'email', others: 'otherEmails' },
  { main: 'phone', others: 'otherPhones' },
] as const

type Place = (typeof places)[number]

/** Whether a row was recognised by one of the other emails or telephones of a record. @param by the sign */
export function isByOther(record: AnyRecord, values: Values, by: string): boolean {
  const place = places.find(({ main }) => main === by)
  if (place === undefined || record[place.main] === undefined) return false
  return keyOf(place, String(record[place.main])) !== keyOf(place, String(values[place.main]))
}

/**
 * The patch with every email and telephone of the record kept, each once: a main one that gives way goes to the others,
 * and where the record keeps its main one, the row's does.
 * @param keepsMain whether the main ones of the record stay
 */
export function keepReach(
  before: AnyRecord,
  patch: Values,
  values: Values,
  { fields }: Entity,
  keepsMain: boolean,
): Values {
  const changed: { [field: string]: Value | undefined } = { ...patch }
  for (const place of places) {
    if (fields[place.main] === undefined || fields[place.others] === undefined) continue
    if (patch[place.main] === undefined && patch[place.others] === undefined) continue
    const { main, others } = joined(place, before, values, keepsMain)
    put(changed, before, place.main, main)
    put(changed, before, place.others, others.length === 0 ? undefined : others)
  }
  return changed
}

function put(
  changed: { [field: string]: Value | undefined },
  before: AnyRecord,
  name: string,
  value: Value | undefined,
): void {
  delete changed[name]
  if (!sameValue(before[name], value)) changed[name] = value
}

function joined(
  place: Place,
  before: AnyRecord,
  values: Values,
  keepsMain: boolean,
): { readonly main: string | undefined; readonly others: readonly Labelled[] } {
  const here = textOf(before[place.main])
  const said = textOf(values[place.main])
  const kept = listOf(before[place.others])
  const isFaxHere =
    said !== undefined && kept.some(({ label = '', value }) => isFax(label) && isSame(value, said))
  const main =
    here !== undefined && (keepsMain || isFaxHere || isSame(here, said ?? here)) ? here : (said ?? here)
  const rest = [...kept, ...one(here), ...one(said), ...listOf(values[place.others])]
  const seen = new Set(one(main).map(({ value }) => keyOf(place, value)))
  const others = rest.filter(({ value }) => {
    const key = keyOf(place, value)
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
  return { main, others }

  function isSame(a: string, b: string): boolean {
    return keyOf(place, a) === keyOf(place, b)
  }
}

function one(value: string | undefined): readonly Labelled[] {
  return value === undefined ? [] : [{ value }]
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function listOf(value: Value | undefined): readonly Labelled[] {
  return isLabelledList(value) ? value : []
}

function keyOf({ main }: Place, value: string): string {
  return types[main].keys(value)[0] ?? value
}
