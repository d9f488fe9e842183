/** A tax registration number: Thailand's with thirteen digits is kept without dashes; any other as it is written. */
import { InputError } from '../../errors.ts'
import { compareText, digits, fold, nfc } from '../../text.ts'
import { defineType } from '../type.ts'

/** What a lookup key of one begins with. */
export const taxIdKey = 'taxId'

/** Digits and signs, in whatever way they are grouped. */
const grouped = /^[\d\s./-]*\d[\d\s./-]*$/
const thirteen = /^\d{13}$/

/**
 * @returns digits alone for a number in groups; other text with single spaces, its letters as they are
 * @throws InputError for several lines
 */
function normalTaxId(typed: string): string {
  const text = nfc(digits(typed.trim()))
  if (/[\n\r\u2028\u2029]/.test(text))
    throw new InputError('This takes one line of text.', 'Type it like 0-1055-56176-23-9')
  const plain = text.replace(/[\u2010-\u2015]/g, '-')
  if (!grouped.test(plain)) return text.replace(/\s+/g, ' ')
  const bare = plain.replace(/\D/g, '')
  return thirteen.test(bare) ? bare : plain.replace(/\s+/g, ' ')
}

/**
 * The last digit that the twelve before it ask for: they count 13, 12 … 2 times, and what the sum lacks to the next
 * multiple of eleven ends with it (as in all Thai identification numbers).
 */
export function checkDigitOf(value: string): number {
  let sum = 0
  for (let at = 0; at < 12; at++) sum += Number(value[at]) * (13 - at)
  return (11 - (sum % 11)) % 10
}

/** Whether a number of thirteen digits ends with the wrong one. */
export function hasWrongCheckDigit(value: string): boolean {
  const bare = normalTaxId(value)
  return thirteen.test(bare) && checkDigitOf(bare) !== Number(bare[12])
}

function grouping(value: string): string {
  return value.replace(/^(\d)(\d{4})(\d{5})(\d\d)(\d)$/, '$1-$2-$3-$4-$5')
}

/** What is the same in any spelling: letters and digits. */
function squeezed(value: string): string {
  return fold(value).replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
}

/** A number and its branch as one word, where both are known. */
export function branchOf(key: string, branch: string | undefined): string {
  return `${key}/${branch ?? ''}`
}

/** Whether two such words may mean one: a branch that is not known may be any. */
export function isSameTaxId(one: string, other: string): boolean {
  const [[a = '', branchA = ''], [b = '', branchB = '']] = [one.split('/'), other.split('/')]
  return a === b && (branchA === branchB || branchA === '' || branchB === '')
}

/** What a query with a tax number looks for. */
export function taxIdDigits(typed: string): string | undefined {
  const text = digits(typed)
  return grouped.test(text) ? text.replace(/\D/g, '') : undefined
}

export const taxId = defineType<string>({
  placeholder: 'NUMBER',
  is: (value) => typeof value === 'string',
  parse: normalTaxId,
  format: (value) => grouping(normalTaxId(value)),
  plain: (value) => value,
  compare: compareText,
  search: (value) => [...new Set([squeezed(value), value, grouping(value)])].join(' '),
  keys: (value, take) => take(`${taxIdKey}:`, squeezed(value)),
})
