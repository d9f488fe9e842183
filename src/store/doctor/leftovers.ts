/** What commands that died left behind: an unfinished commit, files set aside, a lock, half-written backups and caches. */
import { readdirSync } from 'node:fs'
import { abandoned, restorePrefix } from '../abandoned.ts'
import type { Folder } from '../folder.ts'
import { isRunning } from '../holder.ts'
import { hasMarker, isMarkerForeign, pendingFolder } from '../journal.ts'
import { Lock } from '../lock.ts'
import { draftsIn, isMarkerDamaged } from '../moment.ts'
import type { Check, Finding, Fix } from './finding.ts'

const recover: Fix = { type: 'recover', says: 'finished or dropped what a dead command left' }

export const leftovers: Check = function* ({ folder, isLocked }) {
  yield* drafts(folder)
  if (!isLocked && new Lock(folder, '', '').isHeld()) return
  yield* parts(folder)
  if (isLocked) return
  if (hasMarker(folder)) yield unfinished(folder)
  else if (folder.names(pendingFolder).length > 0) {
    yield {
      file: pendingFolder,
      code: 'pending',
      message: 'a command that died left files set aside',
      fix: recover,
    }
  }
  if (folder.has('.local/lock'))
    yield { file: '.local/lock', code: 'lock', message: 'the lock of a command that died', fix: recover }
}

/** Drafts of the store's files; a change that is to be finished first takes its own up again. */
function* parts(folder: Folder): Iterable<Finding> {
  if (hasMarker(folder)) return
  for (const name of draftsIn(folder.dir)) {
    const pid = /^files\/\..*\.(\d+)$/.exec(name)?.[1]
    if (pid === undefined || !isRunning(Number(pid))) yield part(folder, name)
  }
}

function part(folder: Folder, file: string): Finding {
  const fix = { type: 'act', act: () => folder.remove(file), says: 'removed' } as const
  return { file, code: 'part', message: 'a file that was never finished', fix }
}

function unfinished(folder: Folder): Finding {
  const file = '.local/commit.json'
  if (isMarkerForeign(folder)) {
    const fix: Fix = { type: 'recover', says: 'set aside as .local/foreign-commit.json' }
    const message = 'a change that was not begun by you on this machine; it is not obeyed'
    return { file, code: 'foreign-marker', message, fix }
  }
  if (!isMarkerDamaged(folder))
    return { file, code: 'unfinished', message: 'a change is decided but not carried out', fix: recover }
  return {
    file,
    code: 'marker',
    message: 'the marker of a change is damaged',
    hint: 'Make a copy of the whole folder, then remove that file',
  }
}

/** What has the number of the process that was writing it in its name, and drafts of caches. */
function* drafts(folder: Folder): Iterable<Finding> {
  for (const name of abandoned(folder.path('.local'), restorePrefix)) {
    const file = `.local/${name}`
    const fix = { type: 'act', act: () => folder.clear(file), says: 'removed' } as const
    yield { file, code: 'part', message: 'a backup that was never wholly restored', fix }
  }
  for (const place of ['.', '.local/backups', '.local/cache']) {
    if (!folder.has(place)) continue
    for (const name of readdirSync(folder.path(place))) {
      const pid = /\.(\d+)\.part$/.exec(name)?.[1]
      if (pid === undefined ? !/\.keys\.[0-9a-z]{6}$/.test(name) : isRunning(Number(pid))) continue
      const file = place === '.' ? name : `${place}/${name}`
      // Nothing ever reads the draft of a cache; its process may even be at it still.
      yield { ...part(folder, file), ...(pid === undefined ? { isNote: true } : {}) }
    }
  }
}
