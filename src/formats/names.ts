/** The names of the formats, apart from the formats themselves so that knowing a name loads no library. */
import { unknownWord } from '../errors.ts'

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
