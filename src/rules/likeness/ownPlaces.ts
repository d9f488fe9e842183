/** Fields the user added that belong to an address: of all their own fields only these tell one record from another. */
import type { Settings } from '../../config.ts'
import type { EntityName } from '../../entities/index.ts'
import type { TypeName } from '../../schema/field.ts'
import { fold } from '../../text.ts'

/** Words that name a part of an address in headings. */
const english =
  /\b(?:address|street|suburb|house|building|flat|apartment|floor|village|district|subdistrict|city|town|county|state|province|region|post ?code|postal|zip|soi|moo|road)\b/
const thaiOrLao =
  /ที่อยู่|บ้านเลขที่|เลขที่บ้าน|หมู่บ้าน|หมู่ที่|อาคาร|ซอย|ถนน|ตำบล|แขวง|อำเภอ|เขต|จังหวัด|ไปรษณีย์|ທີ່ຢູ່|ບ້ານ|ເຮືອນເລກທີ|ຕຶກ|ຊອຍ|ຖະໜົນ|ຮ່ອມ|ໜ່ວຍ|ເມືອງ|ແຂວງ|ໄປສະນີ/u
/** What looks like a part of an address and says something else. */
const other = /\b(?:e ?mail|mail|ip|web|owner|sales|id)\b/

const types: ReadonlySet<TypeName> = new Set(['text', 'address', 'number'])

/** Names of the fields, in the order of the settings. */
export function ownPlaces(settings: Settings, kind: EntityName): readonly string[] {
  return Object.entries(settings.customFields[kind] ?? {}).flatMap(([name, { type }]) =>
    types.has(type) && isPlace(name) ? [name] : [],
  )
}

function isPlace(name: string): boolean {
  const words = fold(name.replace(/(\p{Lu}|\d+)/gu, ' $1'))
  return (english.test(words) || thaiOrLao.test(words)) && !other.test(words)
}
