/** File modes: what is in the store is for its owner alone. */
import { chmodSync, existsSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Check } from './finding.ts'

/** Permissions of the group and of everybody else. */
const others = 0o077
/** Of these, to enter a folder and to write. */
const entering = 0o011
const writing = 0o022

export const modes: Check = function* ({ folder: { dir } }) {
  if (process.platform === 'win32' || isClosed(dir)) return
  const open = openIn(dir)
  const [first] = open
  if (first === undefined) return
  const more = open.length === 1 ? '' : `, and ${open.length - 1} more`
  const act = (): void => {
    for (const name of open) chmodSync(join(dir, name), lstatSync(join(dir, name)).mode & 0o777 & ~others)
  }
  const what = `${first === '.' ? 'the folder of the store' : first}${more}`
  // Git knows no modes but its own: what it brings can be read by all, after each pull again.
  const isOfGit = isInGit(dir) && open.every((name) => (lstatSync(join(dir, name)).mode & writing) === 0)
  yield {
    file: first,
    code: 'mode',
    message: isOfGit
      ? `others can read ${what}, as git makes it; nobody can once the folder is closed: chmod 700 ${dir}`
      : `others can read or write ${what}; a store is for its owner alone`,
    ...(isOfGit ? { isNote: true as const } : {}),
    fix: { type: 'act', act, says: 'closed to others' },
  }
}

/** Whether nobody else gets as far as the folder: it or one above it lets nobody in. */
function isClosed(dir: string): boolean {
  if ((statSync(dir).mode & entering) === 0) return true
  return dirname(dir) !== dir && isClosed(dirname(dir))
}

function isInGit(dir: string): boolean {
  return existsSync(join(dir, '.git')) || (dirname(dir) !== dir && isInGit(dirname(dir)))
}

function openIn(dir: string): string[] {
  const open: string[] = []
  const visit = (name: string): void => {
    const stat = lstatSync(join(dir, name), { throwIfNoEntry: false })
    if (stat === undefined || stat.isSymbolicLink()) return
    if ((stat.mode & others) !== 0) open.push(name)
    if (stat.isDirectory())
      for (const child of readdirSync(join(dir, name))) visit(name === '.' ? child : `${name}/${child}`)
  }
  visit('.')
  return open.filter((name) => name !== '.git' && !name.startsWith('.git/'))
}
