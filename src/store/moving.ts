/** Moving a file into place: over another, through a link, from one disk to another, and onto the disk for good. */
import * as fs from 'node:fs'
import { hasCode } from './diskError.ts'

/**
 * `.local` may be a disk of its own: then a copy beside the target, wholly written, takes its place. Whoever repeats a
 * move that was broken off writes over the same copy, so none is left behind.
 */
export function moveFile(from: string, to: string, mode: number): void {
  try {
    fs.renameSync(from, to)
  } catch (error) {
    if (!hasCode(error, 'EXDEV')) throw error
    const aside = `${to}.part`
    fs.writeFileSync(aside, fs.readFileSync(from), { mode, flush: true })
    fs.renameSync(aside, to)
    fs.unlinkSync(from)
  }
}

/** Where a link leads; the path itself where it is no link, or one to nowhere. */
export function behindLink(path: string): string {
  if (fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return path
  return fs.existsSync(path) ? fs.realpathSync(path) : path
}

/** Waits until the entries of a folder are on the disk. */
export function flushFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = fs.openSync(path, 'r')
  try {
    fs.fsyncSync(folder)
  } catch (error) {
    if (!hasCode(error, 'EINVAL', 'ENOTSUP')) throw error
  } finally {
    fs.closeSync(folder)
  }
}
