/** Custom fields for what no field of a kind takes: columns that match nothing, salutations before whole names. */
import type { Settings } from '../../config.ts'
import { isDayOfYear } from '../../dates.ts'
import { isOwnWord } from '../../query/fields.ts'
import { squeezed } from '../../schema/aliases.ts'
import { customFieldForm, entityIn, reservedNames } from '../../schema/custom.ts'
import type { Field } from '../../schema/field.ts'
import { nfc } from '../../text.ts'
import { typeOfColumn } from './contents.ts'
import type { ImportOptions, ImportTable } from './options.ts'
import { hasSalutation } from './people.ts'

interface Unmatched {
  readonly index: number
  readonly heading: string
}

/**
 * The settings with a field for each column that matches nothing, of the type that its cells have, and the names of these fields by column.
 * @param wholeName index of the column of whole names, which may have salutations
 */
export function customFields(
  unmatched: readonly Unmatched[],
  wholeName: number | undefined,
  table: ImportTable,
  { kind, textOnly = false }: Pick<ImportOptions, 'kind' | 'textOnly'>,
  settings: Settings,
): { readonly settings: Settings; readonly names: ReadonlyMap<number, string> } {
  const entity = entityIn(settings, kind)
  const known = entity.fields
  const added = [...(entity.added ?? [])]
  const fields = new Map<string, Field>()
  const names = new Map<number, string>()
  for (const { index, heading } of unmatched) {
    const earlier = added.find((one) => known[one]?.aliases?.includes(heading))
    if (earlier !== undefined) {
      names.set(index, earlier)
      continue
    }
    const isTaken = (one: string) =>
      reservedNames.has(one) || fields.has(one) || Object.hasOwn(known, one) || isOwnWord(entity, one)
    const name = customName(heading, isTaken)
    const held = typeOfColumn(heading, index, table.rows)
    const type = textOnly && held !== 'longText' ? 'text' : held
    const isYearless = type === 'date' && (comesBack.test(heading) || saysNoYear(table, index))
    fields.set(name, { ...customField(name, heading, type), ...(isYearless ? { yearless: true } : {}) })
    names.set(index, name)
  }
  if (wholeName !== undefined && known.salutation === undefined && hasSalutations(table, wholeName)) {
    fields.set('salutation', salutation)
  }
  if (fields.size === 0) return { settings, names }
  const own = { ...settings.customFields[kind], ...Object.fromEntries(fields) }
  return { settings: { ...settings, customFields: { ...settings.customFields, [kind]: own } }, names }
}

/** Of days that come back people often do not tell the year. */
const comesBack = /birth|anniversary|วันเกิด|ครบรอบ|ວັນເກີດ|ຄົບຮອບ/i

function saysNoYear({ rows }: ImportTable, index: number): boolean {
  return rows.some(({ cells }) => isDayOfYear((cells[index] ?? '').trim()))
}

const salutation: Field = {
  type: 'text',
  help: 'what stands before the name: Mr, Dr, นาย …',
  aliases: ['prefix', 'คำนำหน้า', 'คำนำหน้าชื่อ', 'ຄຳນຳໜ້າ'],
}

function hasSalutations({ rows }: ImportTable, index: number): boolean {
  return rows.some(({ cells }) => hasSalutation(cells[index] ?? ''))
}

/** The field for a column; the heading finds it again. */
function customField(name: string, heading: string, type: Field['type']): Field {
  return {
    type,
    help: `column "${heading}" of an import`,
    ...(heading.trim() === '' || squeezed(name) === squeezed(heading) ? {} : { aliases: [heading] }),
  }
}

/** Room for a number behind a name of 40 characters. */
const longest = 36

/**
 * The name of the field for a column in camel case: `Close reason` → `closeReason`, `ราคา+VAT` → `ราคาVat`; with a
 * number behind where `isTaken`.
 */
function customName(heading: string, isTaken: (name: string) => boolean): string {
  const name = [...camelCase(nfc(heading))].slice(0, longest).join('')
  let free = name
  for (let number = 2; isTaken(free) || free in Object.prototype; number++) free = `${name}${number}`
  return free
}

function camelCase(text: string): string {
  const words = text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '')
  const name = words.map((word, index) => (index === 0 ? lowered(word) : raised(lowered(word)))).join('')
  return customFieldForm.test([...name].slice(0, 1).join('')) ? name : `column${name}`
}

/** `ID` → `id`, `HubSpot` → `hubSpot` */
function lowered(word: string): string {
  return word === word.toUpperCase() ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1)
}

function raised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
