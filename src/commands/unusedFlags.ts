/** Flags that mean nothing for the format at hand: said rather than refused, as a script may give them for any file. */
import { camelToKebab } from '../schema/values.ts'
import type { Input } from './input.ts'

interface Meanings {
  readonly [flag: string]: readonly string[]
}

/** By flag of an import, the formats it is for. */
const reading: Meanings = {
  sheet: ['xlsx'],
  delimiter: ['csv', 'tsv'],
  encoding: ['csv', 'tsv', 'json', 'jsonl', 'vcard', 'icalendar'],
  headerRow: ['csv', 'tsv', 'xlsx'],
}

/** By flag of an export; the text of a workbook is never run as a formula. */
const writing: Meanings = {
  excel: ['csv', 'tsv'],
  safeFormulas: ['csv', 'tsv', 'xlsx'],
  as: ['icalendar'],
}

/** What to say of the flags of an import that its file has no use for. */
export function unusedInReading(input: Input, format: string | undefined): readonly string[] {
  return unused(input, format, reading)
}

/** What to say of the flags of an export that its format has no use for. */
export function unusedInWriting(input: Input, format: string): readonly string[] {
  return unused(input, format, writing)
}

function unused(input: Input, format: string | undefined, meanings: Meanings): readonly string[] {
  if (format === undefined) return []
  return Object.entries(meanings)
    .filter(([flag, formats]) => input.has(flag) && !formats.includes(format))
    .map(
      ([flag, formats]) =>
        `--${camelToKebab(flag)} means nothing for ${format}, only for ${formats.join(', ')}.`,
    )
}
