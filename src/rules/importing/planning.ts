/** Rows to changes: each row is created, updated, skipped or refused. */
import { statusKind } from '../../config.ts'
import type { Change } from '../../schema/changes.ts'
import type { Data } from '../../schema/data.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { blanksOnly, type Patch, patched } from '../records.ts'
import type { Columns } from './columns.ts'
import type { Draft, RowValues } from './draft.ts'
import type { Links } from './links.ts'
import { NewIds } from './newIds.ts'
import type { ImportOptions, Problem, Reject } from './options.ts'
import { type Match, nameIn, Recognition, type Subject } from './recognition.ts'
import { isSaid, leftFields, missingChecker, patchOf, recordMaker } from './records.ts'
import { Similar } from './similar.ts'
import type { RowWarning, SimilarRow } from './warnings.ts'

/** What became of a row. */
export interface Outcome {
  readonly draft: Draft
  readonly type: 'created' | 'updated' | 'skipped' | 'rejected'
  /** The record that the row made, or is; undefined where it is none. */
  readonly subject: Subject | undefined
  /** The record as it was before this row. */
  readonly previous: AnyRecord | undefined
}

/** Takes rows one by one and keeps what is to become of the records. */
export class Planner {
  readonly rejects: Reject[] = []
  readonly warnings: RowWarning[] = []
  /** Rows that were nobody by any sure sign and yet like somebody. */
  readonly similar: SimilarRow[] = []
  /** By field, how many rows say otherwise what is left as it is here. */
  readonly left = new Map<string, number>()
  /** Rows that were skipped though they say something that is not here. */
  passedOver = 0
  readonly counts = { created: 0, updated: 0, skipped: 0, rejected: 0 }
  readonly #found: Columns
  readonly #options: ImportOptions
  readonly #given: Omit<RowValues, 'id'>
  readonly #recognition: Recognition
  readonly #make: ReturnType<typeof recordMaker>
  readonly #missing: ReturnType<typeof missingChecker>
  /** Undefined where everything is to be made, likeness or not. */
  readonly #similar: Similar | undefined
  readonly #made: Subject[] = []
  readonly #ids: NewIds
  readonly #changed = new Set<Subject>()
  /** Rows that were skipped until a link to another row changed their records. */
  readonly #completed = new Set<Outcome>()

  /**
   * @param given values of --default
   * @param rows how many there are
   */
  constructor(
    data: Data,
    found: Columns,
    links: Links,
    given: Omit<RowValues, 'id'>,
    options: ImportOptions,
    rows: number,
  ) {
    this.#found = found
    this.#options = options
    this.#given = given
    this.#recognition = new Recognition(data, found, options)
    this.#ids = new NewIds(() => options.newId(options.kind), rows)
    this.#make = recordMaker(found, given, links, options)
    this.#missing = missingChecker(found.entity, found.settings)
    const isAsked = data.settings.duplicates[options.kind] !== undefined && options.onDuplicate !== 'create'
    this.#similar = isAsked && !found.isOwnExport ? new Similar(data, options, rows) : undefined
  }

  /** Decides about a row. */
  take(draft: Draft): Outcome {
    const outcome = this.#decide(draft)
    this.counts[outcome.type]++
    return outcome
  }

