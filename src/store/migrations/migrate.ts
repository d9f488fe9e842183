/** Brings the files of an old store into the present form: all of them or none, with a backup before. */
import { FORMAT_VERSION } from '../../config.ts'
import { entityNames } from '../../entities/index.ts'
import { StoreError } from '../../errors.ts'
import { recordText, tidied } from '../../schema/canonical.ts'
import { entityIn } from '../../schema/custom.ts'
import { keepBackup } from '../backup.ts'
import { areRecords, firstDamage } from '../check.ts'
import type { Folder } from '../folder.ts'
import { recover } from '../journal.ts'
import type { Lock } from '../lock.ts'
import { namesIn } from '../moment.ts'
import { dataFileNamed } from '../naming.ts'
import { byId, fileText } from '../records.ts'
import { type NewContent, replaceFiles, type Told } from '../replace.ts'
import { parseSettings, settingsName, settingsText } from '../settings.ts'
import { migrated, stepsFrom } from './index.ts'
import { isPlain } from './migration.ts'

/**
 * Migrates the store if it is of an older format. Only under the lock.
 * @param tell is told what was done, in one sentence
 * @throws StoreError where a file cannot be brought into the present form; nothing has changed then
 */
export async function migrateStore(
  folder: Folder,
  lock: Lock,
  told: Omit<Told, 'summary'>,
  tell: (text: string) => void,
): Promise<void> {
  const format = formatOf(folder)
  if (format >= FORMAT_VERSION) return
  recover(folder)
  const backup = await keepBackup(folder, `before-format-${FORMAT_VERSION}`, told.at)
  const summary = `Brought the store from format ${format} to ${FORMAT_VERSION}`
  replaceFiles(folder, lock, newFiles(folder, format), { ...told, summary })
  tell(`${summary} (${stepsFrom(format).join('; ')}). The store as it was: ${backup}`)
}

function formatOf(folder: Folder): number {
  return parseSettings(folder.text(settingsName) ?? '{}').format
}

function newFiles(folder: Folder, format: number): NewContent[] {
  const settings: unknown = JSON.parse(folder.text(settingsName) ?? '{}')
  const names = namesIn(folder.path('data')).files.map((name) => `data/${name}`)
  const known = names.filter((name) => dataFileNamed(name) !== undefined)
  const parsed = known.map((name): [string, unknown] => [name, JSON.parse(folder.text(name) ?? '[]')])
  const files = migrated({ [settingsName]: settings, ...Object.fromEntries(parsed) }, format)
  const document = isPlain(files[settingsName]) ? files[settingsName] : {}
  const data = known.map((name) => ({ name, content: textOf(name, files[name], settingsText(document)) }))
  return [...data, { name: settingsName, content: settingsText({ ...document, format: FORMAT_VERSION }) }]
}

function textOf(name: string, list: unknown, settings: string): string {
  const kind = dataFileNamed(name)?.kind ?? entityNames[0]
  if (kind === undefined || !Array.isArray(list)) throw damaged(name, 'it holds no list of records')
  const entity = entityIn(parseSettings(settings), kind)
  const records: readonly unknown[] = list
  if (!areRecords(entity, records))
    throw damaged(name, firstDamage(entity, records)?.problem ?? 'a record is damaged')
  return fileText(records.toSorted(byId).map((record) => recordText(entity, tidied(entity, record))))
}

function damaged(name: string, problem: string): StoreError {
  return new StoreError(
    `The store could not be brought into the present format: ${name}: ${problem}.`,
    'See what is wrong with it: crm doctor',
  )
}
