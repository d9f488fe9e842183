/** Days and times said in Thai and Lao, put into the English that is read: วันจันทร์หน้า, พรุ่งนี้บ่าย 2 โมง, ອີກ 3 ມື້. */
import { fold } from '../text.ts'
import { nearDayNamed, weekdayNamed } from './words.ts'

const thaiLao = /[\u0e01-\u0edf]/

/**
 * The folded text with its Thai and Lao words for near days, distances and times of day in English; other words and
 * texts stay as they are.
 */
export function inEnglish(text: string): string {
  if (!thaiLao.test(text)) return text
  const { rest, clock } = timeIn(text)
  const day = dayIn(rest.trim())
  return clock === undefined ? day : `${day} ${clock}`.trim()
}

const unit: readonly (readonly [RegExp, string])[] = [
  [word('วัน|มื้อ|ມື້|ວັນ'), 'days'],
  [word('สัปดาห์|อาทิตย์|ອາທິດ|ສັບປະດາ'), 'weeks'],
  [word('เดือน|ເດືອນ'), 'months'],
  [word('ปี|ປີ'), 'years'],
  [word('ชั่วโมง|ชม\\.?|ຊົ່ວໂມງ|ຊມ\\.?'), 'hours'],
  [word('นาที|ນາທີ'), 'minutes'],
]

function word(forms: string): RegExp {
  return new RegExp(`^(?:${fold(forms)})$`)
}

function unitNamed(name: string): string | undefined {
  return unit.find(([form]) => form.test(name))?.[1]
}

let forms: ReturnType<typeof makeForms> | undefined

/** Made when first needed: only who types Thai or Lao pays for them. */
function makeForms() {
  const form = (source: string) => new RegExp(fold(source))
  return {
    ahead: form('^(?:ใน)?(?:อีก|ອີກ) ?(\\d{1,4}) ?([^\\d]+?)(?: ?(?:ข้างหน้า|ຂ້າງໜ້າ))?$'),
    aheadLater: form('^(\\d{1,4}) ?([^\\d]+?) ?(?:ข้างหน้า|ຂ້າງໜ້າ)$'),
    ago: form('^(\\d{1,4}) ?([^\\d]+?) ?(?:ก่อน|ที่แล้ว|ที่ผ่านมา|ກ່ອນ|ທີ່ແລ້ວ|ກ່ອນໜ້ານີ້)$'),
    plain: form('^(\\d{1,4}) ?([^\\d]+)$'),
    next: form('^(.+?) ?(?:หน้า|ถัดไป|ໜ້າ|ຕໍ່ໄປ)$'),
    last: form('^(.+?) ?(?:ที่แล้ว|ก่อน|ที่ผ่านมา|ແລ້ວນີ້|ທີ່ແລ້ວ|ແລ້ວ|ກ່ອນ|ຜ່ານມາ)$'),
    same: form('^(.+?) ?(?:นี้|ນີ້)$'),
    end: form('^(?:สิ้น|ปลาย|ທ້າຍ|ສິ້ນ) ?(เดือน|ปี|ເດືອນ|ປີ)(?:นี้|ນີ້)?$'),
    dated: form('^(?:วันที่|ວັນທີ) ?(?=\\d)'),
    midnight: form('(?:เวลา|ตอน|ເວລາ|ຕອນ)? ?(?:เที่ยงคืน|ທ່ຽງຄືນ)$'),
    noon: form('(?:เวลา|ตอน|ເວລາ|ຕອນ)? ?(?:เที่ยงวัน|เที่ยง|ທ່ຽງວັນ|ທ່ຽງ)$'),
    clock: form(
      '(?:เวลา|ตอน|ເວລາ|ຕອນ)? ?(ตี|บ่าย|ບ່າຍ)? ?(\\d{1,2})? ?(โมง|ทุ่ม|ໂມງ|(?<=(?:ตี|บ่าย|ບ່າຍ) ?\\d{1,2}))(เช้า|เย็น|ເຊົ້າ|ແລງ)?(ครึ่ง|ເຄິ່ງ)?$',
    ),
    part: form('(?:ตอน|ຕອນ)? ?(เช้า|สาย|บ่าย|เย็น|ค่ำ|คืน|ເຊົ້າ|ສວຍ|ບ່າຍ|ແລງ|ຄ່ຳ|ຄືນ)(นี้|ນີ້)?$'),
  }
}