  /** Takes back what a row did, and refuses it. */
  revoke(outcome: Outcome, problems: readonly Problem[]): void {
    this.counts[this.#completed.has(outcome) ? 'updated' : outcome.type]--
    this.counts.rejected++
    this.#refuse(outcome.draft, outcome.subject, problems)
    if (outcome.subject !== undefined) outcome.subject.after = outcome.previous
  }

  /** Sets more fields of the record that a row made or is. */
  complete(outcome: Outcome, patch: Patch): void {
    const { subject, type } = outcome
    if (subject?.after === undefined) return
    if (type === 'skipped' && this.#options.onDuplicate !== 'update') return
    const changes = patchOf(subject.after, patch, {}, this.#found, this.#options)
    if (!this.#change(subject, subject.after, changes) || type !== 'skipped') return
    this.#completed.add(outcome)
    this.counts.skipped--
    this.counts.updated++
  }

  /** Every record that is made or changed. */
  changes(): readonly Change[] {
    const changes: Change[] = []
    for (const { kind, id, before, after } of [...this.#made, ...this.#changed]) {
      if (after === undefined || after === before) continue
      changes.push(before === undefined ? { kind, id, after } : { kind, id, before, after })
    }
    return changes
  }

  #decide(draft: Draft): Outcome {
    if (draft.problems.length > 0) return this.#refuse(draft, undefined, draft.problems)
    const traits = this.#recognition.traitsOf(draft.values)
    const match = this.#recognition.find(draft.values, traits)
    const isNew = match === undefined || (this.#options.onDuplicate === 'create' && !match.isUnique)
    const outcome = isNew ? this.#create(draft) : this.#meet(draft, match)
    if (outcome.subject !== undefined && outcome.type !== 'rejected') {
      this.#recognition.remember(outcome.subject, traits)
    }
    return outcome
  }

  #create(draft: Draft): Outcome {
    const { kind } = this.#options
    const id = draft.values.id === '' ? this.#ids.next() : draft.values.id
    const made = this.#make(draft.values, id)
    const problems = this.#missing(made)
    if (problems.length > 0) return this.#refuse(draft, undefined, problems)
    const { type, record: after, like } = this.#similar?.judge(made) ?? { type: 'made', record: made }
    if (type === 'refused') {
      const message = `The row is ${like}.`
      return this.#refuse(draft, undefined, [{ field: '', code: 'duplicate', message }])
    }
    if (like !== undefined) this.similar.push({ line: draft.row.line, like, isKept: type === 'made' })
    if (type === 'skipped') return { draft, type, subject: undefined, previous: undefined }
    const subject: Subject = { kind, id, before: undefined, after }
    this.#made.push(subject)
    return { draft, type: 'created', subject, previous: undefined }
  }

  #meet(draft: Draft, match: Match): Outcome {
    const { subject } = match
    const { onDuplicate, kind } = this.#options
    if (onDuplicate === 'fail' || onDuplicate === 'create') {
      return this.#refuse(draft, subject, [duplicate(match, 'is here already')])
    }
    const { after } = subject
    const isSealed = after !== undefined && (this.#isConverted(after) || this.#hasGoneOn(after, draft))
    const isLeft = subject.kind !== kind || (isSealed && !this.#found.isOwnExport)
    if (onDuplicate === 'skip' || after === undefined || isLeft) {
      this.#warnOfSkip(draft, match)
      if (
        after !== undefined &&
        !isLeft &&
        !isSaid(after, draft.values) &&
        Object.keys(this.#patch(after, draft)).length > 0
      )
        this.passedOver++
      return { draft, type: 'skipped', subject, previous: after }
    }
    if (match.others.length > 0) {
      return this.#refuse(draft, subject, [duplicate(match, 'could be any of several records')])
    }
    const said = this.#patch(after, draft)
    const patch = isSealed ? blanksOnly(after, said) : said
    const left = Object.keys(said).filter((name) => !(name in patch))
    for (const name of [...left, ...leftFields(after, draft.values, this.#found)])
      this.left.set(name, (this.left.get(name) ?? 0) + 1)
    if (!this.#change(subject, after, patch)) return { draft, type: 'skipped', subject, previous: after }
    return { draft, type: 'updated', subject, previous: after }
  }

  #patch(record: AnyRecord, { values }: Draft): Patch {
    return patchOf(record, values, this.#given, this.#found, this.#options)
  }

  #refuse(draft: Draft, subject: Subject | undefined, problems: readonly Problem[]): Outcome {
    const { line, cells } = draft.row
    const [first] = problems
    if (first !== undefined) {
      const message = problems.map((problem) => problem.message).join(' ')
      this.rejects.push({ line, field: first.field, code: first.code, message, cells })
    }
    return { draft, type: 'rejected', subject, previous: subject?.after }
  }

  /** Whether the patch changes anything. */
  #change(subject: Subject, current: AnyRecord, patch: Patch): boolean {
    if (Object.keys(patch).length === 0) return false
    const isMade = subject.before === undefined
    subject.after = patched(current, isMade ? patch : { ...patch, updatedAt: this.#options.stamp })
    if (!isMade) this.#changed.add(subject)
    return true
  }

  #isConverted(record: AnyRecord): boolean {
    const { settings } = this.#found
    return this.#options.kind === 'lead' && statusKind(settings, String(record.status)) === 'converted'
  }

  /** Whether a reminder that repeats was done here: the next of it is another record, and to open it again would make two. */
  #hasGoneOn(record: AnyRecord, { values }: Draft): boolean {
    const isRepeating = this.#options.kind === 'reminder' && values.repeat !== undefined
    return isRepeating && record.status !== 'open' && values.status === 'open'
  }

  /** What a person should look at before trusting that a skipped row said nothing new. */
  #warnOfSkip({ row, values }: Draft, { subject, by }: Match): void {
    const { onDuplicate, kind } = this.#options
    if (onDuplicate === 'update') {
      const closed = kind === 'reminder' ? `is ${subject.after?.status}` : 'was converted'
      const what = `${subject.kind} ${subject.id}${subject.kind === kind ? `, which ${closed}` : ''}`
      this.warnings.push({ line: row.line, says: `was left out: it is ${what} (same ${by}).` })
      return
    }
    const there = subject.after === undefined ? undefined : nameIn(subject.after)
    const here = nameIn(values)
    if (here === undefined || there === undefined || here === there) return
    const says = `was left out: "${here}" has the same ${by} as "${there}".`
    this.warnings.push({ line: row.line, says })
  }
}

function duplicate({ subject, by, others }: Match, what: string): Problem {
  const ids = [subject.id, ...others].join(', ')
  return { field: by, code: 'duplicate', message: `The row ${what}: ${subject.kind} ${ids} (same ${by}).` }
}
