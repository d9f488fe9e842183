/** What a person should know about an import beyond its numbers. */
import { entities } from '../../entities/index.ts'
import { isReachable } from './aside.ts'
import type { Findings } from './cells.ts'
import type { Columns } from './columns.ts'
import type { ImportOptions, ImportTable, Reject } from './options.ts'

/** Warnings about single rows shown at most. */
const shown = 20

/** What is to be said of a single row. */
export interface RowWarning {
  readonly line: number
  /** Goes on from `Line 3`. */
  readonly says: string
}

/** A row that is like a record, or like another row. */
export interface SimilarRow {
  readonly line: number
  /** `like lead l2v8kd3mzt (similar name)` */
  readonly like: string
  /** Made all the same. */
  readonly isKept: boolean
}

/** What deciding about the rows has met. */
interface Decided {
  readonly warnings: readonly RowWarning[]
  readonly similar: readonly SimilarRow[]
  readonly left: ReadonlyMap<string, number>
  readonly passedOver: number
}

/** What a person should know of. */
export function warningsOf(
  { unknownWords, overlaid, dropped, lostLinks, strangers, rounded }: Findings,
  rejects: readonly Reject[],
  { warnings: ofRows, similar, left, passedOver }: Decided,
  found: Columns,
  options: ImportOptions,
  { unit = 'line', called }: Pick<ImportTable, 'unit' | 'called'>,
): readonly string[] {
  const empty = [...new Set([...unknownWords.values()].flatMap((found) => [...found]).filter(isPlaceholder))]
  const words = [...unknownWords].map(([field, found]) => unknownIn(field, [...found]))
  const twice = [...overlaid].map(([field, count]) => overlaidIn(field, count))
  const lost = [...lostLinks].map(([field, count]) => lostIn(field, count))
  const unlinked = rejects.filter(({ code }) => code === 'unknown-link').map(({ field }) => field)
  const links = [...new Set(unlinked)].map((field) => linkIn(field, found, options, called))
  const isReach = rejects.some(
    ({ code, field }) => code === 'invalid' && isReachable(found.entity.fields[field]),
  )
  const aside = isReach
    ? ['Emails and web addresses that are not valid are kept in fields of their own with --keep-invalid.']
    : []
  const lacking = new Set(
    rejects
      .filter(({ code, field }) => code === 'required' && found.entity.fields[field]?.required === true)
      .map(({ field }) => field),
  )
  const more = ofRows.length > shown ? [`… and ${ofRows.length - shown} more rows like these.`] : []
  return [
    ...words,
    ...(empty.length === 0
      ? []
      : [
          `Words that stand for nothing are read so with ${empty.map((word) => `--blank '${word}'`).join(' ')}.`,
        ]),
    ...twice,
    ...Array.from(
      dropped,
      ([field, count]) => `${field} of ${rowsIn(count)} has no field to go to and was left out.`,
    ),
    ...lost,
    ...strangersIn(strangers),
    ...Array.from(
      rounded,
      ([field, count]) => `${field} of ${rowsIn(count)} was rounded to the decimals of its currency.`,
    ),
    ...(rejects.some(isTooExact)
      ? ['Amounts are rounded to the decimals of their currency with --round.']
      : []),
    ...new Set(links),
    ...aside,
    ...[...lacking].map(lackingIn),
    ...Array.from(left, ([field, count]) => leftIn(field, count)),
    ...passedOverIn(passedOver),
    ...ofRows.slice(0, shown).map(({ line, says }) => `${capital(unit)} ${line} ${says}`),
    ...more,
    // Where one bad row stops all, no row is made or left out.
    ...(rejects.length > 0 && !options.skipInvalid ? [] : [true, false]).flatMap((isKept) =>
      similarIn(similar, isKept, options, unit),
    ),
  ]
}

function isTooExact({ code, message }: Reject): boolean {
  return code === 'invalid' && /\bAmounts in [A-Z]{3} have\b/.test(message)
}

