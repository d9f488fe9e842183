/** What rules and reports may read: the records of a store as one consistent whole, and its settings. */
import type { Settings } from '../config.ts'
import type { EntityName, Records } from '../entities/index.ts'
import type { AnyRecord } from './field.ts'

export interface Found {
  readonly kind: EntityName
  readonly record: AnyRecord
}

/** A record of a kind with its id and some of its fields; of fields that are known only at run time, any. */
export type Slim<N extends EntityName, F extends string> = string extends F
  ? AnyRecord
  : Pick<Records[N], 'id' | Extract<F, keyof Records[N]>>

export interface Data {
  readonly settings: Settings
  /** Every record of a kind, sorted by id. */
  all<N extends EntityName>(kind: N): readonly Records[N][]
  /**
   * The same with only their ids and these of their fields, which is much less to read. These are looked into, never
   * copied, spread or told whole: other fields may be there or not.
   */
  slim<N extends EntityName, F extends string>(kind: N, fields: readonly F[]): readonly Slim<N, F>[]
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

/** Whether these are records of the kind with the fields, as whoever made them says: told by the ids. */
export function areSlim<N extends EntityName, F extends string>(
  records: readonly unknown[],
): records is readonly Slim<N, F>[] {
  const [first] = records
  return first === undefined || (typeof first === 'object' && first !== null && 'id' in first)
}
