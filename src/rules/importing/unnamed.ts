/** What can be told of a table of no known program: which columns are several of one, which addresses are more than the main one. */
import { fieldCalled, squeezed } from '../../schema/aliases.ts'
import type { Entity } from '../../schema/entity.ts'
import type { Place } from './gathering.ts'
import { partNames } from './headings.ts'
import type { AddressColumns, Preset, Series } from './presets/preset.ts'
import { calledIn } from './program.ts'
import { isPerson } from './targets.ts'

/**
 * What programs have in common, as it is for a table: a column is renamed only where no other means the same field; a
 * title beside a job title is a salutation.
 */
export function unnamed(header: readonly string[], entity: Entity, preset: Preset, place: Place): Preset {
  const free = header.filter((heading) => place(heading) >= 0)
  const title = free.find((heading) => squeezed(heading) === 'title')
  const hasJobTitle = free.some((heading) => squeezed(heading) === 'jobtitle')
  const isSalutation = title !== undefined && hasJobTitle && isPerson(entity)
  return {
    ...preset,
    columns: {
      ...columnsIn(header, entity, preset.columns, place),
      ...(isSalutation ? { [title]: 'salutation' } : {}),
    },
    series: seriesIn(free, entity),
    addresses: entity.fields.otherAddresses === undefined ? [] : addressesIn(place),
  }
}

/** The first column for each field that no other column is called after. */
function columnsIn(
  header: readonly string[],
  entity: Entity,
  columns: Preset['columns'],
  place: Place,
): Preset['columns'] {
  const taken = new Set(header.flatMap((heading) => fieldCalled(entity, heading)?.name ?? []))
  return Object.fromEntries(
    Object.entries(columns).filter(([heading, ours]) => {
      const field = calledIn(entity.name, ours, heading)
      const isWanted = place(heading) >= 0 && !taken.has(field)
      if (isWanted) taken.add(field)
      return isWanted
    }),
  )
}

const mainAddresses = ['', 'Address ', 'Mailing ', 'Primary ', 'Billing ', 'ที่อยู่', 'ທີ່ຢູ່']
const moreAddresses = [
  'Shipping ',
  'Delivery ',
  'Other ',
  'Home ',
  'Office ',
  'Registered ',
  'ที่อยู่จัดส่ง',
  'ທີ່ຢູ່ຈັດສົ່ງ',
]

/** The addresses of a table that has more than the main one: the first filled is the main one then. */
function addressesIn(place: Place): readonly AddressColumns[] {
  const more = moreAddresses
    .map(addressOf)
    .filter(({ parts }) => Object.keys(parts).some((one) => place(one) >= 0))
  return more.length === 0 ? [] : [...mainAddresses.map(addressOf), ...more]
}

function addressOf(before: string): AddressColumns {
  const named = partNames.flatMap(([part, names]) => names.map((name) => [`${before}${name}`, part] as const))
  const whole = before.trim() === '' ? ['Address', 'Street Address'] : [before.trim(), `${before}Address`]
  return {
    label: before.trim().toLowerCase(),
    parts: Object.fromEntries([...whole.map((one) => [one, 'street'] as const), ...named]),
  }
}

/**
 * Emails and phones of any other program: where several columns are of one, the first filled one is the main value and
 * the others go to the list, labelled by what their heading adds to the field's name: `Mobile phone` gives mobile.
 */
function seriesIn(header: readonly string[], entity: Entity): readonly Series[] {
  return ['email', 'phone'].flatMap((main) => {
    const others = main === 'email' ? 'otherEmails' : 'otherPhones'
    if (entity.fields[main] === undefined || entity.fields[others] === undefined) return []
    const headings = header.filter((heading) => isCalled(entity, heading, main))
    return headings.length < 2
      ? []
      : [{ main, others, columns: headings.map((heading) => [labelIn(heading), heading] as const) }]
  })
}

/** A number that stands alone: of `E-mail 2 Address` and `เบอร์โทร 2` the 2. */
export const endNumber = /[\s_#-]*\d$|\s\d(?=\s)/
/** Words that say which of several emails or telephones it is. */
export const kinds =
  'home|work|business|office|other|second|secondary|alternative|personal|private|mobile|ที่ทำงาน|บ้าน|สำรอง|ส่วนตัว|ບ່ອນເຮັດວຽກ|ເຮືອນ|ສຳຮອງ'
const kindBefore = new RegExp(`^(?:${kinds})\\s+`, 'i')
const kindBehind = new RegExp(`\\s*[(-]?\\s*(?:${kinds})\\)?$`, 'i')

function isCalled(entity: Entity, heading: string, main: string): boolean {
  const plain = heading.replace(endNumber, '').trim()
  const called =
    fieldCalled(entity, heading) ??
    fieldCalled(entity, plain) ??
    fieldCalled(entity, plain.replace(kindBefore, '')) ??
    fieldCalled(entity, plain.replace(kindBehind, ''))
  return called?.name === main
}

/** What a heading adds to the name of its field: of `Mobile phone` mobile. */
export function labelIn(heading: string): string {
  return heading
    .replace(endNumber, '')
    .toLowerCase()
    .replace(/\b(e-?mail|address|phone|telephone|tel|number|no)\b\.?/g, '')
    .replace(/^[\s_-]+|[\s_-]+$/g, '')
}
