/** Files of content lines (vCard, iCalendar): folded lines, and components between BEGIN and END. */
import { InputError } from '../errors.ts'
import { nfc } from '../text.ts'
import { decode } from './encoding.ts'
import { type Dialect, type Property, parseProperty } from './ical.ts'

export interface ContentLine {
  /** Where it begins in the file, from 1. */
  readonly line: number
  readonly text: string
}

export interface Component {
  /** In upper case: VCARD, VEVENT. */
  readonly name: string
  /** Line of its BEGIN. */
  readonly line: number
  readonly lines: readonly ContentLine[]
  readonly parts: readonly Component[]
  /** Whether its END is there. */
  readonly isWhole: boolean
}

interface OpenComponent extends Component {
  readonly lines: ContentLine[]
  readonly parts: Component[]
  isWhole: boolean
}

/** Deeper than any calendar. */
const maxDepth = 10

/** The outermost components of a file. One that is not ended is ended by the next BEGIN of its name, or the file's end. */
export function componentsOf(text: string): readonly Component[] {
  const found: Component[] = []
  const open: OpenComponent[] = []
  for (const one of unfolded(text)) {
    const [, edge, word = ''] = /^(BEGIN|END)\s*:\s*([\w-]+)\s*$/i.exec(one.text) ?? []
    const name = word.toUpperCase()
    if (edge === undefined) open.at(-1)?.lines.push(one)
    else if (edge.toUpperCase() === 'END') close(open, name)
    else {
      if (open.some((outer) => outer.name === name)) dropFrom(open, name)
      const component: OpenComponent = { name, line: one.line, lines: [], parts: [], isWhole: false }
      const home = open.at(-1)?.parts ?? found
      if (open.length < maxDepth) home.push(component)
      open.push(component)
    }
  }
  return found
}

function close(open: OpenComponent[], name: string): void {
  const at = open.findLastIndex((one) => one.name === name)
  const component = open[at]
  if (component === undefined) return
  component.isWhole = true
  open.splice(at)
}

function dropFrom(open: OpenComponent[], name: string): void {
  open.splice(open.findIndex((one) => one.name === name))
}

const softBreak = /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[^:]*:.*=$/i

/** Lines with those that continue them: by a space at the beginning, or by "=" at the end of quoted-printable text. */
function unfolded(text: string): readonly ContentLine[] {
  const lines: { line: number; parts: string[] }[] = []
  let isSoft = false
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const last = isSoft || /^[ \t]/.test(raw) ? lines.at(-1) : undefined
    if (last !== undefined) last.parts.push(isSoft ? raw : raw.slice(1))
    else if (raw.trim() !== '') lines.push({ line: index + 1, parts: [raw] })
    isSoft = isSoft ? raw.endsWith('=') : softBreak.test(raw)
  }
  return lines.map(({ line, parts }) => ({ line, text: parts.join('') }))
}

/** The properties of a component of a calendar, without the lines that are none. */
export function propertiesIn({ lines }: Component): readonly Property[] {
  return lines.flatMap((line) => propertyAt(line, 'icalendar') ?? [])
}

/** A line as a property, the older ways of writing it put right; undefined where it is none. */
export function propertyAt({ text }: ContentLine, dialect: Dialect): Property | undefined {
  const line = dialect === 'icalendar' ? withQuotedZone(text) : text
  const [, group = '', name, params = '', value = ''] =
    /^(?:([\w-]+)\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)$/s.exec(line) ?? []
  if (name === undefined) return undefined
  const { kept, encoding, charset } = normalParams(params)
  if (encoding === 'b' || encoding === 'base64')
    return { name: name.toLowerCase(), params: {}, type: 'binary', values: [] }
  if (name.toLowerCase() === 'rrule')
    return { name: 'rrule', params: {}, type: 'text', values: [value.trim()] }
  const plain = encoding === 'quoted-printable' ? escapedText(quotedPrintable(value, charset)) : value
  const content = dialect === 'vcard3' && !structured.test(name) ? withoutOldEscapes(plain) : plain
  const property = parseProperty(nfc(`${name}${kept}:${content}`), dialect)
  return property === undefined || group === ''
    ? property
    : { ...property, params: { ...property.params, group: [group.toLowerCase()] } }
}

/** Programs leave out the quotes of names with commas and colons: TZID=(UTC+07:00) Bangkok, Hanoi, Jakarta */
function withQuotedZone(line: string): string {
  return line.replace(/;TZID=([^";][^";]*?)(?=;[A-Z-]+=|:[\dTZ,/PWDHMS+-]+$)/i, ';TZID="$1"')
}

const structured = /^(?:n|adr|org|gender|clientpidmap)$/i

/** Before 4.0 some programs put a backslash before more characters than the library takes it off. */
function withoutOldEscapes(text: string): string {
  return text.replace(/\\(\\|[;:"])/g, (whole, character: string) => (character === '\\' ? whole : character))
}

/** Parameters without those of transport; vCard 2.1 leaves out TYPE=. */
function normalParams(params: string): {
  kept: string
  encoding: string | undefined
  charset: string | undefined
} {
  let kept = ''
  let encoding: string | undefined
  let charset: string | undefined
  for (const param of params.match(/(?:[^";]|"[^"]*")+/g) ?? []) {
    const [, key = 'TYPE', given = ''] = /^(?:([^=]*)=)?(.*)$/s.exec(param.trim()) ?? []
    const name = key.toUpperCase()
    const word = given.toLowerCase()
    if (name === 'ENCODING' || /^(?:quoted-printable|base64|[78]bit)$/.test(word)) encoding = word
    else if (name === 'CHARSET') charset = word
    else if (/^[\w-]+$/.test(name) && word !== '') kept += `;${name}=${given}`
  }
  return { kept, encoding, charset }
}

/** Bytes written as =E0=B8, in the encoding the property names, else in UTF-8 where they are that. */
function quotedPrintable(value: string, charset: string | undefined): string {
  const bytes: number[] = []
  for (const [, hex, character = ''] of value.matchAll(/=([\dA-F]{2})|(.)/gisu)) {
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16))
    else if (character !== '=') bytes.push(...Buffer.from(character))
  }
  const content = Uint8Array.from(bytes)
  return decoded(content, charset) ?? decoded(content, undefined) ?? Buffer.from(content).toString('latin1')
}

function decoded(content: Uint8Array, charset: string | undefined): string | undefined {
  try {
    return decode(content, charset).text
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

/** Decoded text as the rest of the format writes it: separators stay, line breaks become \n. */
function escapedText(text: string): string {
  return text.replace(/\r\n?|\n/g, '\\n')
}
