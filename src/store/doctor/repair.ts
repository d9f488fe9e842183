/** Carries out what the doctor's checks propose, each kind of repair by the way that is safe for it. */
import type { Clock } from '../../clock.ts'
import { type EntityName, entities, kindOfId } from '../../entities/index.ts'
import { CrmError, StoreError } from '../../errors.ts'
import { recordText, tidied } from '../../schema/canonical.ts'
import type { Changes } from '../../schema/changes.ts'
import { entityIn } from '../../schema/custom.ts'
import type { AnyRecord } from '../../schema/field.ts'
import type { Folder } from '../folder.ts'
import { isMarkerForeign, recover, setMarkerAside } from '../journal.ts'
import { Lock } from '../lock.ts'
import { migrateStore } from '../migrations/migrate.ts'
import { momentOf } from '../moment.ts'
import { partName, wholeName } from '../naming.ts'
import { splitAbove } from '../placement.ts'
import { byId, fileText } from '../records.ts'
import { type NewContent, replaceFiles, type Told } from '../replace.ts'
import { openStore } from '../store.ts'
import type { Finding, Fix } from './finding.ts'
import { lostIds } from './lost.ts'
import { recalled } from './recall.ts'
import { Survey } from './survey.ts'

export interface Patient {
  readonly folder: Folder
  readonly clock: Clock
  readonly by: string
  /** The command as typed, for the history. */
  readonly command: string
  /** Seconds to wait for another writer. */
  readonly wait: number
}

type FixOf<T extends Fix['type']> = Extract<Fix, { readonly type: T }>

/** The order of repairs: what an earlier one puts right a later one relies on. */
export const stages: readonly Fix['type'][] = [
  'recover',
  'migrate',
  'recall',
  'rewrite',
  'replace',
  'unlink',
  'act',
]

/**
 * Carries out the fixes of one stage, under the lock; by then others may have written, so what is removed is looked for anew.
 * @param look finds what is to be done as the store is now
 * @returns what could not be done, as sentences
 */
export async function repair(
  patient: Patient,
  stage: Fix['type'],
  findings: readonly Finding[],
  look: () => Promise<readonly Finding[]>,
): Promise<readonly string[]> {
  const fixes = findings.flatMap(({ fix }) => (fix?.type === stage ? [fix] : []))
  try {
    if (stage === 'act')
      await underLock(patient, async () => {
        for (const { fix } of await look()) if (fix?.type === 'act') fix.act()
      })
    if (stage === 'unlink')
      await unlink(
        patient,
        fixes.flatMap((fix) => (fix.type === 'unlink' ? [fix] : [])),
      )
    if (stage !== 'act' && stage !== 'unlink')
      await underLock(patient, (lock) => locked(patient, lock, fixes))
    return []
  } catch (error) {
    if (error instanceof CrmError) return [`${error.message} ${error.hint ?? ''}`.trim()]
    if (error instanceof Error && 'code' in error) return [`Could not repair: ${error.message}.`]
    throw error
  }
}

async function underLock(
  { folder, by, command, wait }: Patient,
  work: (lock: Lock) => Promise<void>,
): Promise<void> {
  const lock = new Lock(folder, by, command)
  await lock.take(wait)
  try {
    if (isMarkerForeign(folder)) setMarkerAside(folder)
    recover(folder)
    await work(lock)
  } finally {
    lock.release()
  }
}

async function locked(patient: Patient, lock: Lock, fixes: readonly Fix[]): Promise<void> {
  const { folder, by, command } = patient
  const told = { at: instantOf(patient), by, command }
  if (fixes.some(({ type }) => type === 'migrate')) return migrateStore(folder, lock, told, () => {})
  const survey = new Survey(folder, await momentOf(folder, false), true)
  if (fixes.some(({ type }) => type === 'recall')) return bringBack(folder, lock, survey, told)
  const kinds = new Set(fixes.flatMap((fix) => (fix.type === 'rewrite' ? [fix.kind] : [])))
  const files = [...[...kinds].flatMap((kind) => anew(survey, kind)), ...replaced(survey, fixes)]
  if (files.length === 0) return
  const names = files.map(({ name }) => name).join(', ')
  replaceFiles(folder, lock, files, { ...told, summary: `Put into form: ${names}` })
}

/** Puts lost records where they belong. No line of the history changes them: it has them already. */
async function bringBack(
  folder: Folder,
  lock: Lock,
  survey: Survey,
  told: Omit<Told, 'summary'>,
): Promise<void> {
  const ids = lostIds(survey)
  // Another command, or git, has brought it back meanwhile.
  if (ids.length === 0) return
  const records = await recalled(folder, survey, ids)
  if (records.length === 0)
    throw new StoreError('Neither the history nor a backup in .local/backups holds what is lost.')
  const kinds = new Set(records.flatMap(({ id }) => kindOfId(id) ?? []))
  const damaged = [...kinds].find((kind) => survey.wholeKind(kind) === undefined)
  if (damaged !== undefined)
    throw new StoreError(
      `What is lost of the ${entities[damaged].plural} cannot be brought back while their files are damaged.`,
      'Correct first what else is wrong with them',
    )
  const files = [...kinds].flatMap((kind) => anew(survey, kind, records))
  const summary = `Brought ${records.length === 1 ? 'a lost record' : `${records.length} lost records`} back`
  replaceFiles(folder, lock, files, { ...told, summary })
}

