/** What tells one from another whatever the rules name: a birthday, and a tax number with its branch. */
import type { Entity } from '../../schema/entity.ts'
import type { AnyRecord, TypeName, Value } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import { branchOf, isSameTaxId, taxIdKey } from '../../schema/types/taxId.ts'

/** The fields of a kind that tell, by what they hold. */
export interface TellingFields {
  readonly birthday: readonly string[]
  /** Tax numbers, and the branches they are of. */
  readonly taxId: readonly string[]
}

const known = new WeakMap<Entity, TellingFields>()

export function tellingFields(entity: Entity): TellingFields {
  const before = known.get(entity)
  if (before !== undefined) return before
  const names = Object.keys(entity.fields)
  const ofType = (type: TypeName) => names.filter((name) => entity.fields[name]?.type === type)
  const taxIds = ofType('taxId')
  const found = {
    birthday: names.filter(isBirthday).slice(0, 1),
    taxId: taxIds.length === 0 ? [] : [...taxIds, ...ofType('branch')],
  }
  known.set(entity, found)
  return found
}

/** The field of the contacts, or one of the user's own that is called so. */
function isBirthday(name: string): boolean {
  return /birth ?(?:day|date)|date ?of ?birth|^dob|วันเกิด|ວັນເກີດ/i.test(name)
}

/** The day as YYYY-MM-DD or, without a year, --MM-DD; none where it is not known. */
export function birthdaysOf({ birthday }: TellingFields, record: AnyRecord): readonly string[] {
  return birthday.map((name) => dayOf(record[name])).filter((day) => day !== '')
}

/** A day as it is stored, or written in eight digits. */
function dayOf(value: Value | undefined): string {
  const text = String(value ?? '')
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(text) ?? []
  if (year !== undefined) return `${year}-${month}-${day}`
  return /^--\d\d-\d\d$/.test(text) ? text : ''
}

/** Tax numbers, each with its branch. */
export function taxIdsOf(entity: Entity, { taxId }: TellingFields, record: AnyRecord): readonly string[] {
  const branch = taxId
    .map((name) => (entity.fields[name]?.type === 'branch' ? record[name] : undefined))
    .find((value) => typeof value === 'string')
  return taxId.flatMap((name) => {
    const [value, type] = [record[name], entity.fields[name]?.type]
    if (value === undefined || type !== 'taxId') return []
    return types.taxId.keys(value).map((key) => branchOf(key.slice(taxIdKey.length + 1), branch))
  })
}

/** How two birthdays compare: one digit wrong, or day and month swapped, is near; without a year the day counts. */
export function compareBirthdays(one: string, other: string): 'same' | 'near' | 'apart' {
  const areWhole = one.length === 10 && other.length === 10
  if (one === other || (!areWhole && one.slice(-5) === other.slice(-5))) return 'same'
  return areWhole && (isOneDigitOff(one, other) || isSwapped(one, other)) ? 'near' : 'apart'
}

function isOneDigitOff(one: string, other: string): boolean {
  return [...one].filter((digit, at) => digit !== other[at]).length === 1
}

function isSwapped(one: string, other: string): boolean {
  const [year, month, day] = one.split('-')
  return `${year}-${day}-${month}` === other
}

/** Whether none of the numbers of two companies is the other's. */
export function areOtherTaxIds(one: readonly string[], other: readonly string[]): boolean {
  if (one.length === 0 || other.length === 0) return false
  return !one.some((a) => other.some((b) => isSameTaxId(a, b)))
}
