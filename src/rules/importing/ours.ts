/** Exports of ours: what only the program sets and computes is known by its name and form, and left to the program. */
import { defaultSettings } from '../../config.ts'
import { InputError } from '../../errors.ts'
import { computedFields, computedOf } from '../../query/computed.ts'
import { fieldCalled } from '../../schema/aliases.ts'
import type { Entity } from '../../schema/entity.ts'
import type { Field } from '../../schema/field.ts'
import { isId } from '../../schema/id.ts'
import { splitList } from '../../schema/lists.ts'
import { types } from '../../schema/types/index.ts'
import type { ImportTable } from './options.ts'
import { isImportable } from './targets.ts'

/** Whether columns are called as our exports call them: names of fields as they are written, nothing that is only alike. */
export function isCalledAsOurs(header: readonly string[], entity: Entity): boolean {
  const ours = header.filter((heading) => heading === 'id' || Object.hasOwn(entity.fields, heading))
  const alike = header.filter((heading) => fieldCalled(entity, heading) !== undefined)
  return ours.length > 1 && alike.every((heading) => ours.includes(heading))
}

/**
 * Whether a column of such a file is what only the program sets (`updatedAt`, `stageHistory`) or computes (`score`),
 * each cell as our exports write it.
 * @param isOwnExport the file has our own ids; what is set comes in with them
 */
export function isOfProgram(
  { header, rows }: ImportTable,
  index: number,
  entity: Entity,
  isOwnExport: boolean,
): boolean {
  const name = header[index] ?? ''
  const computed = Object.hasOwn(computedOf(entity.name), name) && !Object.hasOwn(entity.fields, name)
  const field = computed
    ? Object.entries(computedFields).find(([one]) => one === name)?.[1]
    : entity.fields[name]
  if (field === undefined || (!computed && isImportable(name, field, isOwnExport))) return false
  return rows.every(({ cells }) => {
    const text = cells[index] ?? ''
    return text === '' || isAsWritten(text, name, field)
  })
}

function isAsWritten(text: string, name: string, field: Field): boolean {
  if (field.type.startsWith('link')) return splitList(text, ',;').every((id) => isId(id))
  const context = { settings: defaultSettings, now: new Date(0), name, field }
  const { parse, plain } = types[field.type]
  try {
    return plain(parse(text, context), context) === text
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}