/** Writes down that what is lost is meant to be gone. */
export async function giveUpLost(patient: Patient): Promise<void> {
  const { folder, by, command } = patient
  await underLock(patient, async (lock) => {
    const lost = lostIds(new Survey(folder, await momentOf(folder, false), true))
    if (lost.length === 0) return
    const summary = `Gave up ${lost.length === 1 ? 'a lost record' : `${lost.length} lost records`}`
    replaceFiles(folder, lock, [], { at: instantOf(patient), by, command, summary, lost })
  })
}

/** From what stands there now: another command may have added to it since it was looked at. */
function replaced({ moment }: Survey, fixes: readonly Fix[]): NewContent[] {
  const anew = new Map(
    fixes.flatMap((fix) => (fix.type === 'replace' ? [[fix.name, fix.anew] as const] : [])),
  )
  return Array.from(anew, ([name, written]) => ({
    name,
    content: written(moment.bytes.get(name)?.toString('utf8') ?? ''),
  }))
}

/** The files of a kind as they should be, where they are not; nothing where that would lose something. */
function anew(survey: Survey, kind: EntityName, more: readonly AnyRecord[] = []): NewContent[] {
  const whole = survey.wholeKind(kind)
  if (whole === undefined) return []
  const records = [...whole, ...more.filter(({ id }) => kindOfId(id) === kind)]
  const wanted = filesFor(survey, kind, records.toSorted(byId))
  const present = new Map(survey.filesOf(kind).map(({ name, text }) => [name, text]))
  const written = [...wanted]
    .filter(([name, content]) => present.get(name) !== content)
    .map(([name, content]) => ({ name, content }))
  return [...written, ...[...present.keys()].filter((name) => !wanted.has(name)).map((name) => ({ name }))]
}

function filesFor(survey: Survey, kind: EntityName, records: readonly AnyRecord[]): Map<string, string> {
  const entity = entityIn(survey.settings, kind)
  const isSplit =
    records.length > splitAbove || survey.filesOf(kind).some(({ character }) => character !== undefined)
  const texts = new Map<string, string[]>(isSplit ? [] : [[wholeName(entities[kind]), []]])
  for (const record of records) {
    const name = isSplit ? partName(entity, record.id.charAt(1)) : wholeName(entity)
    const list = texts.get(name) ?? []
    texts.set(name, list)
    list.push(recordText(entity, tidied(entity, record)))
  }
  return new Map(Array.from(texts, ([name, list]) => [name, fileText(list)]))
}

/** Takes links out by an ordinary commit, so that it is in the history and can be taken back. */
async function unlink(
  { folder, clock, by, command, wait }: Patient,
  fixes: readonly FixOf<'unlink'>[],
): Promise<void> {
  const store = openStore({ dir: folder.dir, clock, wait })
  // Meanwhile it may have been brought back.
  const broken = fixes.filter(({ kind, id, field, target }) => {
    const to = entityIn(store.settings, kind).fields[field]?.to
    const found = store.find(target)
    return found === undefined || target === id || (to !== 'any' && to !== found.kind)
  })
  const ids = new Set(broken.map(({ id }) => id))
  const records = [...ids].flatMap((id) => {
    const before = store.find(id)
    return before === undefined
      ? []
      : [{ kind: before.kind, id, before: before.record, after: without(before.record, broken) }]
  })
  const changes: Changes = {
    summary: `Took ${broken.length === 1 ? 'a broken link' : `${broken.length} broken links`} out`,
    records,
    broken: [...new Set(broken.map(({ target }) => target))].sort(),
  }
  await store.commit(changes, by, command)
}

function without(record: AnyRecord, fixes: readonly FixOf<'unlink'>[]): AnyRecord {
  const mine = fixes.filter(({ id }) => id === record.id)
  const left = Object.entries(record).flatMap(([name, value]) => {
    const gone = mine.filter(({ field }) => field === name).map(({ target }) => target)
    if (gone.length === 0 || value === undefined) return [[name, value] as const]
    if (!Array.isArray(value)) return []
    const links: readonly unknown[] = value
    const kept = links.filter((link): link is string => typeof link === 'string' && !gone.includes(link))
    return kept.length === 0 ? [] : [[name, kept] as const]
  })
  return { ...Object.fromEntries(left), id: record.id }
}

/** Now, UTC, to the second. */
export function instantOf({ clock }: Pick<Patient, 'clock'>): string {
  return clock
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
}
