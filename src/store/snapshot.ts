/** The records of a store as they were after one commit: what rules, reports and commits read. */
import type { Settings } from '../config.ts'
import { type EntityName, entities, entityNames, kindOfId, type Records } from '../entities/index.ts'
import { entityIn } from '../schema/custom.ts'
import { areSlim, type Data, type Found, type Slim } from '../schema/data.ts'
import type { AnyRecord } from '../schema/field.ts'
import { linkKey } from '../schema/keys.ts'
import { areOfKind, isOfKind } from './check.ts'
import type { Reading } from './datafile.ts'
import { Kind } from './kind.ts'

export class Snapshot implements Data {
  readonly settings: Settings
  readonly #reading: Reading
  readonly #previous: Map<EntityName, Kind>
  readonly #kinds = new Map<EntityName, Kind>()

  /** @param previous the store as read before: what has not changed on the disk since is not read again */
  constructor(reading: Reading, settings: Settings, previous?: Snapshot) {
    this.settings = settings
    this.#reading = reading
    this.#previous = new Map(previous === undefined ? [] : previous.#kinds)
  }

  /** The files of a kind. */
  kind(name: EntityName): Kind {
    const known = this.#kinds.get(name)
    if (known !== undefined) return known
    const kind = new Kind(this.#reading, entityIn(this.settings, name), this.#previous.get(name))
    this.#previous.delete(name)
    this.#kinds.set(name, kind)
    return kind
  }

  all<N extends EntityName>(kind: N): readonly Records[N][] {
    const records: readonly unknown[] = this.kind(kind).all()
    return areOfKind(entities[kind], records) ? records : []
  }

  slim<N extends EntityName, F extends string>(kind: N, fields: readonly F[]): readonly Slim<N, F>[] {
    const records: readonly unknown[] = this.kind(kind).slim(fields)
    return areSlim<N, F>(records) ? records : []
  }

  get<N extends EntityName>(kind: N, id: string): Records[N] | undefined {
    const record: unknown = this.kind(kind).get(id)
    return isOfKind(entities[kind], record) ? record : undefined
  }

  find(id: string): Found | undefined {
    const kind = kindOfId(id)
    const record = kind === undefined ? undefined : this.kind(kind).get(id)
    return kind === undefined || record === undefined ? undefined : { kind, record }
  }

  /** Whether there is a record with this id, without reading it. */
  has(id: string): boolean {
    const kind = kindOfId(id)
    return kind !== undefined && this.kind(kind).has(id)
  }

  withKey<N extends EntityName>(kind: N, key: string): readonly Records[N][] {
    const records: readonly unknown[] = this.kind(kind).withKey(key)
    return areOfKind(entities[kind], records) ? records : []
  }

  /** Records of a kind that have any of the keys. */
  withAnyKey(kind: EntityName, keys: ReadonlySet<string>): readonly AnyRecord[] {
    return this.kind(kind).withAnyKey(keys)
  }

  referring(id: string): readonly Found[] {
    return this.referringToAny(new Set([id]))
  }

  /** Records of any kind that link to any of these ids. */
  referringToAny(ids: ReadonlySet<string>): readonly Found[] {
    const keys = new Set(Array.from(ids, linkKey))
    const targets = new Set<string | undefined>(['any', ...Array.from(ids, kindOfId)])
    return entityNames
      .filter((kind) =>
        Object.values(this.kind(kind).entity.fields).some(({ to }) => to !== undefined && targets.has(to)),
      )
      .flatMap((kind) => this.withAnyKey(kind, keys).map((record) => ({ kind, record })))
  }

  idsFrom(kind: EntityName, prefix: string): readonly string[] {
    return this.kind(kind).idsFrom(prefix)
  }
}
