/** What words in a file stand for: `stage:Engaging=qualification`. */
import type { Settings } from '../../config.ts'
import { InputError, unknownWord } from '../../errors.ts'
import { fieldCalled, squeezed } from '../../schema/aliases.ts'
import type { Entity } from '../../schema/entity.ts'
import type { Field } from '../../schema/field.ts'
import { optionsOf } from '../../schema/options.ts'
import { fold } from '../../text.ts'
import type { Column, Columns } from './columns.ts'

/** For each field, what a folded word stands for. */
export type Words = ReadonlyMap<string, ReadonlyMap<string, string>>

/**
 * Reads `FIELD:FROM=TO` rules; the field by its name, an alias, or the column that goes into it.
 * @throws InputError for a rule of another form, an unknown field, or a word that the field's list does not have
 */
export function wordsOf(
  rules: readonly string[],
  { entity, columns, settings }: Pick<Columns, 'entity' | 'columns' | 'settings'>,
): Words {
  const words = new Map<string, Map<string, string>>()
  for (const rule of rules) {
    const [, field, from, to] = /^([^:]+):(.*)=([^=]*)$/su.exec(rule) ?? []
    if (field === undefined || from === undefined || to === undefined) {
      throw new InputError(
        `"${rule}" does not say what a word stands for.`,
        'Type it like stage:Engaging=qualification',
      )
    }
    const name = fieldOf(field, entity, columns)
    refuseUnknown(rule, to.trim(), entity.fields[name], settings)
    const own = words.get(name) ?? new Map<string, string>()
    words.set(name, own.set(fold(from), to.trim()))
  }
  return words
}

/** A word that the list does not have would be refused in the first row that needs it, and only there. */
function refuseUnknown(rule: string, to: string, field: Field | undefined, settings: Settings): void {
  if (field?.type !== 'choice' || to === '') return
  const options = optionsOf(field, settings)
  if (options.length > 0 && !options.some((option) => fold(option) === fold(to)))
    throw unknownWord(`word in --value '${rule}':`, to, options)
}

function fieldOf(typed: string, entity: Entity, columns: readonly Column[]): string {
  const column = columns.find(({ heading }) => squeezed(heading) === squeezed(typed))
  if (column?.target.type === 'field') return column.target.name
  const called = fieldCalled(entity, typed)
  if (called !== undefined) return called.name
  throw unknownWord(`${entity.name} field`, typed, Object.keys(entity.fields))
}
