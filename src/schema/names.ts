/** Names of fields as they are written: camel case in JSON, kebab case in flags. */

/** `closeDate` → `close-date` */
export function camelToKebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** `close-date` → `closeDate` */
export function kebabToCamel(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/**
 * Whether a text is the name of a file in a folder and leads nowhere else: no separator, no drive, not `.` or `..`, nothing that
 * cannot be seen (control, format and bidi characters), at most 255 bytes.
 */
export function isPlainFileName(text: string): boolean {
  if (text === '' || text.length > 255 || Buffer.byteLength(text) > 255) return false
  if (/[/\\:\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(text) || hidden.test(text)) return false
  return text !== '.' && text !== '..'
}

/** Format characters but the joiners that scripts need between letters. */
const hidden = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u
