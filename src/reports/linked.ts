/** What belongs to a record. */
import type { EntityName, Records } from '../entities/index.ts'
import type { Data } from '../schema/data.ts'

/** The records of a kind that link to `id` by a field, without reading the others. */
export function linked<N extends EntityName>(data: Data, id: string, kind: N, field: string): Records[N][] {
  const ids = data
    .referring(id)
    .filter((found) => found.kind === kind && [found.record[field]].flat().includes(id))
    .map((found) => found.record.id)
  return ids.map((one) => data.get(kind, one)).filter((one) => one !== undefined)
}
