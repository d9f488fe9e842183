/** Names of months, days of the week and near days in English, Thai and Lao, as people type them in dates. */
import { fold } from '../text.ts'

const monthNames = [
  'january jan มกราคม มกรา มค ມັງກອນ ມກ',
  'february feb กุมภาพันธ์ กุมภา กพ ກຸມພາ ກພ',
  'march mar มีนาคม มีนา มีค ມີນາ ມນ',
  'april apr เมษายน เมษา เมย ເມສາ ມສ ເມສ',
  'may พฤษภาคม พฤษภา พค ພຶດສະພາ ພພ',
  'june jun มิถุนายน มิถุนา มิย ມິຖຸນາ ມິຖ',
  'july jul กรกฎาคม กรกฎา กค ກໍລະກົດ ກລ',
  'august aug สิงหาคม สิงหา สค ສິງຫາ ສຫ',
  'september sept sep กันยายน กันยา กย ກັນຍາ ກຍ',
  'october oct ตุลาคม ตุลา ตค ຕຸລາ ຕລ',
  'november nov พฤศจิกายน พฤศจิกา พย ພະຈິກ ພຈ',
  'december dec ธันวาคม ธันวา ธค ທັນວາ ທວ',
]

const weekdayNames = [
  'sunday sun อาทิตย์ ອາທິດ',
  'monday mon จันทร์ ຈັນ',
  'tuesday tue tues อังคาร ອັງຄານ',
  'wednesday wed พุธ ພຸດ',
  'thursday thu thur thurs พฤหัสบดี พฤหัส ພະຫັດ',
  'friday fri ศุกร์ ສຸກ',
  'saturday sat เสาร์ ເສົາ',
]

const nearDayNames: readonly (readonly [days: number, names: string])[] = [
  [-2, 'เมื่อวานซืน ມື້ຊືນ'],
  [-1, 'yesterday เมื่อวาน เมื่อวานนี้ ມື້ວານ ມື້ວານນີ້'],
  [0, 'today วันนี้ ມື້ນີ້'],
  [1, 'tomorrow tmr พรุ่งนี้ ມື້ອື່ນ'],
  [2, 'มะรืน มะรืนนี้ ມື້ຮື'],
]

function numbered(lists: readonly (readonly [number: number, names: string])[]): ReadonlyMap<string, number> {
  return new Map(
    lists.flatMap(([number, names]) => names.split(' ').map((name) => [fold(name), number] as const)),
  )
}

let months: ReadonlyMap<string, number> | undefined
let weekdays: ReadonlyMap<string, number> | undefined
let nearDays: ReadonlyMap<string, number> | undefined

/** The month, 1 to 12, of a folded name or its abbreviation, with or without dots; undefined for another word. */
export function monthNamed(word: string): number | undefined {
  months ??= numbered(monthNames.map((names, index) => [index + 1, names]))
  return months.get(word.replace(/\.|^(?:เดือน|ເດືອນ)/g, ''))
}

/** The day of the week, 0 for Sunday, of a folded name; undefined for another word. */
export function weekdayNamed(word: string): number | undefined {
  weekdays ??= numbered(weekdayNames.map((names, index) => [index, names]))
  return weekdays.get(word.replace(/^(?:วัน|ວັນ)/, ''))
}

/** How many days from today a folded word like "tomorrow" means; undefined for another word. */
export function nearDayNamed(word: string): number | undefined {
  nearDays ??= numbered(nearDayNames)
  return nearDays.get(word)
}

/** A month in English, for messages. */
export function monthName(month: number): string {
  const name = monthNames[month - 1]?.split(' ')[0] ?? ''
  return name.charAt(0).toUpperCase() + name.slice(1)
}
