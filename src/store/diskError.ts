/** The failures of the file system, as errors that say what to do. */
import { StoreError } from '../errors.ts'

/** Whether an error of the file system has this code, such as ENOENT. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

/** A failure of the file system, kept as the cause. */
export class DiskError extends StoreError {
  readonly code: string

  constructor(code: string, message: string, hint: string) {
    super(message, hint)
    this.code = code
  }
}

const reasons: { readonly [code: string]: readonly [reason: string, hint: string] | undefined } = {
  ENOSPC: ['the disk is full', 'Make room on the disk and run the command again.'],
  EDQUOT: ['your share of the disk is used up', 'Make room on the disk and run the command again.'],
  EFBIG: ['it would be larger than the system allows', 'Look at the limit on files: ulimit -f'],
  EACCES: ['permission denied', 'Check who owns the store: ls -l'],
  EPERM: ['permission denied', 'Check who owns the store: ls -l'],
  EROFS: ['the disk is read-only', 'Copy the store to a disk that can be written.'],
  ENOTDIR: ['a file stands where a folder should be', 'Check the path of the store.'],
  ENOENT: ['the folder is not there', 'Check the path of the store, or make one: crm init'],
  EISDIR: ['a folder stands where a file should be', 'Move that folder away.'],
  EMFILE: ['too many files are open', 'Run the command again.'],
  ENFILE: ['too many files are open', 'Run the command again.'],
  EIO: ['the disk reports an error', 'Check the disk, and make a backup first: crm backup'],
}

/** The error to throw for one of the file system; other errors stay what they are. */
export function storeError(error: unknown, path: string, verb: 'read' | 'written'): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const code = String(error.code)
  const [reason, hint] = reasons[code] ?? [error.message, 'Check the disk and run the command again.']
  return new DiskError(code, `${path} could not be ${verb}: ${reason}.`, hint)
}