/** A time of day at the end of the text, as HH:MM or an English word, and what stands before it. */
function timeIn(text: string): { readonly rest: string; readonly clock?: string } {
  forms ??= makeForms()
  const rest = (found: RegExpExecArray) => text.slice(0, found.index)
  const midnight = forms.midnight.exec(text)
  if (midnight !== null) return { rest: rest(midnight), clock: '00:00' }
  const noon = forms.noon.exec(text)
  if (noon !== null) return { rest: rest(noon), clock: 'noon' }
  const clock = forms.clock.exec(text)
  const read = clock === null ? undefined : clockOf(clock)
  if (clock !== null && read !== undefined) return { rest: rest(clock), clock: read }
  const part = forms.part.exec(text)
  const named = part === null ? undefined : parts[part[1] ?? '']
  const isOfDay = part !== null && (part[2] !== undefined || isDayWord(rest(part).trim()))
  return part !== null && named !== undefined && isOfDay ? { rest: rest(part), clock: named } : { rest: text }
}

function isDayWord(text: string): boolean {
  const isKnown = nearDayNamed(text) !== undefined || weekdayNamed(text) !== undefined
  return isKnown || /\d/.test(text) || dayIn(text) !== text
}

/** Parts of the day by their names once folded. */
const parts: { readonly [name: string]: string | undefined } = Object.fromEntries(
  Object.entries({
    morning: 'เช้า สาย ເຊົ້າ ສວຍ',
    afternoon: 'บ่าย ບ່າຍ',
    evening: 'เย็น ແລງ',
    night: 'ค่ำ คืน ຄ່ຳ ຄືນ',
  }).flatMap(([english, names]) => names.split(' ').map((name) => [fold(name), english])),
)

/**
 * The hour of the Thai clock, which begins four times a day: ตี 2, 9 โมงเช้า, บ่าย 2 โมง, 4 โมงเย็น, 2 ทุ่ม. Undefined where it
 * may be two: of 1 to 5 โมง alone nothing says whether it is in the morning.
 */
function clockOf([, before, typed, unit = '', half, thirty]: readonly (string | undefined)[]):
  | string
  | undefined {
  const isAfternoon = before !== undefined && before !== fold('ตี')
  const count = typed === undefined ? (isAfternoon ? 1 : undefined) : Number(typed)
  if (count === undefined) return undefined
  const hour = hourOf(count, {
    isNight: before === fold('ตี'),
    isAfternoon,
    isDusk: unit === fold('ทุ่ม'),
    half,
  })
  if (hour === undefined || hour > 23) return undefined
  return `${String(hour).padStart(2, '0')}:${thirty === undefined ? '00' : '30'}`
}

interface Half {
  readonly isNight: boolean
  readonly isAfternoon: boolean
  readonly isDusk: boolean
  readonly half: string | undefined
}

function hourOf(count: number, { isNight, isAfternoon, isDusk, half }: Half): number | undefined {
  if (isNight) return count >= 1 && count <= 5 ? count : undefined
  if (isDusk) return count >= 1 && count <= 5 ? count + 18 : undefined
  if (isAfternoon || half === fold('เย็น') || half === fold('ແລງ')) return count < 12 ? count + 12 : count
  return half === undefined && count < 6 ? undefined : count
}

/** The day alone: what is not known stays as it is. */
function dayIn(text: string): string {
  forms ??= makeForms()
  const plain = text.replace(forms.dated, '')
  const end = forms.end.exec(plain)
  if (end !== null) return unitNamed(end[1] ?? '') === 'years' ? 'end of year' : 'end of month'
  if (nearDayNamed(plain) !== undefined) return plain
  return distanceIn(plain) ?? relative(plain) ?? plain
}

function distanceIn(text: string): string | undefined {
  forms ??= makeForms()
  const found = forms.ahead.exec(text) ?? forms.aheadLater.exec(text)
  const ago = forms.ago.exec(text)
  const plain = forms.plain.exec(text)
  const [, count, name = ''] = found ?? ago ?? plain ?? []
  const english = unitNamed(name.trim())
  if (count === undefined || english === undefined) return undefined
  if (found !== null) return `in ${count} ${english}`
  return ago === null ? `${count} ${english}` : `${count} ${english} ago`
}

/** next monday, last week: a Sunday is called as a week is, so วันอาทิตย์หน้า is the Sunday and อาทิตย์หน้า the week. */
function relative(text: string): string | undefined {
  forms ??= makeForms()
  const which = (['next', 'last', 'same'] as const).find((one) => forms?.[one].test(text))
  if (which === undefined) return undefined
  const name = forms[which].exec(text)?.[1] ?? ''
  const english = which === 'same' ? 'this' : which
  const period = unitNamed(name)?.slice(0, -1)
  if (period !== undefined && period !== 'day') return `${english} ${period}`
  return weekdayNamed(name) === undefined ? undefined : `${english} ${name}`
}
