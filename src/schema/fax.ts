/** Fax numbers: telephones that nobody answers. They are kept among the others, never as the main one. */

const words = 'tele ?fax|fax|facsimile|fascimile|โทรสาร|แฟ็?กซ์?|แฟ็กส์|ໂທລະສານ|ໂທລະສາສ໌|ແຟັ?ກ(?:ຊ໌|ສ໌)?'
/** Where a fax begins behind another number: 02 111 3333 แฟกซ์ 02 111 4444 */
export const beforeFax = new RegExp(`(?<=[\\d)])\\s+(?=(?:${words})[\\s.:]*[(+]?\\d)`, 'iu')

const form = new RegExp(words, 'giu')

/** Whether a label is that of a fax: `fax`, `Work Fax`, `โทรสาร`, `ແຟັກ`. */
export function isFax(label: string): boolean {
  return label !== '' && label.search(form) >= 0
}

/** A heading without the words for fax. */
export function withoutFax(heading: string): string {
  return heading.replace(form, '')
}
