/** The doctor, backups and restoring, as the context offers them. */
import { readdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Clock } from '../clock.ts'
import type { BackupLock, BackupMade, Context, Examination, Restored, Restoring } from '../context.ts'
import { CancelledError, ConflictError, InputError } from '../errors.ts'
import { backupName, writeBackup } from './backup.ts'
import { examine, examineAndRepair } from './doctor/index.ts'
import { giveUpLost, instantOf, type Patient } from './doctor/repair.ts'
import type { Opener, Seal } from './encryption.ts'
import { Folder } from './folder.ts'
import type { Guard } from './guard.ts'
import { refuseLinkedFolders } from './opening.ts'
import { isSealed, placeNew, placeOver, type Unpacked, unpack } from './restore.ts'
import { settingsName } from './settings.ts'

export interface Keeper {
  /** The store's folder, which need not be there yet. */
  readonly dir: string
  readonly guard: Guard
  /** Refuses a store of somebody else. @throws StoreError */
  admit(): void
  readonly cwd: string
  readonly clock: Clock
  readonly by: string
  /** The command as typed. */
  readonly command: string
  /** Seconds to wait for another writer. */
  readonly wait: number
  readonly prompt: Context['prompt']
  /** CRM_PASSPHRASE. */
  readonly passphrase: string | undefined
}

/** The folder of a store that is the user's own, without links that nobody agreed to. @throws StoreError */
function admitted(keeper: Keeper): Folder {
  keeper.admit()
  refuseLinkedFolders(keeper.dir, keeper.guard)
  return new Folder(keeper.dir, keeper.guard)
}

/** Looks the store over; see Context. */
export async function examined(
  keeper: Keeper,
  { fix, acceptLost }: { readonly fix: boolean; readonly acceptLost: boolean },
): Promise<Examination> {
  const folder = admitted(keeper)
  const patient: Patient = {
    folder,
    clock: keeper.clock,
    by: keeper.by,
    command: keeper.command,
    wait: keeper.wait,
  }
  if (acceptLost) await giveUpLost(patient)
  return fix ? examineAndRepair(patient) : examine(folder)
}

/** Writes a backup; see Context. */
export async function backedUp(
  keeper: Keeper,
  file: string | undefined,
  lock: BackupLock | undefined,
): Promise<BackupMade> {
  const name = file ?? backupName(keeper.dir, instantOf(keeper), lock !== undefined)
  const seal = lock === undefined ? undefined : await sealFor(keeper, lock)
  return writeBackup(admitted(keeper), resolve(keeper.cwd, name), seal)
}

async function sealFor(keeper: Keeper, { recipients }: BackupLock): Promise<Seal> {
  if (recipients.length > 0) return { recipients }
  if (keeper.passphrase !== undefined && keeper.passphrase !== '') return { passphrase: keeper.passphrase }
  const passphrase = await asked(keeper, 'Passphrase of the backup:')
  if (passphrase === '') throw new InputError('A passphrase cannot be empty.')
  if ((await asked(keeper, 'The same once more:')) !== passphrase)
    throw new InputError('The two passphrases differ.', 'Run the command again.')
  return { passphrase }
}

/** Never from the command line, which others can see. */
function asked({ prompt }: Keeper, question: string): Promise<string> {
  if (prompt.available) return prompt.password(question)
  throw new InputError(
    'A passphrase is needed.',
    'Put it into the environment variable CRM_PASSPHRASE, or use a key: --recipient, --identity',
  )
}

/** Restores a backup; see Context. */
export async function restored(keeper: Keeper, typed: string, how: Restoring): Promise<Restored> {
  const dir = how.to === undefined ? keeper.dir : resolve(keeper.cwd, how.to)
  if (how.to !== undefined) await refuseFull(dir)
  const file = resolve(keeper.cwd, typed)
  const unpacked = await unpack(file, dir, (await isSealed(file)) ? await openerFor(keeper, how) : undefined)
  try {
    const { examination, files, others } = unpacked
    const backup = how.checkOnly ? undefined : await placed(keeper, unpacked, dir, how)
    return {
      dir,
      files: files.length,
      leftOut: others,
      examination,
      ...(backup === undefined ? {} : { backup }),
    }
  } finally {
    await unpacked.clear()
  }
}

async function placed(
  keeper: Keeper,
  unpacked: Unpacked,
  dir: string,
  how: Restoring,
): Promise<string | undefined> {
  const { by, command, wait } = keeper
  if (!new Folder(dir).has(settingsName)) {
    await placeNew(unpacked, dir)
    return undefined
  }
  if (!(await how.agree(dir, { files: unpacked.files.length }))) throw new CancelledError()
  admitted(keeper)
  return placeOver(unpacked, { dir, guard: keeper.guard, by, command, at: instantOf(keeper), wait })
}

async function refuseFull(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => [])
  if (names.length > 0)
    throw new ConflictError(`${dir} is not empty.`, 'Name a new folder: crm restore FILE --to DIR')
}

async function openerFor(keeper: Keeper, { identity }: Restoring): Promise<Opener> {
  if (identity === undefined)
    return { passphrase: keeper.passphrase ?? (await asked(keeper, 'Passphrase of the backup:')) }
  try {
    return { identity: await readFile(resolve(keeper.cwd, identity), 'utf8') }
  } catch {
    throw new InputError(`Cannot read the identity file ${identity}.`)
  }
}