/** Like rows are told of together: there may be many, and all of them may be right. */
function similarIn(
  all: readonly SimilarRow[],
  isKept: boolean,
  { kind }: ImportOptions,
  unit: string,
): readonly string[] {
  const rows = all.filter((row) => row.isKept === isKept)
  if (rows.length === 0) return []
  const examples = rows.slice(0, 5).map(({ line, like }) => `${unit} ${line} is ${like}`)
  const more = rows.length > 5 ? `; and ${rows.length - 5} more` : ''
  const what = rows.length === 1 ? 'One row was' : `${rows.length} rows were`
  const done = isKept ? 'made although like what is here' : 'left out as like what is here'
  return [
    `${what} ${done}: ${examples.join('; ')}${more}. Look at them with: crm duplicates ${entities[kind].plural}`,
  ]
}

function strangersIn(strangers: ReadonlyMap<string, number>): readonly string[] {
  if (strangers.size === 0) return []
  const shown = [...strangers].slice(0, 5).map(([name, count]) => `${name} (${rowsIn(count)})`)
  const more = strangers.size > 5 ? ` and ${strangers.size - 5} more` : ''
  return [
    `Owners who are none of the users in crm.json: ${shown.join(', ')}${more}. Other names of a user are "aliases" there.`,
  ]
}

function lackingIn(field: string): string {
  if (field === 'for')
    return "Rows are about nobody who is here: say which column names them with --map 'COLUMN=for', or whom all of these are about with --default 'for=NAME'; or take the other rows with --skip-invalid."
  return `Rows lack ${field}: say which column it is with --map 'COLUMN=${field}', or what all of them have with --default '${field}=…'.`
}

/** The way out where rows name what is not here. */
function linkIn(
  field: string,
  { entity, columns }: Columns,
  { createLinked }: ImportOptions,
  called: readonly string[] | undefined,
): string {
  const to = entity.fields[field]?.to
  if (!createLinked && (to === 'account' || to === 'contact'))
    return 'Accounts and contacts that rows name but nobody has entered are made with --create-linked.'
  const headings = columns
    .filter(({ target }) => target.type === 'field' && target.name === field)
    .map(({ index, heading }) => called?.[index] ?? heading)
  const maps = headings.length === 0 ? [field] : headings
  return `Rows are taken without their ${field} with ${maps.map((one) => `--map '${one}=-'`).join(' or ')}.`
}

function unknownIn(field: string, words: readonly string[]): string {
  const named = words.slice(0, 10)
  const more = words.length > 10 ? ` and ${words.length - 10} more` : ''
  const rules = named.map((word) => `--value '${field}:${word}=…'`).join(' ')
  return `Unknown in ${field}: ${named.map((word) => `"${word}"`).join(', ')}${more}. Say what they stand for: ${rules}`
}

function overlaidIn(field: string, count: number): string {
  const rows = count === 1 ? 'One row says' : `${count} rows say`
  return `${rows} ${field} in a column of its own and otherwise in the whole address: the column was taken. Leave one out with --map 'COLUMN=-'.`
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** What people and forms write where they have nothing to say. */
export function isPlaceholder(word: string): boolean {
  return /^(?:[-–—.?]+|n\/?a|none|null|select|ไม่ระบุ|ไม่มี|ບໍ່ລະບຸ|ບໍ່ມີ)$/i.test(word.trim())
}

function leftIn(field: string, count: number): string {
  return `${field} of ${rowsIn(count)} is not what is here, which was left as it is: only the program changes it.`
}

function passedOverIn(count: number): readonly string[] {
  if (count === 0) return []
  const rows = count === 1 ? 'One skipped row says' : `${count} skipped rows say`
  return [`${rows} something else than what is here: --on-duplicate update takes it.`]
}

function rowsIn(count: number): string {
  return count === 1 ? 'one row' : `${count} rows`
}

function lostIn(field: string, count: number): string {
  return `${field} of ${rowsIn(count)} points at what is not here yet and was left out; import this file again afterwards, with --on-duplicate update.`
}
