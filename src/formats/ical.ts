/** Single properties of vCards and calendars ↔ their values. The only import of ical.js. */
import ICAL from 'ical.js'

export type Dialect = 'vcard' | 'vcard3' | 'icalendar'

/** Several values of a property; a structured one (a name, an address) has parts, and a part may be a list. */
export type PropertyValue = string | readonly (string | readonly string[])[]

export interface Property {
  /** In lower case, without its group. */
  readonly name: string
  /** By name in lower case. */
  readonly params: { readonly [name: string]: readonly string[] | undefined }
  readonly type: string
  readonly values: readonly PropertyValue[]
}

/** Reads one unfolded line; undefined where it is none. */
export function parseProperty(line: string, dialect: Dialect): Property | undefined {
  try {
    return propertyOf(ICAL.parse.property(line, ICAL.design[dialect]))
  } catch {
    return undefined
  }
}

function propertyOf(parsed: unknown): Property | undefined {
  if (!Array.isArray(parsed)) return undefined
  const [name, params, type, ...values]: unknown[] = parsed
  if (typeof name !== 'string' || typeof type !== 'string' || typeof params !== 'object' || params === null)
    return undefined
  return {
    name,
    type,
    params: Object.fromEntries(Object.entries(params).map(([key, value]) => [key, listOf(value)])),
    values: values.map((value) => propertyValue(value, type)),
  }
}

function listOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String)
}

function propertyValue(value: unknown, type: string): PropertyValue {
  if (Array.isArray(value))
    return value.map((part) => (Array.isArray(part) ? part.map(String) : String(part)))
  const text = String(value)
  return type === 'unknown' || type === 'uri' ? unescapedText(text) : text
}

/** Of properties it does not know, the library leaves the text as it is. */
function unescapedText(text: string): string {
  return text.replace(/\\(.)/gs, (_, character: string) => (/n/i.test(character) ? '\n' : character))
}

/** What a property to be written is. */
export interface NewProperty {
  readonly name: string
  readonly params?: { readonly [name: string]: string | readonly string[] }
  /** Type of the value, where not the usual one. */
  readonly type?: string
  readonly values: readonly PropertyValue[]
}

/** One line, folded at 75 bytes, with its line end. */
export function writeProperty(
  { name, params = {}, type = 'text', values }: NewProperty,
  dialect: Dialect,
): string {
  const line = ICAL.stringify.property([name, params, type, ...values], ICAL.design[dialect], true)
  return fold(line.replace(/\r\n?|\n/g, '\\n'))
}

/** RFC 5545 3.1 and RFC 6350 3.2: lines of at most 75 bytes, no character split. */
function fold(line: string): string {
  const lines: string[] = []
  let part = ''
  let length = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (length + size > 75) {
      lines.push(part)
      part = ' '
      length = 1
    }
    part += character
    length += size
  }
  return `${[...lines, part].join('\r\n')}\r\n`
}

/** Reads clock times of a zone that a calendar describes itself (VTIMEZONE); undefined where it does so wrongly. */
export function zoneReader(text: string): ((clock: string) => Date | undefined) | undefined {
  try {
    const zone = new ICAL.Timezone(new ICAL.Component(ICAL.parse(text)))
    return (clock) => timeIn(zone, clock)
  } catch {
    return undefined
  }
}

function timeIn(zone: InstanceType<typeof ICAL.Timezone>, clock: string): Date | undefined {
  const [year, month, day, hour = 0, minute = 0, second = 0] = clock.split(/\D/).map(Number)
  try {
    const time = ICAL.Time.fromData({ year, month, day, hour, minute, second }, zone).toUnixTime()
    return Number.isFinite(time) ? new Date(time * 1000) : undefined
  } catch {
    return undefined
  }
}
