/** Lost records as the history and the backups in the store's folder hold them. */
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { entities, kindOfId } from '../../entities/index.ts'
import { StoreError } from '../../errors.ts'
import { bytesHash, recordText, tidied } from '../../schema/canonical.ts'
import { entityIn } from '../../schema/custom.ts'
import type { AnyRecord } from '../../schema/field.ts'
import type { FromTo } from '../../schema/history.ts'
import { restorePrefix } from '../abandoned.ts'
import { unpackInto } from '../archive.ts'
import { backupsFolder } from '../backup.ts'
import { isObject } from '../expect.ts'
import type { Folder } from '../folder.ts'
import { partName, wholeName } from '../naming.ts'
import { linesOf } from './lost.ts'
import type { Survey } from './survey.ts'

/** What the history says of a lost record. */
interface Trace {
  /** The last value of each field that was edited. */
  readonly edits: Map<string, FromTo[1]>
  /** Of its content when it was made, and that content where it was removed before and brought back. */
  hash?: string
  base?: AnyRecord
}

/**
 * The records with these ids, as far as they can be put together, and what else the newest backup has of data files that
 * are gone: records of before the history began.
 */
export async function recalled(
  folder: Folder,
  survey: Survey,
  ids: readonly string[],
): Promise<readonly AnyRecord[]> {
  const traces = tracesOf(survey, ids)
  const found = new Map<string, AnyRecord>()
  for (const [id, { base }] of traces) if (base !== undefined) found.set(id, base)
  const gone = new Set(filesOf(ids).filter((name) => !folder.has(name)))
  const known = knownIds(survey)
  for (const name of newestFirst(folder)) {
    if (ids.every((id) => found.has(id)) && gone.size === 0) break
    for (const { file, records } of await inBackup(folder, `${backupsFolder}/${name}`, filesOf(ids))) {
      const isWhole = gone.delete(file)
      for (const record of records) {
        const isWanted =
          ids.includes(record.id) || (isWhole && !known.has(record.id) && !survey.has(record.id))
        if (isWanted && !found.has(record.id)) found.set(record.id, record)
      }
    }
  }
  return Array.from(found, ([id, record]) => edited(record, traces.get(id)))
}

/** What the history tells anything of but an edit: it was made, removed or given up. */
function knownIds(survey: Survey): ReadonlySet<string> {
  const known = new Set<string>()
  for (const { changes, lost = [] } of linesOf(survey)) {
    for (const id of lost) known.add(id)
    for (const change of changes) if ('id' in change && !('fields' in change)) known.add(change.id)
  }
  return known
}

function tracesOf(survey: Survey, ids: readonly string[]): ReadonlyMap<string, Trace> {
  const traces = new Map(ids.map((id): [string, Trace] => [id, { edits: new Map() }]))
  for (const { changes } of linesOf(survey)) {
    for (const change of changes) {
      const trace = 'id' in change ? traces.get(change.id) : undefined
      if (trace === undefined || trace.base !== undefined) continue
      if ('fields' in change && trace.hash === undefined) {
        for (const [field, [, to]] of Object.entries(change.fields))
          if (!trace.edits.has(field)) trace.edits.set(field, to)
      }
      if ('hash' in change) trace.hash ??= change.hash
      if ('removed' in change && hashOf(survey, change.removed) === trace.hash) trace.base = change.removed
    }
  }
  return traces
}

function hashOf(survey: Survey, record: AnyRecord): string | undefined {
  const kind = kindOfId(record.id)
  if (kind === undefined) return undefined
  const entity = entityIn(survey.settings, kind)
  return bytesHash(Buffer.from(recordText(entity, tidied(entity, record))))
}

function edited(record: AnyRecord, trace: Trace | undefined): AnyRecord {
  const edits = [...(trace?.edits ?? [])].map(([field, to]) => [field, to ?? undefined] as const)
  const fields = Object.entries({ ...record, ...Object.fromEntries(edits) })
  return { ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)), id: record.id }
}

/** By the time they were written. */
function newestFirst(folder: Folder): readonly string[] {
  const written = (name: string) => folder.stamp(`${backupsFolder}/${name}`)?.modified ?? 0n
  return folder
    .names(backupsFolder)
    .filter((name) => name.endsWith('.crm.gz'))
    .sort((a, b) => Number(written(b) - written(a)))
}

/** These data files of a backup, as far as it has them; one that cannot be read has none: the next one is asked. */
async function inBackup(
  folder: Folder,
  name: string,
  files: readonly string[],
): Promise<readonly { readonly file: string; readonly records: readonly AnyRecord[] }[]> {
  const aside = await mkdtemp(folder.path(`.local/${restorePrefix}${process.pid}-`))
  try {
    const { files: names } = await unpackInto(createReadStream(folder.path(name)), aside)
    const present = files.filter((file) => names.includes(file))
    return await Promise.all(
      present.map(async (file) => ({ file, records: await listIn(join(aside, file)) })),
    )
  } catch (error) {
    if (error instanceof StoreError || error instanceof SyntaxError) return []
    throw error
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** Where these records may stand, whether their kind was split or not. */
function filesOf(ids: readonly string[]): readonly string[] {
  const names = ids.flatMap((id) => {
    const kind = kindOfId(id)
    return kind === undefined ? [] : [wholeName(entities[kind]), partName(entities[kind], id.charAt(1))]
  })
  return [...new Set(names)]
}

async function listIn(path: string): Promise<readonly AnyRecord[]> {
  const list: unknown = JSON.parse(await readFile(path, 'utf8'))
  return Array.isArray(list) ? list.filter(isRecord) : []
}

function isRecord(value: unknown): value is AnyRecord {
  return isObject(value) && typeof value['id'] === 'string'
}
