/** T4: dates that come back by themselves: birthdays, anniversaries, ends of contracts; whatever the settings name. */
import type { DateRule } from '../../config.ts'
import { addDays, daysBetween, isDay, isDayOfYear } from '../../dates.ts'
import { isEntityName } from '../../entities/index.ts'
import { unknownWord } from '../../errors.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import { titleOf } from '../../schema/entity.ts'
import { camelToKebab } from '../../schema/names.ts'
import type { AgendaItem, AgendaOptions } from './item.ts'

/** @throws InputError where the settings name a field that is none, or no date */
export function datesComing(data: Data, options: AgendaOptions): readonly AgendaItem[] {
  const items = data.settings.dates.flatMap((rule) => byRule(data, rule, options))
  return items.sort((a, b) => a.days - b.days || (a.id < b.id ? -1 : 1))
}

function byRule(data: Data, rule: DateRule, options: AgendaOptions): readonly AgendaItem[] {
  const { kind, field } = rule
  if (!isEntityName(kind)) return []
  const entity = entityIn(data.settings, kind)
  if (entity.fields[field]?.type !== 'date') {
    const dates = Object.keys(entity.fields).filter((name) => entity.fields[name]?.type === 'date')
    throw unknownWord(`date field of a ${kind} in "dates" of crm.json`, field, dates)
  }
  const words = camelToKebab(field).replaceAll('-', ' ')
  const fields: readonly string[] = [field, 'owner', ...entity.title.flat()]
  return data.slim<typeof kind, string>(kind, fields).flatMap((record) => {
    const date = record[field]
    if (typeof date !== 'string' || !(isDay(date) || (rule.yearly && isDayOfYear(date)))) return []
    const found = rule.yearly ? nextYearly(date, options.today) : { day: date, years: 0 }
    const days = daysBetween(options.today, found.day)
    if (days < 0 || days > Math.max(rule.before, options.within)) return []
    const years = found.years > 0 ? ` (${found.years})` : ''
    return [
      {
        // Told ahead, and again on the day itself.
        key: `date ${record.id} ${field} ${found.day}${days > 0 ? ' ahead' : ''}`,
        group: 'dates',
        kind,
        id: record.id,
        when: found.day,
        days,
        text: `${words}${years}`,
        about: [titleOf(entity, record)],
        ...(typeof record['owner'] === 'string' ? { owner: record['owner'] } : {}),
      } as const,
    ]
  })
}

/**
 * The next day, today included, on which a date comes back, and how many years it is then, 0 where its year is not known;
 * 29 February on the 28th of common years.
 */
function nextYearly(date: string, today: string): { readonly day: string; readonly years: number } {
  const first = isDayOfYear(date) ? undefined : Number(date.slice(0, 4))
  for (let year = Math.max(first ?? 0, Number(today.slice(0, 4))); ; year++) {
    const same = `${year}-${date.slice(-5)}`
    const day = isDay(same) ? same : addDays(`${year}-03-01`, -1)
    if (day >= today) return { day, years: first === undefined ? 0 : year - first }
  }
}
