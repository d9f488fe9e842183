/** What was found when a lead was qualified. Set by rules; in exports as JSON. */
import { formatWhen, isInstant } from '../../dates.ts'
import { compareCodes } from '../compare.ts'
import type { Qualification } from '../field.ts'
import { parseJson } from '../json.ts'
import { defineType } from '../type.ts'

function isQualification(value: unknown): value is Qualification {
  if (typeof value !== 'object' || value === null) return false
  if (!('at' in value) || typeof value.at !== 'string' || !isInstant(value.at)) return false
  if (!('by' in value) || typeof value.by !== 'string') return false
  if (!('answers' in value) || typeof value.answers !== 'object' || value.answers === null) return false
  if ('note' in value && value.note !== undefined && typeof value.note !== 'string') return false
  return Object.values(value.answers).every((answer) => answer === undefined || typeof answer === 'boolean')
}

function shown({ at, by, answers, note }: Qualification, timezone: string): string {
  const given = Object.entries(answers).map(([question, answer]) => `${question}: ${answer ? 'yes' : 'no'}`)
  const found = [...given, ...(note === undefined ? [] : [note])].join(', ')
  return `${formatWhen(at, timezone)} by ${by}${found === '' ? '' : ` (${found})`}`
}

export const qualification = defineType<Qualification>({
  placeholder: 'JSON',
  is: isQualification,
  parse: (typed) =>
    parseJson(typed, isQualification, '{"at":"2026-11-22T02:00:00Z","by":"ann","answers":{}}'),
  format: (value, { settings: { timezone } }) => shown(value, timezone),
  plain: (value) => JSON.stringify(value),
  compare: (a, b) => compareCodes(a.at, b.at),
  search: ({ note }) => note ?? '',
})
