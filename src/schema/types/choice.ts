/** One of a few words, of the field itself or of the store's settings. */
import { unknownWord } from '../../errors.ts'
import { compareText, fold, nfc } from '../../text.ts'
import { optionsOf } from '../options.ts'
import { defineType, type TypeContext } from '../type.ts'

/** The configured spelling of a word typed in any case; where nothing is configured, the word itself. */
function parseChoice(typed: string, { name, field, settings }: TypeContext): string {
  const options = optionsOf(field, settings)
  const word = fold(typed)
  const found = options.find((option) => option === typed) ?? options.find((option) => fold(option) === word)
  if (found !== undefined) return found
  if (options.length === 0) return nfc(typed.trim())
  throw unknownWord(name, typed, options)
}

export const choice = defineType<string>({
  placeholder: 'WORD',
  is: (value) => typeof value === 'string',
  parse: parseChoice,
  format: (value) => value,
  plain: (value) => value,
  compare: compareText,
  search: (value) => value,
})
