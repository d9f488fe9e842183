/** crm.json: stages, statuses, users, reports of one's own, qualification, assignment. */
import {
  defaultSettings,
  type LeadStatus,
  type OwnReport,
  type Settings,
  type Stage,
  type User,
} from '../../config.ts'
import {
  type Expect,
  listOf,
  numberFrom,
  object,
  oneOf,
  optional,
  refuse,
  setOf,
  text,
  wholeFrom,
} from '../expect.ts'

export const stage: Expect<Stage> = (value, at) => {
  const raw = object(value, at)
  return {
    ...raw,
    name: text(raw['name'], `${at}.name`),
    probability: numberFrom(0, 100, 'a number from 0 to 100')(raw['probability'], `${at}.probability`),
    kind: oneOf(['open', 'won', 'lost'])(raw['kind'], `${at}.kind`),
    ...optional(raw, 'requires', at, setOf(text)),
  }
}

export const leadStatus: Expect<LeadStatus> = (value, at) => {
  const raw = object(value, at)
  const kind = oneOf(['open', 'qualified', 'converted', 'closed'])(raw['kind'], `${at}.kind`)
  return { ...raw, name: text(raw['name'], `${at}.name`), kind }
}

export const user: Expect<User> = (value, at) => {
  const raw = object(value, at)
  return {
    ...raw,
    name: text(raw['name'], `${at}.name`),
    ...optional(raw, 'email', at, text),
    ...optional(raw, 'aliases', at, setOf(text)),
  }
}

export const ownReport: Expect<OwnReport> = (value, at) => {
  const raw = object(value, at)
  return {
    ...raw,
    entity: oneOf(['lead', 'account', 'contact', 'deal', 'activity', 'reminder'])(
      raw['entity'],
      `${at}.entity`,
    ),
    ...optional(raw, 'title', at, text),
    ...optional(raw, 'where', at, text),
    ...optional(raw, 'group', at, setOf(text)),
    ...optional(raw, 'sum', at, setOf(text)),
    ...optional(raw, 'columns', at, setOf(text)),
    ...optional(raw, 'sort', at, text),
  }
}

export const qualification: Expect<Settings['qualification']> = (value, at) => {
  const raw = { ...defaultSettings.qualification, ...object(value, at) }
  const checklist = setOf(text)(raw.checklist, `${at}.checklist`)
  const minimum = wholeFrom(0)(raw.minimum, `${at}.minimum`)
  if (minimum > checklist.length)
    refuse(`${at}.minimum`, `at most ${checklist.length}, the length of the checklist`, minimum)
  return { ...raw, requires: setOf(text)(raw.requires, `${at}.requires`), checklist, minimum }
}

export const assignment: Expect<Settings['assignment'][number]> = (value, at) => {
  const raw = object(value, at)
  return { ...raw, owner: text(raw.owner, `${at}.owner`), ...optional(raw, 'where', at, text) }
}

/** A list of things with names and kinds: no name twice, every kind there at least once. */
export function kinds<T extends { readonly name: string; readonly kind: string }>(
  item: Expect<T>,
  needed: readonly string[],
): Expect<readonly T[]> {
  return (value, at) => {
    const list = listOf(item)(value, at)
    setOf(text)(
      list.map(({ name }) => name),
      at,
    )
    for (const kind of needed)
      if (!list.some((one) => one.kind === kind)) refuse(at, `at least one of kind ${kind}`, undefined)
    return list
  }
}
