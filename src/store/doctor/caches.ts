/** The caches of lookup keys: the same as made anew. Old ones do no harm, wrong ones would hide records. */
import { areRecords } from '../check.ts'
import type { Folder } from '../folder.ts'
import { cacheFolder, cacheName, type KeyFile, readIndex, saveIndex } from '../keyfile.ts'
import { KeyIndex } from '../keyindex.ts'
import { byId, type Place } from '../records.ts'
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
  for (const file of survey.files) {
    const keyFile = keyFileOf(folder, file)
    if (keyFile === undefined || !names.delete(cacheName(keyFile))) continue
    yield* wrongCache(survey, file, keyFile)
  }
  for (const name of names) {
    const fix = { type: 'act', act: () => folder.remove(name), says: 'removed' } as const
    yield {
      file: name,
      code: 'cache-old',
      isNote: true,
      message: 'the cache of a file that is not there',
      fix,
    }
  }
}

function keyFileOf(folder: Folder, { name, entity, character }: SeenFile): KeyFile | undefined {
  const stamp = folder.stamp(name)
  const place: Place = { name, ...(character === undefined ? {} : { character }) }
  return stamp === undefined ? undefined : { folder, entity, place, stamp }
}

function* wrongCache(survey: Survey, file: SeenFile, keyFile: KeyFile): Iterable<Finding> {
  const { entity, list = [], text } = file
  if (!areRecords(entity, list) || survey.moment.bytes.get(file.name)?.toString('utf8') !== text) return
  const index = readIndex(keyFile)
  const anew = KeyIndex.ofRecords(entity, list.toSorted(byId))
  if (index !== undefined && isSame(index, anew)) return
  const fix = { type: 'act', act: () => saveIndex(keyFile, anew), says: 'made anew' } as const
  const where = { file: cacheName(keyFile), fix }
  if (index === undefined)
    yield { ...where, code: 'cache-old', isNote: true, message: `the cache is of an earlier ${file.name}` }
  else yield { ...where, code: 'cache', message: `the cache does not fit ${file.name}` }
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
