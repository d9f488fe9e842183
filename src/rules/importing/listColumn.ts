/** A column of stages or statuses whose heading is not quite the name of the field: kept aside, every record would be new. */

import type { Settings } from '../../config.ts'
import { fieldCalled, squeezed } from '../../schema/aliases.ts'
import type { Entity } from '../../schema/entity.ts'
import { optionsOf } from '../../schema/options.ts'
import { fold } from '../../text.ts'
import type { Place } from './gathering.ts'
import type { ImportTable } from './options.ts'
import type { Preset } from './presets/preset.ts'
import { calledIn, meanings, wordsIn } from './program.ts'

interface Likely {
  /** What can be nothing else: words that nobody knows are asked about then. */
  readonly certain: RegExp
  /** What may be it, where at least half of the words are known. */
  readonly perhaps: RegExp
}

/** By kind and field; headings are squeezed. */
const likely: { readonly [kind: string]: readonly [field: string, headings: Likely] } = {
  deal: [
    'stage',
    {
      certain:
        /stage|^(?:(?:deal|sales?|opportunity|potential)?(?:status|phase)|สถานะ(?:การขาย|งานขาย|โอกาส(?:การขาย)?)?|ສະຖານະ(?:ການຂາຍ)?)$|^ขั้น(?!ตอนถัดไป|ตอนต่อไป)|^ຂັ້ນ(?!ຕອນຕໍ່ໄປ|ຕອນຖັດໄປ)/u,
      perhaps: /status|phase|state|progress|pipeline|result|สถานะ|สถานภาพ|ระยะ|ผล|ສະຖານະ|ສະພາບ|ໄລຍະ|ຜົນ/u,
    },
  ],
  lead: [
    'status',
    {
      certain:
        /^(?:lead|prospect)(?:status|stage|state|phase)|^statusname$|^สถานะ(?:lead|ลีด|การติดต่อ|การติดตาม)|^ສະຖານະ(?:ການຕິດຕໍ່|ການຕິດຕາມ)/u,
      perhaps: /status|stage|phase|progress|สถานะ|ขั้น|ສະຖານະ|ຂັ້ນ/u,
    },
  ],
  reminder: [
    'status',
    { certain: /^(?:task|todo|reminder)status/u, perhaps: /status|state|progress|สถานะ|ສະຖານະ/u },
  ],
}

/** What is about a stage and no stage. */
const about =
  /date|day|time|when|duration|last|previous|prior|former|history|chang|enter|since|ages?$|ids?$|reason|next|probability|payment|invoice|email|วัน|เวลา|เหตุ|ชำระ|ວັນ|ເວລາ|ເຫດ|ຊຳລະ/u

/** The column that is taken for the field, unless another is called so or the caller says what all rows have. */
export function listColumn(
  table: ImportTable,
  { columns, instead = {} }: Preset,
  known: {
    readonly preset: string | undefined
    readonly entity: Entity
    readonly settings: Settings
    readonly settled: readonly string[]
  },
  place: Place,
): { readonly heading: string; readonly field: string } | undefined {
  const { entity, settings } = known
  const [name, headings] = likely[entity.name] ?? []
  const field = name === undefined ? undefined : entity.fields[name]
  if (name === undefined || headings === undefined || field === undefined || known.settled.includes(name))
    return undefined
  const own = Object.entries(columns)
  const isNamed = (heading: string) => fieldCalled(entity, heading)?.name === name
  const isRenamed = own.some(
    ([heading, ours]) => place(heading) >= 0 && calledIn(entity.name, ours, heading) === name,
  )
  if (table.header.some(isNamed) || isRenamed) return undefined
  const used = new Set(
    [...own.map(([heading]) => heading), ...Object.values(instead).map(({ column }) => column)].map(place),
  )
  const free = table.header.filter((heading) => place(heading) >= 0 && !used.has(place(heading)))
  const options = new Set(optionsOf(field, settings).map(fold))
  const meaning = meanings(known.preset, entity.name, name, field, settings)
  const isKnown = (heading: string) => {
    const words = wordsIn(table, place(heading))
    const count = words.filter((word) => options.has(fold(word)) || meaning(word) !== undefined).length
    return count > 0 && count * 2 >= words.length
  }
  const fits = free.filter(
    (heading) =>
      !about.test(squeezed(heading)) &&
      table.rows.some(({ cells }) => (cells[place(heading)] ?? '').trim() !== ''),
  )
  const heading =
    fits.find((one) => headings.certain.test(squeezed(one))) ??
    fits.find((one) => headings.perhaps.test(squeezed(one)) && isKnown(one))
  return heading === undefined ? undefined : { heading, field: name }
}
