/** The caches of lookup keys: the same as made anew. Old ones do no harm, wrong ones would hide records. */
import { areRecords } from '../check.ts'
import type { Folder } from '../folder.ts'
import { cacheFolder, cacheName, type KeyFile, readIndex } from '../keyfile.ts'
import { KeyIndex } from '../keyindex.ts'
import { byId, type Place } from '../records.ts'
import { sumOf } from '../sum.ts'
import type { Check, Finding } from './finding.ts'
import type { SeenFile, Survey } from './survey.ts'

export const caches: Check = function* (survey) {
  const { folder } = survey
  const names = new Set(
    folder
      .names(cacheFolder)
      .filter((name) => name.endsWith('.keys'))
      .map((name) => `${cacheFolder}/${name}`),
  )
  const old: string[] = []
  for (const file of survey.files) {
    const keyFile = keyFileOf(folder, file)
    if (keyFile === undefined || !names.delete(cacheName(keyFile))) continue
    const state = stateOf(survey, file, keyFile)
    if (state === 'old') old.push(cacheName(keyFile))
    if (state === 'wrong') yield wrong(folder, cacheName(keyFile), file.name)
  }
  if (old.length > 0) yield outdated(folder, old, 'of an earlier version of its data file')
  if (names.size > 0) yield outdated(folder, [...names], 'of a data file that is not there')
}

// Removed, not made anew: the next command that needs one makes it of what is there then.

function wrong(folder: Folder, file: string, of: string): Finding {
  const fix = { type: 'act', act: () => folder.remove(file), says: 'removed' } as const
  return { file, code: 'cache', message: `the cache does not fit ${of}`, fix }
}

/** Many are told in one line. */
function outdated(folder: Folder, files: readonly string[], what: string): Finding {
  const act = () => {
    for (const file of files) folder.remove(file)
  }
  const [file = cacheFolder] = files
  const fix = { type: 'act', act, says: 'removed' } as const
  const many = `${files.length} caches, each ${what}`
  const message = files.length === 1 ? `a cache ${what}` : many
  return { file: files.length === 1 ? file : cacheFolder, code: 'cache-old', isNote: true, message, fix }
}

function keyFileOf(folder: Folder, { name, entity, character }: SeenFile): KeyFile | undefined {
  const stamp = folder.stamp(name)
  const place: Place = { name, ...(character === undefined ? {} : { character }) }
  return stamp === undefined ? undefined : { folder, entity, place, stamp }
}

function stateOf(survey: Survey, file: SeenFile, keyFile: KeyFile): 'sound' | 'old' | 'wrong' {
  const { entity, list = [], text } = file
  const bytes = survey.moment.bytes.get(file.name)
  if (bytes === undefined || !areRecords(entity, list) || bytes.toString('utf8') !== text) return 'sound'
  const kept = readIndex(keyFile)
  if (kept === undefined) return 'old'
  // The file may have been written, and its cache with it, since the moment that was read.
  if (kept.sum !== sumOf(bytes) && !folderHas(survey, file.name, bytes)) return 'sound'
  return isSame(kept.index, KeyIndex.ofRecords(entity, list.toSorted(byId))) && kept.sum === sumOf(bytes)
    ? 'sound'
    : 'wrong'
}

function folderHas({ folder }: Survey, name: string, bytes: Buffer): boolean {
  return folder.bytes(name)?.equals(bytes) === true
}

function isSame(a: KeyIndex, b: KeyIndex): boolean {
  if (!a.ids.equals(b.ids) || a.hashes.length !== b.hashes.length) return false
  for (let start = 0, end = 0; start < a.hashes.length; start = end) {
    while (end < a.hashes.length && a.hashes[end] === a.hashes[start]) end++
    if (!samePlaces(a, b, start, end)) return false
  }
  return true
}

/** Whether both have the same places for one hash, which may stand in any order. */
function samePlaces(a: KeyIndex, b: KeyIndex, start: number, end: number): boolean {
  if (b.hashes[start] !== a.hashes[start] || b.hashes[end - 1] !== a.hashes[start]) return false
  if (end - start === 1) return a.places[start] === b.places[start]
  const [mine, others] = [a.places.slice(start, end).sort(), b.places.slice(start, end).sort()]
  return mine.every((place, i) => place === others[i])
}
