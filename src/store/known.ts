/** Which data files there are, as the last commit left them: so that one that is gone is not taken for one that never was. */
import { StoreError } from '../errors.ts'
import { madeRecords } from '../schema/history.ts'
import type { Folder } from './folder.ts'
import { readHistory } from './history.ts'
import type { Marker } from './journal.ts'
import { dataFileNamed } from './naming.ts'

const knownName = '.local/known'

/** The names of the data files there should be; undefined where no command has written here yet. */
function readKnown(folder: Folder): ReadonlySet<string> | undefined {
  const text = folder.text(knownName)
  return text === undefined ? undefined : new Set(text.split('\n').filter((name) => isDataFile(name)))
}

/** Notes what a commit brings and takes away. It can be done twice. */
export function noteFiles(folder: Folder, { moves, removals }: Pick<Marker, 'moves' | 'removals'>): void {
  const names = new Set(readKnown(folder) ?? presentFiles(folder))
  for (const { to } of moves) if (isDataFile(to)) names.add(to)
  for (const { name } of removals) names.delete(name)
  write(folder, names)
}

function write(folder: Folder, names: Iterable<string>): void {
  const text = Array.from(names, (name) => `${name}\n`)
    .sort()
    .join('')
  if (text !== folder.text(knownName)) folder.replace(knownName, text)
}

function isDataFile(name: string): boolean {
  return dataFileNamed(name) !== undefined
}

function presentFiles(folder: Folder): readonly string[] {
  const names = folder.names('data').map((name) => `data/${name}`)
  const parts = names
    .filter((name) => !name.endsWith('.json'))
    .flatMap((name) => folder.names(name).map((part) => `${name}/${part}`))
  return [...names, ...parts].filter(isDataFile)
}

/**
 * Refuses to go on where files of a kind are gone that the history knows. git brings older states and other splits of a
 * kind, and these are whole: the history that comes with them is asked.
 * @param plural of the kind
 * @param present its data files, as an unfinished commit will leave them
 * @throws StoreError that names the file
 */
export function refuseGone(folder: Folder, plural: string, present: readonly string[]): void {
  const known = readKnown(folder)
  const missing = [...(known ?? [])].filter((name) => isOf(name, plural) && !present.includes(name))
  // A fresh clone knows nothing yet: there only a kind without any file is looked up.
  if (missing.length === 0 && (known !== undefined || present.length > 0)) return
  const lost = lostFiles(folder, plural, present)
  if (lost.size === 0) noteQuietly(folder)
  const [file, count] = [...lost][0] ?? []
  if (file === undefined || count === undefined) return
  throw new StoreError(
    `${file} is gone, and with it ${count === 1 ? 'a record' : `${count} records`} that no command removed.`,
    `Bring it back: crm doctor --fix, crm restore FILE or git checkout -- ${file}; if it is meant to be gone: crm doctor --accept-lost`,
  )
}

/** So that the history is asked once; a store that can only be read does without. */
function noteQuietly(folder: Folder): void {
  try {
    write(folder, presentFiles(folder))
  } catch {
    // The next command asks again.
  }
}

function isOf(name: string, plural: string): boolean {
  return name === `data/${plural}.json` || name.startsWith(`data/${plural}/`)
}

/** How many records are lost with each file of a kind that is not there, by the history. */
function lostFiles(folder: Folder, plural: string, present: readonly string[]): ReadonlyMap<string, number> {
  const lost = new Map<string, number>()
  const isSplit = present.some((name) => name.startsWith(`data/${plural}/`))
  if (present.includes(`data/${plural}.json`)) return lost
  for (const [id, kind] of madeRecords(readHistory(folder))) {
    const whole = `data/${plural}.json`
    if (dataFileNamed(whole)?.kind !== kind) continue
    const name = isSplit ? `data/${plural}/${id.charAt(1)}.json` : whole
    if (!present.includes(name)) lost.set(name, (lost.get(name) ?? 0) + 1)
  }
  return lost
}
