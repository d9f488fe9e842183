/** Text made safe to stand in HTML. */
import { clean } from '../../text.ts'

const entities: { readonly [character: string]: string | undefined } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The text with markup and control characters made harmless, for elements and for attributes in quotes. */
export function escapeHtml(text: string): string {
  return clean(text).replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
