/** What a plan would do, a line for each record. */
import type { Settings } from '../config.ts'
import { type EntityName, entities, entityNames } from '../entities/index.ts'
import { type Change, type Changes, isEmpty } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import { type Entity, titleOf } from '../schema/entity.ts'
import type { AnyRecord, Value } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import { truncate } from '../text.ts'
import { oneLine } from './lines.ts'

const mostLines = 20
const widestValue = 40

/**
 * The plan for people: first how many records it would make, change and remove, then the records, the first 20 of
 * them: `+ lead l7k3 Somchai Jaidee`, `~ deal d9x2 Website, stage: proposal → won`, `- contact c4m1 …`.
 * @param settings those the plan was made with
 * @param shortId how an id is shown; whole unless given
 */
export function previewLines(
  changes: Changes,
  settings: Settings,
  shortId?: (id: string) => string,
): string[] {
  const [first = '', ...lines] = planLines(changes, settings, shortId)
  return isEmpty(changes) ? [first] : [`${first} Nothing was written.`, ...lines]
}

/** The same before it is done: for the question whether to go on. */
export function planLines(changes: Changes, settings: Settings, shortId?: (id: string) => string): string[] {
  if (isEmpty(changes)) return ['Would change nothing.']
  const shown = changes.records.slice(0, mostLines).map((change) => changeLine(change, settings, shortId))
  const more = changes.records.length - shown.length
  const lines = [countLine(changes), ...shown]
  if (more > 0) lines.push(`… and ${more} more`)
  if (changes.settings !== undefined) lines.push(settingsLine(settings, changes.settings))
  return lines
}

function changeLine(
  change: Change,
  settings: Settings,
  shortId: (id: string) => string = (id) => id,
): string {
  const entity = entityIn(settings, change.kind)
  const named = (record: AnyRecord) =>
    `${change.kind} ${shortId(change.id)} ${oneLine(titleOf(entity, record))}`
  if (change.after === undefined) return `- ${named(change.before ?? { id: change.id })}`
  if (change.before === undefined) return `+ ${named(change.after)}`
  return `~ ${named(change.after)}, ${differences(change.before, change.after, entity, settings)}`
}

function differences(before: AnyRecord, after: AnyRecord, entity: Entity, settings: Settings): string {
  const parts: string[] = []
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (isSilent(name, entity) || JSON.stringify(before[name]) === JSON.stringify(after[name])) continue
    parts.push(
      `${name}: ${shownValue(before, name, entity, settings)} → ${shownValue(after, name, entity, settings)}`,
    )
  }
  return parts.length === 0 ? 'nothing to see' : parts.join(', ')
}

/** Fields that change with every change, or tell again what another field tells. */
function isSilent(name: string, entity: Entity): boolean {
  return name === 'updatedAt' || entity.fields[name]?.type === 'stageHistory'
}

function shownValue(record: AnyRecord, name: string, entity: Entity, settings: Settings): string {
  const value = record[name]
  return value === undefined
    ? 'none'
    : truncate(oneLine(formatted(value, record, name, entity, settings)), widestValue)
}

/** Showing a value never looks at the time, so any will do. */
const anyTime = new Date(0)

function formatted(
  value: Value,
  record: AnyRecord,
  name: string,
  entity: Entity,
  settings: Settings,
): string {
  const field = entity.fields[name]
  if (field === undefined) return typeof value === 'string' ? value : JSON.stringify(value)
  return types[field.type].format(value, { settings, now: anyTime, name, field, record })
}

function countLine(changes: Changes): string {
  const parts = [
    counted(
      'make',
      changes.records.filter((change) => change.before === undefined),
    ),
    counted(
      'change',
      changes.records.filter((change) => change.before !== undefined && change.after !== undefined),
    ),
    counted(
      'remove',
      changes.records.filter((change) => change.after === undefined),
    ),
    changes.settings === undefined ? '' : 'change the settings',
  ]
  return `Would ${parts.filter((part) => part !== '').join('; ')}.`
}

function counted(verb: string, changes: readonly Change[]): string {
  const parts = entityNames.flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length
    return count === 0 ? [] : [`${count} ${nounOf(kind, count)}`]
  })
  return parts.length === 0 ? '' : `${verb} ${parts.join(', ')}`
}

function nounOf(kind: EntityName, count: number): string {
  return count === 1 ? kind : entities[kind].plural
}

function settingsLine(before: Settings, after: Settings): string {
  const old = new Map<string, unknown>(Object.entries(before))
  const names = Object.entries(after).flatMap(([name, value]) =>
    JSON.stringify(value) === JSON.stringify(old.get(name)) ? [] : [name],
  )
  return `~ settings ${names.join(', ')}`
}
