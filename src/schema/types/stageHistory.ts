/** The stages a deal went through. Set by rules; in exports as JSON. */
import { formatWhen, isInstant } from '../../dates.ts'
import { compareCodes } from '../compare.ts'
import type { StageEntry } from '../field.ts'
import { parseJson } from '../json.ts'
import { defineType } from '../type.ts'

type StageHistory = readonly StageEntry[]

function isEntry(value: unknown): value is StageEntry {
  if (typeof value !== 'object' || value === null) return false
  if (!('stage' in value) || typeof value.stage !== 'string') return false
  if (!('at' in value) || typeof value.at !== 'string' || !isInstant(value.at)) return false
  return !('by' in value) || value.by === undefined || typeof value.by === 'string'
}

function isHistory(value: unknown): value is StageHistory {
  return Array.isArray(value) && value.every(isEntry)
}

export const stageHistory = defineType<StageHistory>({
  placeholder: 'JSON',
  is: isHistory,
  parse: (typed) => parseJson(typed, isHistory, '[{"stage":"proposal","at":"2026-11-22T02:00:00Z"}]'),
  format: (entries, { settings: { timezone } }) =>
    entries.map(({ stage, at }) => `${stage} ${formatWhen(at, timezone)}`).join(' → '),
  plain: (entries) => JSON.stringify(entries),
  compare: (a, b) => compareCodes(a.at(-1)?.at ?? '', b.at(-1)?.at ?? ''),
})
