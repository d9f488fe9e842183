/** A reference that says the kind of record it means, where ids of other programs are the same for several: `contact:1`. */
import { type EntityName, isEntityName } from '../entities/index.ts'

/** The kind, where one is said, and what is left; a text without one is whole. */
export function kindAndText(typed: string): { readonly kind?: EntityName; readonly text: string } {
  const [, word = '', text = ''] = /^\s*([a-z]+):\s*(\S.*)$/is.exec(typed) ?? []
  const kind = word.toLowerCase()
  return isEntityName(kind) ? { kind, text: text.trim() } : { text: typed }
}
