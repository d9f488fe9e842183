/** What one text holds of telephone numbers: lists, ranges of a switchboard, extensions, words beside them. */
import { InputError } from '../../errors.ts'
import { beforeFax } from '../fax.ts'
import { type PhonePlaces, readTelephone, type Telephone } from './reading.ts'
import { plainPhone, splitExtension } from './text.ts'

/** A number of several, with what was written beside it. */
export interface ListedTelephone extends Telephone {
  readonly label?: string
}

export interface Telephones {
  readonly numbers: readonly ListedTelephone[]
  /** Whether every word of the text is in the numbers and their labels. */
  readonly isAll: boolean
  /** Why not, where a part of it can be no number. */
  readonly problem?: InputError
}

const separator = /\s*(?:[/,;\n|&、，；]|(?<=[\d\s)])(?:or|and|หรือ|และ|ຫຼື|ຫລື|ແລະ)(?=[\s\d(+]))\s*/iu

/** The numbers in a text, in its order. Never throws: what can be no number is left out, and `isAll` is false. */
export function readTelephones(typed: string, places: PhonePlaces): Telephones {
  const whole = attempt(typed, places)
  if ('value' in whole && whole.how === 'assigned') return { numbers: [whole], isAll: true }
  const parts = typed
    .split(separator)
    .flatMap((part) => part.split(beforeFax))
    .filter((part) => part.trim() !== '')
  const numbers: ListedTelephone[] = []
  let problem: InputError | undefined
  for (const part of parts) {
    const found = partIn(part, numbers.at(-1), places)
    if (found instanceof InputError) problem ??= found
    else numbers.push(...found)
  }
  if (problem === undefined && numbers.length > 0) return { numbers: distinct(numbers), isAll: true }
  if ('value' in whole) return { numbers: [whole], isAll: true }
  return { numbers: distinct(numbers), isAll: false, problem: parts.length > 1 && problem ? problem : whole }
}

function attempt(text: string, places: PhonePlaces): Telephone | InputError {
  try {
    return readTelephone(text, places)
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
}

function partIn(
  part: string,
  before: Telephone | undefined,
  places: PhonePlaces,
): readonly ListedTelephone[] | InputError {
  const whole = attempt(part, places)
  if ('value' in whole && whole.how === 'assigned') return [whole]
  const sibling = before === undefined ? undefined : siblingOf(before, plainPhone(part))
  if (sibling !== undefined) return [sibling]
  const some = rangeIn(part, places) ?? spacedIn(part, places) ?? labelledIn(part, places)
  return some ?? ('value' in whole ? [whole] : whole)
}

/** `/8` after 02 123 4567 is 02 123 4568; a short number after an extension is another extension. */
function siblingOf({ value, how }: Telephone, text: string): Telephone | undefined {
  if (!/^\d{1,4}$/.test(text) || how !== 'assigned') return undefined
  const { number, extension } = splitExtension(value)
  if (extension !== '') return { value: `${number};ext=${text}`, how }
  const last = number.slice(-text.length)
  const isNext = Number(text) > Number(last) && (text.length < 3 || text.charAt(0) === last.charAt(0))
  return isNext ? { value: number.slice(0, -text.length) + text, how } : undefined
}

/** Of 0-2555-4040-9 the first and the last number; where there are more between them the last bears the whole as its label. */
function rangeIn(part: string, places: PhonePlaces): readonly ListedTelephone[] | undefined {
  const { number: text, extension } = splitExtension(plainPhone(part))
  const [, start = '', end = ''] = /^(.*\d)\s*(?:[-–—~]|ถึง|to|ເຖິງ|ຫາ)\s*(\d{1,4})$/iu.exec(text) ?? []
  const first = start === '' ? undefined : attempt(start, places)
  if (first === undefined || !('value' in first) || first.how !== 'assigned') return undefined
  const { value } = first
  const gap = Number(end) - Number(value.slice(-end.length))
  if (gap < 1) return undefined
  const ext = extension === '' ? '' : `;ext=${extension}`
  const last = { ...first, value: `${value.slice(0, -end.length)}${end}${ext}` }
  return [{ ...first, value: value + ext }, gap === 1 ? last : { ...last, label: part.trim() }]
}

/** Several numbers with nothing but spaces between them. */
function spacedIn(part: string, places: PhonePlaces): readonly ListedTelephone[] | undefined {
  const words = part.trim().split(/\s+/)
  const found = words.length < 2 ? [] : words.map((word) => attempt(word, places))
  const numbers = found.filter((one) => 'value' in one).filter(({ how }) => how === 'assigned')
  return numbers.length === words.length ? numbers : undefined
}

/** A number with words before or behind it: `มือถือ 081 234 5678`, `081 234 5678 (Noy)`. */
function labelledIn(part: string, places: PhonePlaces): readonly ListedTelephone[] | undefined {
  const [, before = '', number = '', behind = ''] = worded.exec(plainPhone(part)) ?? []
  const label = [before, behind]
    .map((words) => words.replace(/^[\s:.([]+|[\s:)\]]+$/g, ''))
    .filter((words) => words !== '')
    .join(' ')
  const found = label === '' ? [] : (rangeIn(number, places) ?? [attempt(number, places)])
  const [first, ...rest] = found.filter((one) => 'value' in one)
  return first === undefined || first.how === 'short' ? undefined : [{ ...first, label }, ...rest]
}

const worded = /^([^\d+]*?)\s*([+(]?\d[\d\s().-]*\d(?:;ext=\d{1,7})?)\s*(\D*)$/u

function distinct(numbers: readonly ListedTelephone[]): readonly ListedTelephone[] {
  return numbers.filter(({ value }, i) => numbers.findIndex((one) => one.value === value) === i)
}
