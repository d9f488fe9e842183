/** Headings that are no field's name or alias: parts of an address, whole names, ids of other systems. */
import { type EntityName, isEntityName } from '../../entities/index.ts'
import { squeezed } from '../../schema/aliases.ts'
import type { Address } from '../../schema/field.ts'

type Part = keyof Address

/** Parts of an address, and what they are called. */
export const partNames: readonly (readonly [Part, readonly string[]])[] = [
  ['street', ['street', 'street 1', 'address 1', 'address line 1', 'ถนน', 'บ้านเลขที่', 'ຖະໜົນ', 'ເຮືອນເລກທີ']],
  [
    'subdistrict',
    ['subdistrict', 'tambon', 'khwaeng', 'village', 'ตำบล', 'แขวง', 'ตำบล/แขวง', 'แขวง/ตำบล', 'ບ້ານ'],
  ],
  [
    'district',
    ['district', 'amphoe', 'amphur', 'khet', 'muang', 'เขต', 'อำเภอ', 'อำเภอ/เขต', 'เขต/อำเภอ', 'ເມືອງ'],
  ],
  ['city', ['city', 'town', 'city/town', 'เมือง', 'ນະຄອນ']],
  [
    'province',
    ['province', 'state', 'state/province', 'state/region', 'county', 'changwat', 'จังหวัด', 'ແຂວງ'],
  ],
  ['postalCode', ['postal code', 'postcode', 'zip', 'zip code', 'zip/postal code', 'รหัสไปรษณีย์', 'ລະຫັດໄປສະນີ']],
  ['country', ['country', 'country/region', 'ประเทศ', 'ປະເທດ']],
]

/** What may stand before the name of a part of the main address. */
const mainAddress = ['', 'address', 'mailing', 'primary', 'billing', 'ที่อยู่', 'ທີ່ຢູ່']

const parts: ReadonlyMap<string, Part> = new Map(
  partNames.flatMap(([part, names]) =>
    mainAddress.flatMap((before) => names.map((name): [string, Part] => [squeezed(before + name), part])),
  ),
)

/** The part of the main address that a heading names, or undefined. */
export function addressPartCalled(heading: string): Part | undefined {
  return parts.get(squeezed(heading))
}

const wholeNames = new Set(
  [
    ...['name', 'full name', 'contact name', 'lead name', 'person', 'display name'],
    ...['ชื่อ-นามสกุล', 'ชื่อ นามสกุล', 'ชื่อและนามสกุล', 'ชื่อ-สกุล', 'ชื่อลูกค้า', 'ชื่อผู้ติดต่อ'],
    ...['ຊື່ ແລະ ນາມສະກຸນ', 'ຊື່ ນາມສະກຸນ', 'ຊື່ເຕັມ', 'ຊື່ລູກຄ້າ', 'ຊື່ຜູ້ຕິດຕໍ່'],
  ].map(squeezed),
)

/** Whether a heading means a person's first and last name in one. */
export function isWholeName(heading: string): boolean {
  return wholeNames.has(squeezed(heading))
}

const justName = new Set(['ชื่อ', 'ຊື່'].map(squeezed))

/** Whether a heading means the first name beside a last name, and the whole name where there is none. */
export function isJustName(heading: string): boolean {
  return justName.has(squeezed(heading))
}

const namesOfKinds: { readonly [K in EntityName]: readonly string[] } = {
  lead: ['lead', 'prospect'],
  account: [
    'account',
    'company',
    'customer',
    'client',
    'organization',
    'organisation',
    'ลูกค้า',
    'บริษัท',
    'ລູກຄ້າ',
    'ບໍລິສັດ',
  ],
  contact: ['contact', 'person', 'ผู้ติดต่อ', 'ຜູ້ຕິດຕໍ່'],
  deal: ['deal', 'opportunity', 'potential', 'order', 'ดีล', 'โอกาสการขาย', 'ດີວ'],
  activity: ['activity', 'event', 'task', 'call', 'meeting', 'note', 'กิจกรรม', 'ກິດຈະກຳ'],
  reminder: ['reminder', 'task', 'todo', 'activity'],
}

const idForm = /^(?:(?:related|associated|primary|linked)?(.+?)(?:name)?(?:ids?|key)|(?:รหัส|ລະຫັດ)(.+))$/u

/** What a heading says that its column has the ids of: `Contact ID`, ACCOUNTID, รหัสลูกค้า. */
function idsNamed(heading: string): string | undefined {
  const [, latin, local] = idForm.exec(squeezed(heading)) ?? []
  return latin ?? local
}

/** Whether a heading means the id of such records in the system they come from: `opportunity_id` for deals. */
export function isForeignId(heading: string, kind: string): boolean {
  const named = idsNamed(heading)
  return (
    named !== undefined && isEntityName(kind) && namesOfKinds[kind].some((name) => squeezed(name) === named)
  )
}

/** The kind whose ids in the system they come from a heading names; undefined where it names none. */
export function kindOfIds(heading: string): EntityName | undefined {
  const named = idsNamed(heading)
  if (named === undefined) return undefined
  return linkedKinds.find((kind) => namesOfKinds[kind].some((name) => squeezed(name) === named))
}

/** What others link to. */
const linkedKinds: readonly EntityName[] = ['lead', 'account', 'contact', 'deal']
