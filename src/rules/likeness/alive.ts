/** Which records count when duplicates are looked for. */
import { type Settings, stageNamed, statusKind } from '../../config.ts'
import type { EntityName } from '../../entities/index.ts'
import type { AnyRecord } from '../../schema/field.ts'

/** Not converted leads, which live on as what they became, nor closed deals. */
export function isAlive(settings: Settings, kind: EntityName, record: AnyRecord): boolean {
  if (kind === 'lead') return statusKind(settings, String(record['status'])) !== 'converted'
  return kind !== 'deal' || stageNamed(settings, String(record['stage']))?.kind === 'open'
}
