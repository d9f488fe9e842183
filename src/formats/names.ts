/** The names of the formats, apart from the formats themselves so that knowing a name loads no library. */
import { dictionary } from '../dictionary.ts'
import { InputError, unknownWord } from '../errors.ts'

/** Formats of a table that programs read or that are pasted elsewhere. */
export const formatNames = ['csv', 'tsv', 'json', 'markdown'] as const

export type FormatName = (typeof formatNames)[number]

/** Whether `word` names a format. */
export function isFormatName(word: string): word is FormatName {
  return formatNames.some((name) => name === word)
}

/**
 * What --format means: the layout for people, a page, or a format.
 * @param own formats that the command has besides, for the message
 * @throws InputError where the word names neither
 */
export function outputFormat(word: string, own: readonly string[] = []): 'text' | 'html' | FormatName {
  if (word === 'text' || word === 'html' || isFormatName(word)) return word
  throw unknownWord('format', word, [...new Set(['text', ...formatNames, 'html', ...own])])
}

const endings: { readonly [format: string]: string | undefined } = dictionary({
  markdown: 'md',
  vcard: 'vcf',
  icalendar: 'ics',
})

/** What the name of a file in this format ends in, without the dot. */
export function endingOf(format: string): string {
  return endings[format] ?? format
}

/**
 * The format a file is written in: what was said, or what the ending of its name means; undefined where neither is known.
 * @throws InputError where the two are not the same: the file could not be opened by its name
 */
export function agreedFormat<F extends string>(
  file: string,
  said: F | undefined,
  ending: F | undefined,
): F | undefined {
  if (said === undefined || ending === undefined || said === ending) return said ?? ending
  throw new InputError(
    `The name ${file} says ${ending}, but ${said} was asked for.`,
    `Ask for ${ending}, or let the name end in .${endingOf(said)}`,
  )
}
