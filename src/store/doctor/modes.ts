/** File modes: what is in the store is for its owner alone. */
import { chmodSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './finding.ts'

/** Permissions of the group and of everybody else. */
const others = 0o077

export const modes: Check = function* ({ folder: { dir } }) {
  if (process.platform === 'win32') return
  const open = openIn(dir)
  const [first] = open
  if (first === undefined) return
  const more = open.length === 1 ? '' : `, and ${open.length - 1} more`
  const act = (): void => {
    for (const name of open) chmodSync(join(dir, name), lstatSync(join(dir, name)).mode & 0o777 & ~others)
  }
  const what = `${first === '.' ? 'the folder of the store' : first}${more}`
  const message = `others can read or write ${what}; a store is for its owner alone`
  yield {
    file: first,
    code: 'mode',
    message,
    fix: { type: 'act', act, says: 'closed to others' },
  }
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
