/** What rules and reports may read: the records of a store as one consistent whole, and its settings. */
import type { Settings } from '../config.ts'
import type { EntityName, Records } from '../entities/index.ts'
import type { AnyRecord } from './field.ts'

export interface Found {
  readonly kind: EntityName
  readonly record: AnyRecord
}

export interface Data {
  readonly settings: Settings
  /** Every record of a kind, sorted by id. */
  all<N extends EntityName>(kind: N): readonly Records[N][]
  /** The record with exactly this id, or undefined. */
  get<N extends EntityName>(kind: N, id: string): Records[N] | undefined
  /** The record with exactly this id, of whatever kind its first letter tells. */
  find(id: string): Found | undefined
  /** Records of a kind that have this lookup key (see schema/keys.ts), without reading every record. */
  withKey<N extends EntityName>(kind: N, key: string): readonly Records[N][]
  /** Records of any kind that link to this id. */
  referring(id: string): readonly Found[]
  /** Ids of a kind that begin with `prefix`. */
  idsFrom(kind: EntityName, prefix: string): readonly string[]
}
