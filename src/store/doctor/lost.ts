/**
 * Records that the history made and nobody removed, and that are not there: the worst there is to find. A user who took
 * them away on purpose says so with --accept-lost.
 */
import { entities, isEntityName } from '../../entities/index.ts'
import { madeRecords } from '../../schema/history.ts'
import { backupsFolder } from '../backup.ts'
import { historyIn } from '../history.ts'
import { partName, wholeName } from '../naming.ts'
import type { Check, Finding } from './finding.ts'
import type { Survey } from './survey.ts'

/** So many are told by what they were; and of so many files. */
const mostNamed = 3

export const lost: Check = function* (survey) {
  const byFile = new Map<string, string[]>()
  for (const id of lostIds(survey)) {
    const file = fileOf(survey, id)
    byFile.set(file, [...(byFile.get(file) ?? []), id])
  }
  const gone = [...byFile.keys()].filter((file) => !survey.folder.has(file))
  if (gone.length > mostNamed) {
    const ids = gone.flatMap((file) => byFile.get(file) ?? [])
    const files = `${gone.slice(0, mostNamed).join(', ')}, …`
    yield findingOf(survey, gone[0] ?? '', ids, `${gone.length} files are gone (${files}), and with them`)
    for (const file of gone) byFile.delete(file)
  }
  for (const [file, ids] of byFile)
    yield findingOf(survey, file, ids, survey.folder.has(file) ? 'it lacks' : 'the file is gone, and with it')
}

/** By the history; of kinds whose files can all be read. */
export function lostIds(survey: Survey): readonly string[] {
  const ids: string[] = []
  for (const [id, kind] of madeRecords(linesOf(survey)))
    if (isEntityName(kind) && !survey.has(id) && survey.isReadable(kind)) ids.push(id)
  return ids
}

/** The history as the survey saw it, newest first. */
export function linesOf({ moment }: Survey): ReturnType<typeof historyIn> {
  return historyIn(moment.bytes.keys(), (name) => moment.bytes.get(name)?.toString('utf8') ?? '')
}

function findingOf(survey: Survey, file: string, ids: readonly string[], lacks: string): Finding {
  const summaries = summariesOf(survey, ids.slice(0, mostNamed))
  const named = ids.slice(0, mostNamed).map((id) => `${id} (${summaries.get(id) ?? 'made'})`)
  const some = `${named.join(', ')}${ids.length > mostNamed ? ', …' : ''}`
  const what = ids.length === 1 ? `record ${some}` : `${ids.length} records: ${some}`
  return {
    file,
    code: 'lost',
    message: `${lacks} ${what}; the history made ${ids.length === 1 ? 'it' : 'them'} and no command removed ${ids.length === 1 ? 'it' : 'them'}`,
    hint: `Bring back what the backups hold: crm doctor --fix; else crm restore FILE or git checkout -- ${file}; if it is meant: crm doctor --accept-lost`,
    ...(canRecall(survey, ids)
      ? { fix: { type: 'recall', ids, says: 'brought back what history and backups hold' } as const }
      : {}),
  }
}

/** Whether there may be something to bring back: a backup in the store's folder, or their content in the history. */
function canRecall(survey: Survey, ids: readonly string[]): boolean {
  if (survey.folder.names(backupsFolder).some((name) => name.endsWith('.crm.gz'))) return true
  for (const { changes } of linesOf(survey))
    if (changes.some((change) => 'removed' in change && ids.includes(change.id))) return true
  return false
}

/** The command that made each, as the history tells it. */
function summariesOf(survey: Survey, ids: readonly string[]): ReadonlyMap<string, string> {
  const summaries = new Map<string, string>()
  for (const line of linesOf(survey)) {
    for (const change of line.changes)
      if ('id' in change && ids.includes(change.id)) summaries.set(change.id, line.summary)
  }
  return summaries
}

function fileOf(survey: Survey, id: string): string {
  const entity = Object.values(entities).find(({ letter }) => letter === id.charAt(0)) ?? entities.lead
  const isSplit = survey.folder.has(`data/${entity.plural}`)
  return isSplit ? partName(entity, id.charAt(1)) : wholeName(entity)
}
