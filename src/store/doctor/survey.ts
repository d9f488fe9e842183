/** A store as the doctor sees it: as much as can be read, however damaged the rest. */
import { isUtf8 } from 'node:buffer'
import { defaultSettings, FORMAT_VERSION, type Settings } from '../../config.ts'
import { type EntityName, entityNames } from '../../entities/index.ts'
import { StoreError } from '../../errors.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Entity } from '../../schema/entity.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { isId } from '../../schema/id.ts'
import { sameRecord } from '../../schema/value.ts'
import { isValue } from '../check.ts'
import { isObject } from '../expect.ts'
import type { Folder } from '../folder.ts'
import { type Upgrade, upgradeFrom } from '../migrations/index.ts'
import type { Moment } from '../moment.ts'
import { dataFileNamed } from '../naming.ts'
import { conflictLine, mistakeIn } from '../scan.ts'
import { parseSettings, settingsName } from '../settings.ts'
import type { Finding } from './finding.ts'

/** A record that can be written again, with where it stands. */
export interface Seen {
  readonly file: SeenFile
  /** Place in its file. */
  readonly index: number
  readonly record: AnyRecord
}

/** A data file. */
export interface SeenFile {
  readonly name: string
  readonly entity: Entity
  readonly kind: EntityName
  /** First random character of the ids that belong into it, where its kind is split. */
  readonly character?: string
  readonly text: string
  /** What the file holds, in the present form; absent where it cannot be read. */
  readonly list?: readonly unknown[]
  /** Why it cannot be read. */
  readonly refusal?: Finding
  readonly seen: readonly Seen[]
}

export class Survey {
  readonly folder: Folder
  readonly moment: Moment
  /** The defaults where crm.json cannot be read. */
  readonly settings: Settings
  /** Why crm.json cannot be read. */
  readonly refusal: StoreError | undefined
  readonly files: readonly SeenFile[]
  /** Whether it was made by who holds the lock. */
  readonly isLocked: boolean
  #ids: ReadonlySet<string> | undefined

  constructor(folder: Folder, moment: Moment, isLocked = false) {
    this.isLocked = isLocked
    this.folder = folder
    this.moment = moment
    const { settings, refusal, upgrade } = settingsIn(moment)
    this.settings = settings
    this.refusal = refusal
    this.files = Array.from(moment.bytes).flatMap(
      ([name, bytes]) => seenFile(settings, name, bytes, upgrade) ?? [],
    )
  }

  /** Whether the records are in an older format on the disk. */
  get isOld(): boolean {
    return this.settings.format < FORMAT_VERSION
  }

  /** Whether a newer version wrote it; then nothing is to be changed. */
  get isNewer(): boolean {
    return this.settings.format > FORMAT_VERSION
  }

  filesOf(kind: EntityName): readonly SeenFile[] {
    return this.files.filter((file) => file.kind === kind)
  }

  /** Whether every file of the kind could be read. */
  isReadable(kind: EntityName): boolean {
    return this.filesOf(kind).every(({ list }) => list !== undefined)
  }

  /** Whether there is a record with this id. */
  has(id: string): boolean {
    this.#ids ??= new Set(this.files.flatMap(({ seen }) => seen.map(({ record }) => record.id)))
    return this.#ids.has(id)
  }

  /** The records of a kind, each once; undefined where they cannot all be written again without a loss. */
  wholeKind(kind: EntityName): readonly AnyRecord[] | undefined {
    if (this.refusal !== undefined) return undefined
    const records = new Map<string, AnyRecord>()
    for (const { list, seen } of this.filesOf(kind)) {
      if (list === undefined || list.length !== seen.length) return undefined
      for (const { record } of seen) {
        const twin = records.get(record.id)
        if (twin !== undefined && !sameRecord(twin, record)) return undefined
        records.set(record.id, record)
      }
    }
    return [...records.values()]
  }

  /** The kinds of which there are files. */
  get kinds(): readonly EntityName[] {
    return entityNames.filter((kind) => this.filesOf(kind).length > 0)
  }
}

function settingsIn({ bytes }: Moment): {
  settings: Settings
  refusal: StoreError | undefined
  upgrade: Upgrade | undefined
} {
  const text = bytes.get(settingsName)?.toString('utf8')
  try {
    if (text === undefined)
      throw new StoreError(
        'crm.json is not there.',
        'Bring it back: crm restore FILE, or git checkout -- crm.json',
      )
    const settings = parseSettings(text)
    return { settings, refusal: undefined, upgrade: upgradeFrom(settings) }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    return { settings: defaultSettings, refusal: error, upgrade: undefined }
  }
}

function seenFile(
  settings: Settings,
  name: string,
  bytes: Buffer,
  upgrade: Upgrade | undefined,
): SeenFile | undefined {
  const known = dataFileNamed(name)
  if (known === undefined) return undefined
  const entity = entityIn(settings, known.kind)
  const file = { ...known, name, entity, text: bytes.toString('utf8') }
  const read = isUtf8(bytes)
    ? listIn(name, file.text)
    : refused(name, 'encoding', 1, 'the file is not UTF-8', 'Save it again as UTF-8')
  if ('code' in read) return { ...file, refusal: read, seen: [] }
  const list: unknown = upgrade === undefined ? read.list : upgrade(name, read.list)
  if (!Array.isArray(list)) return undefined
  const seen: Seen[] = []
  const whole: SeenFile = { ...file, list, seen }
  for (const [index, record] of list.entries())
    if (isWritable(record, entity.letter)) seen.push({ file: whole, index, record })
  return whole
}

function listIn(name: string, text: string): { readonly list: readonly unknown[] } | Finding {
  try {
    const value: unknown = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
    if (Array.isArray(value)) return { list: value }
    return refused(name, 'list', 1, 'a list of records in brackets should stand here', 'Correct it by hand')
  } catch {
    const conflict = conflictLine(text)
    const hint = 'Correct it by hand, or bring back an earlier one: crm restore FILE'
    if (conflict === undefined) {
      const { line, problem } = mistakeIn(text)
      return refused(name, 'json', line, problem, hint)
    }
    return refused(
      name,
      'conflict',
      conflict,
      'the file is half-merged; it holds the marks of a git conflict',
      `Remove the marks, or take one side: git checkout --ours ${name}`,
    )
  }
}

function refused(file: string, code: string, line: number, message: string, hint: string): Finding {
  return { file, code, line, message, hint }
}

/** Whether a record has an id of its kind, and holds nothing that JSON of ours cannot hold. */
function isWritable(record: unknown, letter: string): record is AnyRecord {
  if (!isObject(record) || !isId(record['id'], letter)) return false
  for (const name in record) if (!isValue(record[name])) return false
  return true
}
