/** How a type of field behaves. One file per type in types/; types/index.ts lists them. */
import type { Settings } from '../config.ts'
import type { AnyRecord, Field, Value } from './field.ts'

/** What a type may need to read or show a value. */
export interface TypeContext {
  readonly settings: Settings
  readonly now: Date
  /** Name of the field, for messages. */
  readonly name: string
  readonly field: Field
  /** The rest of the record, where it matters: the currency of an amount. */
  readonly record?: Partial<AnyRecord>
  /** Whether amounts are rounded to the decimals of their currency. */
  readonly isRounded?: boolean
  /** Is told what a person should know of how a text was read, as a sentence without full stop. */
  tell?(remark: string): void
}

/** Behaviour of a type whose values are V. `defineType` turns it into a FieldType. */
export interface TypeDefinition<V extends Value> {
  /** What the help calls a value: DATE, AMOUNT. */
  readonly placeholder: string
  /** Right-aligned in tables. */
  readonly numeric?: true
  /** Takes several values: the flag may be repeated. */
  readonly many?: true
  /** Whether the store may hold this value. */
  is(value: unknown, field: Field): value is V
  /**
   * Reads what a person or a file wrote; never called with an empty string.
   * @throws InputError that says what is wrong and shows the form wanted, without naming the field
   */
  parse(text: string, context: TypeContext): V
  /** For people: local phone, money with separators and its currency. */
  format(value: V, context: TypeContext): string
  /** For machines, one cell of CSV: parse(plain(v)) gives v again. */
  plain(value: V, context: TypeContext): string
  /** Order of two values, as for Array.sort. */
  compare(a: V, b: V): number
  /** Words by which a search finds it. */
  search?(value: V): string
  /** Lookup keys by which exactly this value is found: email:a@b.com phone:+66… domain:acme.co.th id:a… */
  keys?(value: V, take: TakeKey): void
  /** Ids of records it points at. */
  links?(value: V): readonly string[]
  /** Joins two values of a many-valued type, the first one's parts first, nothing twice. */
  unite?(a: V, b: V): V
  /** Loads what `parse` needs to read these texts (a large library); called before the first parse. */
  prepare?(texts: readonly string[]): Promise<void>
}

/** Is given a key in two parts: joined only where it is needed whole. */
export type TakeKey = (prefix: string, text: string) => void

/** A type as generic code uses it: takes any value; one that is not of the type is shown as it is. */
export type FieldType = Required<Omit<TypeDefinition<Value>, 'is' | 'numeric' | 'many' | 'keys'>> & {
  /** Gives `take` each lookup key of a value; undefined where values of the type have none. */
  readonly eachKey: ((value: Value, take: TakeKey) => void) | undefined
  /** The lookup keys of a value. */
  keys(value: Value): readonly string[]
  readonly numeric: boolean
  readonly many: boolean
  is(value: unknown, field: Field): boolean
}

const nothing: readonly string[] = []
/** What `links` of a type without any is. */
export const none = (): readonly string[] => nothing

function collected<V>(value: V, keys: (value: V, take: TakeKey) => void): readonly string[] {
  const found: string[] = []
  keys(value, (prefix, text) => found.push(prefix + text))
  return found
}

/** Makes a type usable by code that does not know what its values are. */
export function defineType<V extends Value>(
  definition: TypeDefinition<V>,
  anyField: Field = { type: 'text', help: '' },
): FieldType {
  // Taken out once: definitions differ in shape, and these are called for every value of a hundred thousand records.
  const { is, parse, keys, links } = definition
  const shown = (value: Value): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))
  const holds = (value: Value): value is V & Value => is(value, anyField)
  return {
    placeholder: definition.placeholder,
    numeric: definition.numeric ?? false,
    many: definition.many ?? false,
    is,
    parse,
    format: (value, context) => (holds(value) ? definition.format(value, context) : shown(value)),
    plain: (value, context) => (holds(value) ? definition.plain(value, context) : shown(value)),
    compare: (a, b) =>
      holds(a) && holds(b)
        ? definition.compare(a, b)
        : shown(a) < shown(b)
          ? -1
          : shown(a) > shown(b)
            ? 1
            : 0,
    search: (value) => (holds(value) ? (definition.search?.(value) ?? '') : shown(value)),
    eachKey: keys && ((value, take) => (holds(value) ? keys(value, take) : undefined)),
    keys: (value) => (holds(value) && keys !== undefined ? collected(value, keys) : nothing),
    links: links === undefined ? none : (value) => (holds(value) ? links(value) : nothing),
    unite: (a, b) => (holds(a) && holds(b) && definition.unite !== undefined ? definition.unite(a, b) : a),
    prepare: async (texts) => definition.prepare?.(texts),
  }
}
