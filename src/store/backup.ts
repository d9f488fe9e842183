/** Backups: the whole store of one moment in one file. */

import { createWriteStream } from 'node:fs'
import { link, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { randomBytes } from '../chance.ts'
import type { BackupMade } from '../context.ts'
import { ConflictError, CrmError, StoreError } from '../errors.ts'
import { randomText } from '../schema/id.ts'
import { mostBytes, mostFiles, type Packed, packed } from './archive.ts'
import { hasCode } from './diskError.ts'
import { type Seal, sealed } from './encryption.ts'
import type { Folder } from './folder.ts'
import { isRunning } from './holder.ts'
import { type Moment, momentOf } from './moment.ts'
import { settingsName } from './settings.ts'

export const backupsFolder = '.local/backups'

/** What a backup of a store is called: my-crm-2026-11-22T090000.crm.gz. @param at UTC instant */
export function backupName(dir: string, at: string, isSealed: boolean): string {
  return `${basename(dir) || 'crm'}-${at.slice(0, 19).replaceAll(':', '')}.crm.gz${isSealed ? '.age' : ''}`
}

/**
 * Writes everything but `.local` (and git's own `.git`) of one moment into a new file for the owner alone. Writers are
 * not kept waiting, or only while the files are read where they never pause.
 * @throws ConflictError where the file is there already; StoreError where something cannot be read or written
 */
export async function writeBackup(folder: Folder, file: string, seal?: Seal): Promise<BackupMade> {
  const moment = await momentOf(folder, true)
  if (!moment.bytes.has(settingsName)) {
    throw new StoreError(
      `There is no store in ${folder.dir}: it has no crm.json.`,
      `Make one: crm init ${folder.dir}`,
    )
  }
  return writeMoment(folder, moment, file, seal)
}

async function writeMoment(folder: Folder, moment: Moment, file: string, seal?: Seal): Promise<BackupMade> {
  if ((await stat(file).catch(() => undefined)) !== undefined) throw taken(file)
  const files: Packed[] = Array.from(moment.bytes, ([name, content]) => ({
    name,
    size: content.length,
    content,
  }))
  for (const name of moment.attachments) {
    files.push({ name, size: Number(folder.stamp(name)?.size ?? 0n), content: { path: folder.path(name) } })
  }
  refuseTooMuch(files)
  const bytes = await writeAside(file, files, seal)
  return { file, files: files.length, bytes, leftOut: moment.others }
}

/** What could not be restored is not backed up as if it could. */
function refuseTooMuch(files: readonly Packed[]): void {
  const total = files.reduce((sum, { size }) => sum + size, 0)
  if (files.length <= mostFiles && total <= mostBytes) return
  throw new StoreError(
    `A backup holds at most ${mostFiles} files and ${mostBytes / 2 ** 30} GiB; the store has ${files.length} files and ${Math.ceil(total / 2 ** 30)} GiB.`,
    'Copy the folder instead, while no command is writing.',
  )
}

/** Writes beside the file, waits until it is on the disk, and gives it its name, which nobody else may have taken. */
async function writeAside(file: string, files: readonly Packed[], seal: Seal | undefined): Promise<number> {
  const aside = `${file}.${process.pid}.part`
  try {
    const plain = await packed(files)
    const stream = seal === undefined ? plain : await sealed(plain, seal)
    await pipeline(stream, createWriteStream(aside, { mode: 0o600, flags: 'wx', flush: true }))
    await named(aside, file)
    const folder = await open(dirname(file), 'r')
    await folder.sync().catch(() => {})
    await folder.close()
    return (await stat(file)).size
  } catch (error) {
    if (error instanceof CrmError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new StoreError(
      `The backup could not be written to ${file}: ${reason}.`,
      'Name another file: crm backup FILE',
    )
  } finally {
    await rm(aside, { force: true })
  }
}

/** By a second name, which fails where it is taken; by renaming where the disk knows no second names. */
async function named(aside: string, file: string): Promise<void> {
  try {
    await link(aside, file)
  } catch (error) {
    if (hasCode(error, 'EEXIST')) throw taken(file)
    await rename(aside, file)
  }
}

function taken(file: string): ConflictError {
  return new ConflictError(
    `${file} is there already; a backup never overwrites.`,
    'Name another file: crm backup FILE',
  )
}

/**
 * Keeps a backup within the store, however damaged, before something that cannot be taken back.
 * @param why part of its name: before-doctor
 * @param at UTC instant
 * @returns its whole path
 */
export async function keepBackup(folder: Folder, why: string, at: string): Promise<string> {
  prepare(folder)
  const name = `${why}-${at.slice(0, 19).replaceAll(':', '')}-${randomText(4, randomBytes)}.crm.gz`
  const moment = await momentOf(folder, false)
  return (await writeMoment(folder, moment, folder.path(join(backupsFolder, name)))).file
}

/** A place for backups, without those that a process which is gone never finished. */
function prepare(folder: Folder): void {
  folder.make(backupsFolder)
  folder.flush('.local')
  for (const name of folder.names(backupsFolder)) {
    const pid = /\.(\d+)\.part$/.exec(name)?.[1]
    if (pid !== undefined && !isRunning(Number(pid))) folder.remove(`${backupsFolder}/${name}`)
  }
}

const daily = /^daily-\d{4}-\d{2}-\d{2}\.crm\.gz$/

/**
 * The automatic backup: one a day, of which the newest `keep` stay.
 * @param day YYYY-MM-DD
 * @returns the whole path of the new one, or undefined where the day has one
 */
export async function dailyBackup(folder: Folder, keep: number, day: string): Promise<string | undefined> {
  const name = `daily-${day}.crm.gz`
  if (keep < 1 || folder.has(`${backupsFolder}/${name}`)) return undefined
  prepare(folder)
  const { file } = await writeBackup(folder, folder.path(`${backupsFolder}/${name}`))
  const old = folder
    .names(backupsFolder)
    .filter((known) => daily.test(known))
    .slice(0, -keep)
  for (const known of old) folder.remove(`${backupsFolder}/${known}`)
  return file
}
