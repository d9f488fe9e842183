/** HTML reduced to the text a reader sees, for emails in HTML only. */
import { dictionary } from '../dictionary.ts'

/** Elements that nobody reads. Without an end the first two go on to the last character; the end of a head may be left out. */
const unread: ReadonlySet<string> = new Set(['script', 'style', 'head'])
const breaks = new Set('br li tr hr p div ul ol table blockquote h1 h2 h3 h4 h5 h6'.split(' '))
const breaksAfter = new Set('p div ul ol table blockquote h1 h2 h3 h4 h5 h6'.split(' '))

/**
 * Paragraphs and rows become lines; what a link leads to stands behind its words. One way through the text: what comes by
 * mail may be made to keep a program busy.
 */
export function htmlText(html: string): string {
  const reader = new Reader(html)
  while (reader.next()) {}
  return reader.text().replace(/&(?:#(\d+)|#x([\da-f]+)|([a-z]+\d*));/gi, characterOf)
}

class Reader {
  readonly #html: string
  readonly #lower: string
  readonly #parts: string[] = []
  #at = 0
  #hasHeadEnd = true
  #link: { readonly target: string; readonly from: number } | undefined

  constructor(html: string) {
    this.#html = html.replace(/[\s\u00a0]+/g, ' ')
    this.#lower = this.#html.toLowerCase()
  }

  text(): string {
    return this.#parts.join('').replace(/ ?\n ?/g, '\n')
  }

  /** Reads up to the end of the next tag. @returns whether there is more */
  next(): boolean {
    const open = this.#lower.indexOf('<', this.#at)
    this.#parts.push(this.#html.slice(this.#at, open < 0 ? undefined : open))
    if (open < 0) return false
    if (this.#lower.startsWith('<!--', open)) return this.#goOn(this.#lower.indexOf('-->', open + 4), 3)
    const end = this.#lower.indexOf('>', open)
    if (end < 0) return false
    const [, close, name = ''] = /^<(\/?)([a-z][a-z\d]*)/.exec(this.#lower.slice(open, open + 20)) ?? []
    this.#at = end + 1
    if (close === '' && unread.has(name)) return this.#skip(name)
    if (name === 'a') this.#toLink(close === '', this.#html.slice(open, end))
    else if (close === '' ? breaks.has(name) : breaksAfter.has(name)) this.#parts.push('\n')
    else if (close !== '' && (name === 'td' || name === 'th')) this.#parts.push(' ')
    return true
  }

  #goOn(end: number, length: number): boolean {
    this.#at = end + length
    return end >= 0
  }

  #skip(name: string): boolean {
    if (name === 'head' && !this.#hasHeadEnd) return true
    const end = this.#lower.indexOf(`</${name}`, this.#at)
    if (end >= 0) this.#at = end
    else if (name === 'head') this.#hasHeadEnd = false
    return end >= 0 || name === 'head'
  }

  #toLink(isOpen: boolean, tag: string): void {
    if (isOpen) {
      const target = /\shref ?= ?["']?(https?:[^"'\s>]+)/i.exec(tag)?.[1]
      this.#link = target === undefined ? undefined : { target, from: this.#parts.length }
    } else if (this.#link !== undefined) {
      const { target, from } = this.#link
      this.#parts.push(linkText(target, this.#parts.splice(from).join('')))
      this.#link = undefined
    }
  }
}

function linkText(target: string, words: string): string {
  const seen = words.trim()
  const isSaid = target.includes(seen.replace(/^https?:\/\//, '').replace(/\/$/, ''))
  return isSaid ? target : `${words} (${target})`
}

const names: { readonly [name: string]: string | undefined } = dictionary({
  ...{
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    ensp: ' ',
    emsp: ' ',
    thinsp: ' ',
    shy: '',
  },
  ...{ ndash: '–', mdash: '—', hellip: '…', bull: '•', middot: '·', lsquo: '‘', rsquo: '’', sbquo: '‚' },
  ...{
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    laquo: '«',
    raquo: '»',
    lsaquo: '‹',
    rsaquo: '›',
    zwnj: '',
    zwj: '',
  },
  ...{ euro: '€', pound: '£', yen: '¥', cent: '¢', copy: '©', reg: '®', trade: '™', deg: '°', times: '×' },
  ...{
    divide: '÷',
    plusmn: '±',
    sect: '§',
    para: '¶',
    szlig: 'ß',
    aelig: 'æ',
    AElig: 'Æ',
    oelig: 'œ',
    OElig: 'Œ',
  },
  ...{
    oslash: 'ø',
    Oslash: 'Ø',
    iquest: '¿',
    iexcl: '¡',
    frac12: '½',
    frac14: '¼',
    frac34: '¾',
    rarr: '→',
    larr: '←',
  },
})

/** Marks of letters by the end of their names: eacute, Uuml. */
const marks: { readonly [ending: string]: string | undefined } = dictionary({
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030a',
  caron: '\u030c',
  cedil: '\u0327',
})

function characterOf(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name === undefined) {
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  }
  const [, letter = '', ending = ''] = /^([a-z])([a-z]+)$/i.exec(name) ?? []
  const mark = marks[ending]
  return (
    names[name] ??
    names[name.toLowerCase()] ??
    (mark === undefined ? whole : (letter + mark).normalize('NFC'))
  )
}
