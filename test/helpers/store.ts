/** Small stores for tests of the store itself: real folders, a fixed clock, records made by hand. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach } from 'vitest'
import { fixedClock } from '../../src/clock.ts'
import { defaultSettings, type Settings } from '../../src/config.ts'
import type { EntityName } from '../../src/entities/index.ts'
import type { Change } from '../../src/schema/changes.ts'
import type { AnyRecord, Value } from '../../src/schema/field.ts'
import type { Step } from '../../src/store/folder.ts'
import { initStore } from '../../src/store/init.ts'
import { openStore } from '../../src/store/store.ts'

export const at = '2026-11-22T02:00:00Z'
const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** An empty folder that is gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lukkha-store-'))
  folders.push(folder)
  return folder
}

/** A new store in a folder that is gone after the test. */
export function newStore(settings: Partial<Settings> = {}): string {
  const dir = join(emptyFolder(), 'crm')
  initStore({ dir, settings: { ...defaultSettings, ...settings } })
  return dir
}

/** The store, at a fixed time. */
export function open(dir: string, options: { readonly wait?: number; readonly step?: Step } = {}) {
  return openStore({ dir, clock: fixedClock(new Date(at)), wait: 5, ...options })
}

/** Writes a plan and nothing else. */
export async function commit(dir: string, ...records: Change[]): Promise<void> {
  await open(dir).commit({ summary: 'test', records }, 'Noy', 'crm test')
}

/** Writes a file of the store as a person would. */
export function write(dir: string, name: string, text: string): void {
  mkdirSync(dirname(join(dir, name)), { recursive: true })
  writeFileSync(join(dir, name), text)
}

/** A file of the store. */
export function read(dir: string, name: string): string {
  return readFileSync(join(dir, name), 'utf8')
}

/** Every file below a folder with its text; only those the store is made of, without .local. */
export function tree(dir: string, below = dir): { [name: string]: string } {
  const files: { [name: string]: string } = {}
  for (const entry of readdirSync(below)) {
    const path = join(below, entry)
    if (entry === '.local') continue
    if (statSync(path).isDirectory()) Object.assign(files, tree(dir, path))
    else files[relative(dir, path)] = readFileSync(path, 'utf8')
  }
  return files
}

/** The data and settings alone: what undo brings back. */
export function content(dir: string): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(tree(dir)).filter(([name]) => name.startsWith('data/') || name === 'crm.json'),
  )
}

type Fields = { readonly [field: string]: Value | undefined }

function record(
  kind: EntityName,
  defaults: Fields,
  id: string,
  fields: Fields,
): Change & { after: AnyRecord } {
  return { kind, id, after: { id, ...defaults, createdAt: at, updatedAt: at, ...fields } }
}

export const lead = (id: string, fields: Fields = {}) =>
  record('lead', { firstName: 'Somchai', status: 'new' }, id, fields)
export const account = (id: string, fields: Fields = {}) => record('account', { name: 'Acme' }, id, fields)
export const contact = (id: string, fields: Fields = {}) =>
  record('contact', { firstName: 'Noy' }, id, fields)
export const deal = (id: string, fields: Fields = {}) =>
  record('deal', { name: 'Big', stage: 'prospecting' }, id, fields)
export const reminder = (id: string, fields: Fields = {}) =>
  record('reminder', { text: 'Call', due: '2026-12-01', status: 'open' }, id, fields)

/** The change of a record made by one of the functions above. */
export function edit(
  { kind, id, after }: Change & { after: AnyRecord },
  fields: Fields,
): Change & { after: AnyRecord } {
  return { kind, id, before: after, after: { ...after, ...fields } }
}

export function removal({ kind, id, after }: Change & { after: AnyRecord }): Change {
  return { kind, id, before: after }
}

/** Ids of a kind that begin with each character in turn, as many as asked for. */
export function ids(letter: string, count: number): string[] {
  const characters = '0123456789abcdefghjkmnpqrstvwxyz'
  return Array.from({ length: count }, (_, i) => {
    const rest = Math.floor(i / 32)
      .toString()
      .padStart(8, '0')
    return `${letter}${characters.charAt(i % 32)}${rest}`
  })
}
