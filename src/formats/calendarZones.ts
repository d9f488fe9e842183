/** The time zones that a calendar names, and how its clock times are read. */
import { isInstant, toInstant } from '../dates.ts'
import type { Component } from './contentLines.ts'
import { type Property, zoneReader } from './ical.ts'
import { clockByAnyName, clockOfIana, type ZoneClock, zoneKey } from './zoneNames.ts'

export interface Zones {
  /** Clocks of the zones the calendar names, by `zoneKey`. */
  readonly clocks: ReadonlyMap<string, ZoneClock>
  /** The zone the calendar itself is of, as it says: for times of zones that nobody knows. */
  readonly own?: { readonly name: string; readonly clock: ZoneClock }
}

export const noZones: Zones = { clocks: new Map() }

/**
 * The zones of a file, as far as they are known: described in the file, or by their names.
 * @param all components of the file, inner ones too
 * @param properties of its items
 */
export async function zonesOf(all: readonly Component[], properties: readonly Property[]): Promise<Zones> {
  const described = all.filter(({ name }) => name === 'VTIMEZONE')
  const says = all
    .map((component) => textAfter(component, 'X-WR-TIMEZONE'))
    .find((name) => name !== undefined)
  const clocks = new Map<string, ZoneClock>()
  const named = properties.flatMap(({ params }) => params.tzid?.[0] ?? [])
  const unknown = new Set(says === undefined ? named : [says, ...named])
  for (const zone of described) {
    const id = textAfter(zone, 'TZID')
    const clock = id === undefined ? undefined : describedClock(id, zone)
    if (id !== undefined && clock !== undefined) clocks.set(zoneKey(id), clock)
  }
  for (const name of unknown) {
    const clock = clocks.get(zoneKey(name)) ?? clockOfIana(name)
    if (clock === undefined) continue
    clocks.set(zoneKey(name), clock)
    unknown.delete(name)
  }
  if (unknown.size > 0) {
    const { zoneOfWindows } = await import('./windowsZones.ts')
    for (const name of unknown) {
      const clock = clockByAnyName(name, zoneOfWindows)
      if (clock !== undefined) clocks.set(zoneKey(name), clock)
    }
  }
  const own = says === undefined ? undefined : clocks.get(zoneKey(says))
  return { clocks, ...(says === undefined || own === undefined ? {} : { own: { name: says, clock: own } }) }
}

function textAfter({ lines }: Component, name: string): string | undefined {
  const form = new RegExp(`^${name}(?:;[^:]*)?:(.*)$`, 'i')
  for (const { text } of lines) {
    const value = form.exec(text)?.[1]?.trim()
    if (value !== undefined && value !== '') return value
  }
  return undefined
}

/** What IANA says of a zone holds for all years; what a file says of it, often for one. */
function describedClock(id: string, zone: Component): ZoneClock | undefined {
  const known = clockOfIana(id) ?? clockOfIana(textAfter(zone, 'X-LIC-LOCATION') ?? '')
  if (known !== undefined) return known
  const hasRules = zone.parts.some(({ name }) => name === 'STANDARD' || name === 'DAYLIGHT')
  const read = hasRules ? zoneReader(written(zone)) : undefined
  if (read === undefined || read('2026-01-01T00:00:00') === undefined) return undefined
  return (day, clock) => {
    const time = read(`${day}T${clock}`)
    return time === undefined ? `${day} ${clock}` : toInstant(time)
  }
}

function written({ name, lines, parts }: Component): string {
  const inner = [...lines.map((line) => line.text), ...parts.map(written)]
  return [`BEGIN:${name}`, ...inner, `END:${name}`].join('\r\n')
}

/** A time as it stands in a calendar: a day, a UTC instant, or what the clocks of some zone show. */
export interface CalendarTime {
  readonly day: string
  /** HH:MM:SS; none where it is a whole day. */
  readonly clock?: string
  readonly isUtc: boolean
  /** The zone it names. */
  readonly zone?: string
}

/** A value of a property as a time, a day also where VALUE=DATE is missing; undefined where it is none. */
export function timeIn({ params }: Property, value: unknown): CalendarTime | undefined {
  const [, day, clock, utc] = /^(\d{4}-\d\d-\d\d)(?:T(?:(\d\d:\d\d:\d\d)(Z?)|:*))?$/.exec(String(value)) ?? []
  if (day === undefined || !isInstant(`${day}T${clock ?? '00:00:00'}Z`)) return undefined
  const [zone = ''] = params.tzid ?? []
  const named = zone === '' || utc === 'Z' ? {} : { zone }
  return { day, isUtc: utc === 'Z', ...(clock === undefined ? {} : { clock, ...named }) }
}

/**
 * A time as a day, a UTC instant, or, of no zone, `2026-11-22 09:00:00`; in a zone nobody knows as the calendar's own
 * zone has it.
 */
export function whenOf({ day, clock, isUtc, zone }: CalendarTime, { clocks, own }: Zones): string {
  if (clock === undefined) return day
  if (isUtc) return `${day}T${clock}Z`
  const read = zone === undefined ? undefined : (clocks.get(zoneKey(zone)) ?? own?.clock)
  return read === undefined ? `${day} ${clock}` : read(day, clock)
}

/** The zones nobody knows that some of the properties are in. */
export function unknownZones(properties: readonly Property[], { clocks }: Zones): readonly string[] {
  const names = properties.flatMap((property) =>
    property.values.flatMap((value) => timeIn(property, value)?.zone ?? []),
  )
  return [...new Set(names)].filter((name) => !clocks.has(zoneKey(name)))
}
