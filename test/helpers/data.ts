/** A store's records in memory, for tests of pure code. */
import { defaultSettings, type Settings } from '../../src/config.ts'
import { type EntityName, entities, entityNames, kindOfId, type Records } from '../../src/entities/index.ts'
import type { Changes } from '../../src/schema/changes.ts'
import { entityIn } from '../../src/schema/custom.ts'
import { areSlim, type Data, type Found, type Slim } from '../../src/schema/data.ts'
import type { AnyRecord } from '../../src/schema/field.ts'
import { keysOf, linkKey } from '../../src/schema/keys.ts'

/** The records of each kind that a test wants; the settings it wants otherwise than the default ones. */
export interface DataOf extends Partial<{ readonly [N in EntityName]: readonly Partial<Records[N]>[] }> {
  readonly settings?: Partial<Settings>
}

/**
 * Data with these records. Fields that a record must have and the test does not care about (createdAt, updatedAt, a
 * status, a name…) may be left out; an id may be too: it is then the kind's letter and its number, `l000000001`.
 */
export function dataOf(content: DataOf = {}): Data {
  const records = new Map<EntityName, readonly AnyRecord[]>()
  for (const kind of entityNames) {
    const given: readonly Partial<AnyRecord>[] = content[kind] ?? []
    const all = given.map((record, index) => completed(kind, record, index + 1))
    records.set(
      kind,
      all.sort((a, b) => (a.id < b.id ? -1 : 1)),
    )
  }
  return new MemoryData({ ...defaultSettings, ...content.settings }, records)
}

/** The data after a plan was applied to it. */
export function applied(data: Data, changes: Changes): Data {
  const records = new Map<EntityName, readonly AnyRecord[]>()
  for (const kind of entityNames) {
    const byId = new Map(data.all(kind).map((record): [string, AnyRecord] => [record.id, record]))
    for (const change of changes.records) {
      if (change.kind !== kind) continue
      if (change.after === undefined) byId.delete(change.id)
      else byId.set(change.id, change.after)
    }
    records.set(
      kind,
      [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    )
  }
  return new MemoryData(changes.settings ?? data.settings, records)
}

const at = '2026-01-01T00:00:00Z'

const needed: { readonly [N in EntityName]: Partial<AnyRecord> } = {
  lead: { status: 'new' },
  account: { name: 'Account' },
  contact: {},
  deal: { name: 'Deal', stage: 'prospecting' },
  activity: { kind: 'note', at, for: [] },
  reminder: { text: 'Reminder', due: '2026-01-02', status: 'open' },
}

function completed(kind: EntityName, record: Partial<AnyRecord>, number: number): AnyRecord {
  const id = `${entities[kind].letter}${String(number).padStart(9, '0')}`
  return { id, ...needed[kind], createdAt: at, updatedAt: at, ...record }
}

type Typed = { readonly [N in EntityName]: readonly Records[N][] }

class MemoryData implements Data {
  readonly settings: Settings
  readonly #records: Typed
  readonly #byId: ReadonlyMap<string, Found>
  #byKey: Map<string, Found[]> | undefined

  constructor(settings: Settings, records: ReadonlyMap<EntityName, readonly AnyRecord[]>) {
    this.settings = settings
    const only = <N extends EntityName>(kind: N) =>
      (records.get(kind) ?? []).filter((record) => isKind(record, kind))
    this.#records = {
      lead: only('lead'),
      account: only('account'),
      contact: only('contact'),
      deal: only('deal'),
      activity: only('activity'),
      reminder: only('reminder'),
    }
    this.#byId = new Map(
      entityNames.flatMap((kind) =>
        (records.get(kind) ?? []).map((record): [string, Found] => [record.id, { kind, record }]),
      ),
    )
  }

  all<N extends EntityName>(kind: N): Typed[N] {
    return this.#records[kind]
  }

  /** Nothing but what was asked for, so that a test fails where more is read. */
  slim<N extends EntityName, F extends string>(kind: N, fields: readonly F[]): readonly Slim<N, F>[] {
    const names = new Set<string>(['id', ...fields])
    const records: readonly unknown[] = this.all(kind).map((record: AnyRecord) =>
      Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name))),
    )
    return areSlim<N, F>(records) ? records : []
  }

  get<N extends EntityName>(kind: N, id: string): Records[N] | undefined {
    const record = this.find(id)?.record
    return record !== undefined && isKind(record, kind) ? record : undefined
  }

  find(id: string): Found | undefined {
    return this.#byId.get(id)
  }

  withKey<N extends EntityName>(kind: N, key: string): readonly Records[N][] {
    return this.#keyed(key)
      .map(({ record }) => record)
      .filter((record) => isKind(record, kind))
  }

  referring(id: string): readonly Found[] {
    return this.#keyed(linkKey(id))
  }

  idsFrom(kind: EntityName, prefix: string): readonly string[] {
    return this.#records[kind].map(({ id }) => id).filter((id) => id.startsWith(prefix))
  }

  #keyed(key: string): readonly Found[] {
    this.#byKey ??= this.#index()
    return this.#byKey.get(key) ?? []
  }

  #index(): Map<string, Found[]> {
    const index = new Map<string, Found[]>()
    for (const found of this.#byId.values()) {
      for (const key of keysOf(entityIn(this.settings, found.kind), found.record)) {
        const same = index.get(key)
        if (same === undefined) index.set(key, [found])
        else same.push(found)
      }
    }
    return index
  }
}

/** Tests give records of the right kind: their ids say so. */
function isKind<N extends EntityName>(record: AnyRecord, kind: N): record is AnyRecord & Records[N] {
  return kindOfId(record.id) === kind
}
