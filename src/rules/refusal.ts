/** Refuses a plan that breaks validation rules, and says what it only warns of. */
import { entities } from '../entities/index.ts'
import { InputError } from '../errors.ts'
import type { Changes } from '../schema/changes.ts'
import type { Data } from '../schema/data.ts'
import { camelToKebab } from '../schema/values.ts'
import { type Violation, violationsOf } from './validation/index.ts'

const MOST_SHOWN = 8

/** @returns warnings @throws InputError naming the records and the rules */
export function refuseViolations(data: Data, changes: Changes, now: Date): readonly string[] {
  const found = violationsOf(data, changes, now)
  const refused = found.filter(({ action }) => action === 'refuse')
  if (refused.length > 0) throw refusal(refused)
  return found.length > MOST_SHOWN ? counted(found) : found.map(line)
}

/** Where many are warned of, as after an import: how many by each rule, with one of them. */
function counted(found: readonly Violation[]): readonly string[] {
  const byRule = new Map<string, Violation[]>()
  for (const one of found) {
    const key = `${one.rule} ${one.field}`
    const same = byRule.get(key)
    if (same === undefined) byRule.set(key, [one])
    else same.push(one)
  }
  return [...byRule.values()].flatMap((all) => {
    const [first] = all
    if (first === undefined) return []
    const many = `${all.length} ${all.length === 1 ? first.kind : entities[first.kind].plural}`
    return [`${many} against ${first.rule}, such as ${first.name}: ${first.message}`]
  })
}

function line({ kind, name, message }: Violation): string {
  return `${kind} ${name}: ${message}`
}

function refusal(refused: readonly Violation[]): InputError {
  const shown = refused.slice(0, MOST_SHOWN).map((one) => `  ${line(one)}`)
  const more = refused.length > MOST_SHOWN ? [`  … and ${refused.length - MOST_SHOWN} more`] : []
  const flags = [...new Set(refused.map(({ field }) => `--${camelToKebab(field)} …`))]
  const rules = [...new Set(refused.map(({ rule }) => rule))]
  return new InputError(
    ['The rules of this store are against it:', ...shown, ...more].join('\n'),
    `Give ${flags.join(' ')}; the rules are ${rules.join(', ')} of crm.json.`,
  )
}
