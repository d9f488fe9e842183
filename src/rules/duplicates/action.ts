/** What the settings say is to be done with a record that is like another. */

import type { DuplicateAction } from '../../config/duplicates.ts'
import type { Settings } from '../../config.ts'
import type { EntityName } from '../../entities/index.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { united } from '../records.ts'

/** The tag of records that were kept although they are like others. */
export const MARK = 'possible-duplicate'

export function actionOf({ duplicates }: Settings, kind: EntityName): DuplicateAction {
  return duplicates[kind]?.action ?? 'refuse'
}

/** The tags of a record, and the mark. */
export function markedTags(record: AnyRecord): readonly string[] {
  const tags = record['tags']
  return united(Array.isArray(tags) ? tags.map(String) : [], [MARK])
}
