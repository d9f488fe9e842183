/** Columns of faxes, which any program and any spreadsheet may have: they go to the other telephones, with their labels. */
import { fieldCalled } from '../../schema/aliases.ts'
import type { Entity } from '../../schema/entity.ts'
import { isFax, withoutFax } from '../../schema/fax.ts'
import type { Place } from './gathering.ts'
import type { Preset } from './presets/preset.ts'
import { endNumber, kinds, labelIn } from './unnamed.ts'

/** The preset with the columns of faxes that are no field yet, and that the program does not say otherwise of. */
export function withFaxes(preset: Preset, header: readonly string[], entity: Entity, place: Place): Preset {
  const { series = [], columns } = preset
  const said = [...Object.keys(columns), ...series.flatMap((one) => one.columns.flat())]
  const taken = new Set([-1, ...said.map(place)])
  const faxes = header.filter(
    (heading) =>
      isFaxHeading(heading) && !taken.has(place(heading)) && fieldCalled(entity, heading) === undefined,
  )
  if (faxes.length === 0 || entity.fields.otherPhones === undefined) return preset
  const labelled = faxes.map((heading) => [labelIn(heading), heading] as const)
  return { ...preset, series: [...series, { main: '', others: 'otherPhones', columns: labelled }] }
}

const beside =
  /(?<!\p{L})(?:phone|telephone|tel|numbers?|nos?|main|company|primary|person|contact|assistant)(?!\p{L})|เบอร์|หมายเลข|เลขที่|สำนักงาน|บริษัท|ເບີ|ເລກ|ຫ້ອງການ|ບໍລິສັດ/giu
const kind = new RegExp(kinds, 'giu')

/** Whether a heading means faxes alone: `Fax`, `Work Fax 2`, `หมายเลขโทรสาร`; not `Tel/Fax`, and not `Fax Opt Out`. */
function isFaxHeading(heading: string): boolean {
  if (!isFax(heading) || /[/&,+]|\sand\s|และ|ແລະ/i.test(heading)) return false
  const rest = withoutFax(heading.replace(endNumber, '')).replace(kind, '').replace(beside, '')
  return !/\p{L}/u.test(rest)
}
