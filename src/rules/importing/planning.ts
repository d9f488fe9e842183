/** Rows to changes: each row is created, updated, skipped or refused. */
import { statusKind } from '../../config.ts'
import type { Change } from '../../schema/changes.ts'
import type { Data } from '../../schema/data.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { type Patch, patched } from '../records.ts'
import type { Columns } from './columns.ts'
import type { Draft, RowValues } from './draft.ts'
import type { Links } from './links.ts'
import type { ImportOptions, Problem, Reject } from './options.ts'
import { type Match, nameIn, Recognition } from './recognition.ts'
import { missingChecker, patchOf, recordMaker } from './records.ts'

/** What became of a row. */
export interface Outcome {
  readonly draft: Draft
  /** The record that the row made, or is. */
  readonly id: string
  readonly type: 'created' | 'updated' | 'skipped' | 'rejected'
  /** What was planned for the record before this row. */
  readonly previous: Change | undefined
}

/** Takes rows one by one and keeps what is to become of the records. */
export class Planner {
  readonly rejects: Reject[] = []
  readonly warnings: string[] = []
  readonly counts = { created: 0, updated: 0, skipped: 0, rejected: 0 }
  readonly #data: Data
  readonly #found: Columns
  readonly #options: ImportOptions
  readonly #given: Omit<RowValues, 'id'>
  readonly #recognition: Recognition
  readonly #make: ReturnType<typeof recordMaker>
  readonly #missing: ReturnType<typeof missingChecker>
  readonly #planned = new Map<string, Change>()

  /** @param given values of --default */
  constructor(
    data: Data,
    found: Columns,
    links: Links,
    given: Omit<RowValues, 'id'>,
    options: ImportOptions,
  ) {
    this.#data = data
    this.#found = found
    this.#options = options
    this.#given = given
    this.#recognition = new Recognition(data, found, options, (id) => this.#current(id))
    this.#make = recordMaker(found, given, links, options)
    this.#missing = missingChecker(found.entity, found.settings)
  }

  /** Decides about a row. */
  take(draft: Draft): Outcome {
    if (draft.problems.length > 0) return this.#refuse(draft, '', draft.problems)
    const traits = this.#recognition.traitsOf(draft.values)
    const match = this.#recognition.find(draft.values, traits)
    const isNew = match === undefined || (this.#options.onDuplicate === 'create' && !match.isUnique)
    const outcome = isNew ? this.#create(draft) : this.#meet(draft, match)
    if (outcome.type !== 'rejected') this.#recognition.remember(outcome.id, traits)
    this.counts[outcome.type]++
    return outcome
  }

  /** Takes back what a row did, and refuses it. */
  revoke(outcome: Outcome, problems: readonly Problem[]): void {
    const { draft, id, type, previous } = outcome
    this.counts[type]--
    this.counts.rejected++
    this.#refuse(draft, id, problems)
    if (previous !== undefined) this.#planned.set(id, previous)
    else if (type !== 'skipped') this.#planned.delete(id)
  }

  /** Sets more fields of the record that a row made or is. */
  complete({ id, type }: Outcome, patch: Patch): void {
    const before = this.#current(id)
    if (before === undefined || (type === 'skipped' && this.#options.onDuplicate !== 'update')) return
    const changes = patchOf(before, patch, {}, this.#found, this.#options)
    if (Object.keys(changes).length === 0) return
    this.#change(id, before, changes)
    if (type !== 'skipped') return
    this.counts.skipped--
    this.counts.updated++
  }

  /** Every record that is made or changed. */
  changes(): readonly Change[] {
    return [...this.#planned.values()]
  }

  #create(draft: Draft): Outcome {
    const id = draft.values.id === '' ? this.#options.newId(this.#options.kind) : draft.values.id
    const after = this.#make(draft.values, id)
    const problems = this.#missing(after)
    if (problems.length > 0) return this.#refuse(draft, '', problems)
    this.#planned.set(id, { kind: this.#options.kind, id, after })
    return { draft, id, type: 'created', previous: undefined }
  }

  #meet(draft: Draft, match: Match): Outcome {
    const skipped: Outcome = { draft, id: match.id, type: 'skipped', previous: this.#planned.get(match.id) }
    const { onDuplicate, kind } = this.#options
    if (onDuplicate === 'fail' || onDuplicate === 'create')
      return this.#refuse(draft, match.id, [duplicate(match, 'is here already')])
    const before = match.kind === kind ? this.#current(match.id) : undefined
    if (onDuplicate === 'skip' || before === undefined || this.#isConverted(before)) {
      this.#warnOfSkip(draft, match, before)
      return skipped
    }
    if (match.others.length > 0)
      return this.#refuse(draft, match.id, [duplicate(match, 'could be any of several records')])
    const patch = patchOf(before, draft.values, this.#given, this.#found, this.#options)
    if (Object.keys(patch).length === 0) return skipped
    this.#change(match.id, before, patch)
    return { ...skipped, type: 'updated' }
  }

  #refuse(draft: Draft, id: string, problems: readonly Problem[]): Outcome {
    const { line, cells } = draft.row
    const [first] = problems
    if (first !== undefined) {
      const message = problems.map((problem) => problem.message).join(' ')
      this.rejects.push({ line, field: first.field, code: first.code, message, cells })
    }
    return { draft, id, type: 'rejected', previous: undefined }
  }

  #current(id: string): AnyRecord | undefined {
    return this.#planned.get(id)?.after ?? this.#data.get(this.#options.kind, id)
  }

  #change(id: string, before: AnyRecord, patch: Patch): void {
    const { kind, stamp } = this.#options
    const after = patched(before, { ...patch, updatedAt: stamp })
    const planned = this.#planned.get(id)
    this.#planned.set(id, planned === undefined ? { kind, id, before, after } : { ...planned, after })
  }

  #isConverted(record: AnyRecord): boolean {
    return (
      this.#options.kind === 'lead' && statusKind(this.#found.settings, String(record.status)) === 'converted'
    )
  }

  /** What a person should look at before trusting that a skipped row said nothing new. */
  #warnOfSkip({ row, values }: Draft, match: Match, before: AnyRecord | undefined): void {
    const { onDuplicate, kind } = this.#options
    if (onDuplicate === 'update') {
      const why =
        match.kind === kind ? `${kind} ${match.id}, which was converted` : `${match.kind} ${match.id}`
      this.warnings.push(`Line ${row.line} was left out: it is ${why} (same ${match.by}).`)
      return
    }
    const there = before === undefined ? undefined : nameIn(before)
    const here = nameIn(values)
    if (here === undefined || there === undefined || here === there) return
    this.warnings.push(`Line ${row.line} was left out: "${here}" has the same ${match.by} as "${there}".`)
  }
}

function duplicate({ kind, id, by, others }: Match, what: string): Problem {
  const ids = [id, ...others].join(', ')
  return { field: by, code: 'duplicate', message: `The row ${what}: ${kind} ${ids} (same ${by}).` }
}
