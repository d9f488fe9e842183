/** The history: one line for each command that changed something, one file a month and machine. */
import { randomBytes } from '../chance.ts'
import { type HistoryLine, isHistoryLine } from '../schema/history.ts'
import { randomText } from '../schema/id.ts'
import { Folder } from './folder.ts'
import type { Marker } from './journal.ts'

const historyFolder = 'history'
const machineName = '.local/machine'

/** First letter of the ids of history lines; no kind of record has it. */
export const historyLetter = 'h'

/** The file that a line of this instant goes to: never one of an earlier month than before, though the clock be put back. */
function historyName(past: Folder, machine: string, at: string): string {
  const ending = `.${machine}.jsonl`
  const latest = past
    .names(historyFolder)
    .findLast((name) => /^\d{4}-\d{2}\./.test(name) && name.endsWith(ending))
  const month =
    latest !== undefined && latest.slice(0, 7) > at.slice(0, 7) ? latest.slice(0, 7) : at.slice(0, 7)
  return `${historyFolder}/${month}${ending}`
}

/**
 * Where a line goes. One that was cut off before it by a power cut is ended first.
 * @param past the folder with the history that the line goes on from, where it is another one that takes the store's place
 */
export function entryFor(folder: Folder, line: HistoryLine, past = folder): Marker['history'] {
  const name = historyName(past, machineOf(folder), line.at)
  const offset = Number(past.stamp(name)?.size ?? 0n)
  const isWhole = offset === 0 || past.tail(name, offset - 1).toString() === '\n'
  return { name, offset, line: `${isWhole ? '' : '\n'}${JSON.stringify(line)}\n` }
}

/** Four characters that tell this copy of the store from others, made once. */
function machineOf(folder: Folder): string {
  const known = folder.text(machineName)?.trim()
  if (known !== undefined && /^[0-9a-hjkmnp-tv-z]{4}$/.test(known)) return known
  const machine = randomText(4, randomBytes)
  folder.scribble(machineName, `${machine}\n`)
  return machine
}

/**
 * The history of a store, newest first; the lines of one machine always in the order they were written in, whatever its
 * clock said. A last line that was cut off, and lines that are not ours, are passed over; a line that a merge left twice
 * comes once.
 */
export function readHistory(at: Folder | string): Generator<HistoryLine> {
  const folder = typeof at === 'string' ? new Folder(at) : at
  const names = folder.names(historyFolder).map((name) => `${historyFolder}/${name}`)
  return historyIn(names, (name) => folder.text(name) ?? '')
}

/** The same, of these files. */
export function* historyIn(
  files: Iterable<string>,
  textOf: (name: string) => string,
): Generator<HistoryLine> {
  const seen = new Set<string>()
  for (const names of byMonth(files)) {
    const lines = names.flatMap((name) => timed(linesOf(textOf(name))))
    lines.reverse().sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    for (const { line } of lines) {
      if (!seen.has(line.id)) yield line
      seen.add(line.id)
    }
  }
}

/** Each line once, with the latest instant so far: after a clock was put back its lines stay after those before. */
function timed(lines: readonly HistoryLine[]): { readonly line: HistoryLine; readonly at: string }[] {
  const byId = new Map<string, { readonly line: HistoryLine; readonly at: string }>()
  let at = ''
  for (const line of lines) {
    at = line.at > at ? line.at : at
    if (!byId.has(line.id)) byId.set(line.id, { line, at })
  }
  return [...byId.values()]
}

function byMonth(names: Iterable<string>): string[][] {
  const months = new Map<string, string[]>()
  for (const name of names) {
    const month = /^history\/(\d{4}-\d{2})\.[^/]*jsonl$/.exec(name)?.[1]
    if (month !== undefined) months.set(month, [...(months.get(month) ?? []), name])
  }
  return [...months].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, list]) => list)
}

function linesOf(text: string): HistoryLine[] {
  return text.split('\n').flatMap((one) => {
    const line = parsed(one)
    return isHistoryLine(line) ? [line] : []
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
