/** Records that the history made and never removed: where their whole file is gone with them, something took it away. */
import { type EntityName, entities, isEntityName } from '../../entities/index.ts'
import { historyIn } from '../history.ts'
import { partName, wholeName } from '../kind.ts'
import type { Check } from './finding.ts'
import type { Survey } from './survey.ts'

export const lost: Check = function* (survey) {
  const byFile = new Map<string, string[]>()
  for (const [id, kind] of madeIn(survey)) {
    if (survey.has(id) || !survey.isReadable(kind)) continue
    const file = fileOf(survey, kind, id)
    byFile.set(file, [...(byFile.get(file) ?? []), id])
  }
  for (const [file, ids] of byFile) {
    const some = `${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ', …' : ''}`
    const what = ids.length === 1 ? `record ${some}, which` : `${ids.length} records (${some}), which`
    const isThere = survey.folder.has(file)
    const message = isThere
      ? `it lacks ${what} the history made and no command removed`
      : `the file is gone, and with it ${what} no command removed`
    const hint = `Bring it back: crm restore FILE, or git checkout -- ${file}`
    yield { file, code: 'lost', message, ...(isThere ? { isNote: true } : { hint }) }
  }
}

/** What is made and not removed, by the last line about it. */
function madeIn({ moment }: Survey): ReadonlyMap<string, EntityName> {
  const known = new Set<string>()
  const made = new Map<string, EntityName>()
  for (const line of historyIn(
    moment.bytes.keys(),
    (name) => moment.bytes.get(name)?.toString('utf8') ?? '',
  )) {
    for (const change of line.changes) {
      if (!('id' in change) || known.has(change.id)) continue
      known.add(change.id)
      if (!('removed' in change) && isEntityName(change.kind)) made.set(change.id, change.kind)
    }
  }
  return made
}

function fileOf(survey: Survey, kind: EntityName, id: string): string {
  const entity = entities[kind]
  const isSplit = survey.folder.has(`data/${entity.plural}`)
  return isSplit ? partName(entity, id.charAt(1)) : wholeName(entity)
}
