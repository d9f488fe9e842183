/** How much a record promises, in points, by the scoring rules of the settings. Computed when asked for, never stored. */
import type { ScoreRule } from '../config.ts'
import { dayOf, daysBetween, today, toInstant } from '../dates.ts'
import type { EntityName } from '../entities/index.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import type { AnyRecord } from '../schema/field.ts'
import { isBlank } from '../schema/value.ts'
import { lastActivities } from './activities.ts'
import { matcher } from './match.ts'
import { parseQuery } from './parse.ts'

/** One rule's part of a score. */
interface Points {
  readonly rule: string
  readonly points: number
  /** Why: the fields that are filled, the days since, the count. */
  readonly because: string
}

export interface Scored {
  /** The sum, a whole number of at least 0. */
  readonly score: number
  readonly points: readonly Points[]
}

type Judge = (record: AnyRecord) => Points

/** Makes a function that scores records of a kind; activities are counted once, for all of them. */
export function scorer(data: Data, kind: EntityName, now: Date): (record: AnyRecord) => Scored {
  const rules = data.settings.scoring[kind] ?? []
  const judges = rules.map((rule) => judge(rule, data, kind, now))
  return (record) => {
    const points = judges.map((one) => one(record))
    const sum = points.reduce((total, one) => total + one.points, 0)
    return { score: Math.max(0, Math.round(sum)), points }
  }
}

function judge(rule: ScoreRule, data: Data, kind: EntityName, now: Date): Judge {
  if (rule.when !== undefined) return byQuery(rule, rule.when, data, kind, now)
  if (rule.fields !== undefined) return byFields(rule, rule.fields)
  if (rule.activities !== undefined) return byCount(rule, rule.activities, data, now)
  return byRecency(rule, rule.halfLife ?? 30, data, now)
}

function byQuery({ name, points }: ScoreRule, when: string, data: Data, kind: EntityName, now: Date): Judge {
  const entity = entityIn(data.settings, kind)
  const test = matcher(parseQuery(when), { entity, settings: data.settings, now, data })
  return (record) =>
    test(record) ? { rule: name, points, because: when } : { rule: name, points: 0, because: `not ${when}` }
}

function byFields({ name, points }: ScoreRule, fields: readonly string[]): Judge {
  return (record) => {
    const filled = fields.filter((field) => !isBlank(record[field]))
    const missing = fields.filter((field) => isBlank(record[field]))
    const because =
      missing.length === 0
        ? 'all filled'
        : `${filled.length} of ${fields.length} filled; missing: ${missing.join(', ')}`
    return { rule: name, points: points * filled.length, because }
  }
}

function byCount(
  { name, points }: ScoreRule,
  { days, most }: NonNullable<ScoreRule['activities']>,
  data: Data,
  now: Date,
): Judge {
  const from = toInstant(new Date(now.getTime() - days * 86_400_000))
  const counts = new Map<string, number>()
  for (const activity of data.all('activity')) {
    if (activity.at < from || activity.at > toInstant(now)) continue
    for (const id of activity.for) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return ({ id }) => {
    const count = counts.get(id) ?? 0
    return {
      rule: name,
      points: points * Math.min(count, most),
      because: `${count} in ${days} days${count > most ? `, ${most} count` : ''}`,
    }
  }
}

/** The points are halved every `halfLife` days since the last activity; nobody was in touch with what has none. */
function byRecency({ name, points }: ScoreRule, halfLife: number, data: Data, now: Date): Judge {
  const { timezone } = data.settings
  const last = lastActivities(data, now)
  const here = today(now, timezone)
  return (record) => {
    const at = last.get(record.id)
    if (at === undefined) return { rule: name, points: 0, because: 'never' }
    const days = Math.max(0, daysBetween(dayOf(at, timezone), here))
    return {
      rule: name,
      points: Math.round(points * 0.5 ** (days / halfLife)),
      because: `${days} days ago, halved every ${halfLife}`,
    }
  }
}
