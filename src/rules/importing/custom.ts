/** Names for the custom fields that hold columns which match nothing. */
import type { Field } from '../../schema/field.ts'
import { nfc } from '../../text.ts'

const latinOnly = /^[\p{Script=Latin}\p{M}\p{N}\p{P}\p{S}\p{Z}\s]*$/u

/**
 * The name of the field for a column: camel case for Latin headings (`Close reason` → `closeReason`), others as they
 * are, spaces and all; with a number behind where `isTaken`.
 */
export function customName(heading: string, isTaken: (name: string) => boolean): string {
  const text = nfc(heading).trim().replace(/\s+/gu, ' ')
  const name = latinOnly.test(text) ? camelCase(text) : text
  let free = name
  for (let number = 2; isTaken(free) || free in Object.prototype; number++) free = `${name}${number}`
  return free
}

function camelCase(text: string): string {
  const words = text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '')
  const name = words.map((word, index) => (index === 0 ? lowered(word) : raised(lowered(word)))).join('')
  if (name === '') return 'column'
  return /^\p{N}/u.test(name) ? `column${name}` : name
}

/** `ID` → `id`, `HubSpot` → `hubSpot` */
function lowered(word: string): string {
  return word === word.toUpperCase() ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1)
}

function raised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** A text field for a column, of several lines where some cell has them. */
export function customField(heading: string, cells: Iterable<string>): Field {
  let isLong = false
  for (const cell of cells) if (/[\n\r]/.test(cell.trim())) isLong = true
  return { type: isLong ? 'longText' : 'text', help: `column "${heading}" of an import` }
}

/** Where the salutations go that stand before whole names. */
export const salutationField: Field = {
  type: 'text',
  help: 'what stands before the name: Mr, Dr, นาย …',
  aliases: ['prefix', 'คำนำหน้า', 'คำนำหน้าชื่อ', 'ຄຳນຳໜ້າ'],
}
