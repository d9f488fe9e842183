/** Answers that took reading the whole store, kept in .local/cache until a data file changes: what cron asks every hour. */
import { toInstant } from '../dates.ts'
import { StoreError } from '../errors.ts'
import { build } from '../version.ts'
import { type Folder, stampText } from './folder.ts'
import { hasMarker } from './journal.ts'
import { hashOf } from './pairs.ts'
import { settingsName } from './settings.ts'
import { settled } from './tide.ts'

/** An answer, and the UTC instant from which it would be another although no file has changed. */
export interface Answer {
  readonly text: string
  readonly until: string
}

const cacheFolder = '.local/cache/answers'

/** So many different questions are kept. */
const mostKept = 24

/**
 * The answer to a question, kept from an earlier time where nothing it depends on has changed since.
 * @param question everything the answer depends on besides the store and the time
 */
export function remembered(folder: Folder, question: string, now: Date, make: () => Answer): string {
  const { generation, moved } = settled(folder)
  if (moved.size > 0) return make().text
  const at = toInstant(now)
  const key = keyOf(folder, question, generation)
  const name = `${cacheFolder}/${hashOf(question).toString(16)}`
  const kept = read(folder, name, key, at)
  if (kept !== undefined) return kept
  const { text, until } = make()
  // Kept only where nothing changed while the answer was made.
  if (!hasMarker(folder) && keyOf(folder, question, settled(folder).generation) === key)
    keep(folder, name, `${key}${at} ${until} ${text.length}\n${text}`)
  return text
}

/** All that the answer depends on, as one line. */
function keyOf(folder: Folder, question: string, generation: number): string {
  const names = folder
    .names('data')
    .flatMap((name) =>
      name.endsWith('.json')
        ? [`data/${name}`]
        : folder.names(`data/${name}`).map((part) => `data/${name}/${part}`),
    )
  const stamps = [settingsName, ...names].map((name) => {
    const stamp = folder.stamp(name)
    return stamp === undefined ? name : `${name} ${stampText(stamp)}`
  })
  return `${JSON.stringify([build, generation, stamps, question])} `
}

/** What a power cut left half written has another length than its head says. */
function read(folder: Folder, name: string, key: string, at: string): string | undefined {
  const content = textOf(folder, name)
  if (content === undefined || !content.startsWith(key)) return undefined
  const end = content.indexOf('\n')
  const [from = '', until = '', length] = content.slice(key.length, end).split(' ')
  const text = content.slice(end + 1)
  return from <= at && at < until && length === String(text.length) ? text : undefined
}

function textOf(folder: Folder, name: string): string | undefined {
  try {
    return folder.text(name)
  } catch (error) {
    if (error instanceof StoreError) return undefined
    throw error
  }
}

/** A store that cannot be written is answered all the same. */
function keep(folder: Folder, name: string, content: string): void {
  try {
    folder.make(cacheFolder)
    const others = folder.names(cacheFolder)
    if (others.length >= mostKept) for (const other of others) folder.remove(`${cacheFolder}/${other}`)
    const aside = `${name}.${process.pid}`
    folder.scribble(aside, content)
    folder.move(aside, name)
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
  }
}
