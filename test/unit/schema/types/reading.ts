/** What tests of field types share: a context, and one call that reads, or says how it was refused. */
import { defaultSettings, type Settings } from '../../../../src/config.ts'
import { InputError } from '../../../../src/errors.ts'
import type { Field, TypeName, Value } from '../../../../src/schema/field.ts'
import type { TypeContext } from '../../../../src/schema/type.ts'
import { types } from '../../../../src/schema/types/index.ts'

interface Surroundings {
  readonly settings?: Partial<Settings>
  readonly field?: Partial<Field>
  readonly record?: { readonly [name: string]: Value }
}

/** A Sunday, 09:00 in the store's zone; the settings of a new store. */
export function contextOf(type: TypeName, { settings, field, record }: Surroundings = {}): TypeContext {
  return {
    settings: { ...defaultSettings, ...settings },
    now: new Date('2026-11-22T02:00:00Z'),
    name: 'field',
    field: { type, help: '', ...field },
    ...(record === undefined ? {} : { record }),
  }
}

/** The value, or where it was refused the message and the hint on two lines. */
export function read(type: TypeName, text: string, around?: Surroundings): unknown {
  try {
    return types[type].parse(text, contextOf(type, around))
  } catch (error) {
    if (error instanceof InputError) return `${error.message}\n${error.hint ?? ''}`
    throw error
  }
}

/** How a typed value looks to people. */
export function shown(type: TypeName, text: string, around?: Surroundings): string {
  const context = contextOf(type, around)
  return types[type].format(types[type].parse(text, context), context)
}

/** How a typed value is written for machines. */
export function plain(type: TypeName, text: string, around?: Surroundings): string {
  const context = contextOf(type, around)
  return types[type].plain(types[type].parse(text, context), context)
}

/** The lookup keys of a typed value. */
export function keys(type: TypeName, text: string, around?: Surroundings): readonly string[] {
  return types[type].keys(types[type].parse(text, contextOf(type, around)))
}
