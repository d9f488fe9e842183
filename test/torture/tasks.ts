/** What the torture types: random command lines, each of which changes something if it gets through. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Chance } from './chance.ts'
import type { Run } from './program.ts'

/** Ids that came back from acknowledged commands; some may be gone again. */
export interface Known {
  readonly leads: string[]
  readonly accounts: string[]
  readonly contacts: string[]
  readonly deals: string[]
  readonly reminders: string[]
  /** Imports with how many leads each made. */
  readonly batches: { readonly number: number; readonly rows: number }[]
  /** Ids of the latest lines of the history. */
  lines: readonly string[]
  /** A backup of an earlier moment. */
  backup: string | undefined
}

export interface Task {
  readonly words: readonly string[]
  /** Records that an import makes, or that a merge removes: all of them or none. */
  readonly rows?: number
  readonly removes?: number
}

const names = ['Somchai', 'สมชาย', 'น้ำผึ้ง', 'ບຸນມີ', 'ວິໄລ', 'Anna', 'Dao Thi']
const companies = ['Siam Tea', 'ร้านกาแฟแม่โขง', 'ຮ້ານກາເຟ', 'Keller & Söhne', 'Ek’s "Bakery"']

/** Makes the command lines; `folder` is for files to import. */
export class Tasks {
  readonly #chance: Chance
  readonly #folder: string
  readonly known: Known = {
    leads: [],
    accounts: [],
    contacts: [],
    deals: [],
    reminders: [],
    batches: [],
    lines: [],
    backup: undefined,
  }
  #count = 0
  /** The first import of all, made before the first kill. */
  #first: { readonly number: number; readonly rows: number } | undefined

  constructor(chance: Chance, folder: string) {
    this.#chance = chance
    this.#folder = folder
  }

  /** The next thing to do; `--json` says what became of it. */
  next(): Task {
    const number = ++this.#count
    const chance = this.#chance
    const { leads, deals, reminders, lines, backup } = this.known
    const tasks: (() => Task)[] = [
      () => this.add(),
      ...(leads.length < 12 ? Array.from({ length: 12 }, () => () => this.add()) : []),
      () => this.batch(1 + this.#chance.whole(40)),
      () => task('undo'),
      () => task('redo'),
      ...this.#bulkTasks(number),
    ]
    if (lines.length > 0) tasks.push(() => task('undo', chance.oneOf(lines)))
    if (backup !== undefined) tasks.push(() => task('restore', backup, '--yes'))
    if (leads.length > 0) {
      const lead = chance.oneOf(leads)
      tasks.push(
        ...this.#mergeTasks(),
        () => task('attach', lead, this.#file(number)),
        () => task('attach', lead, this.#file(number), '--name', 'offer.txt'),
        () => task('distinct', ...this.#some(leads, 2)),
        () => task('lead', 'edit', lead, '--description', `edit ${number}`, '--tag', `t${number}`),
        () => task('lead', 'convert', lead, '--allow-duplicate', '--deal-name', `Deal ${number}`),
        () => task('lead', 'convert', lead, '--allow-duplicate', '--amount', `${number}.25`),
        () => task('lead', 'remove', lead, '--cascade', '--yes'),
        () => task('log', chance.oneOf(['call', 'note', 'email']), lead, `said ${number}`),
        () => task('reminder', 'add', `Remind ${number}`, '--due', '2027-01-05', '--for', lead),
      )
    }
    if (deals.length > 0) tasks.push(...this.#dealTasks(chance.oneOf(deals), number))
    if (reminders.length > 0) {
      const reminder = chance.oneOf(reminders)
      tasks.push(
        () => task('reminder', 'done', reminder),
        () => task('reminder', 'snooze', reminder, minuteOf(number)),
      )
    }
    return chance.oneOf(tasks)()
  }

  #dealTasks(deal: string, number: number): (() => Task)[] {
    return [
      () => task('deal', 'move', deal, this.#chance.oneOf(['qualification', 'proposal', 'negotiation'])),
      () => task('deal', 'win', deal, '--amount', String(number), '--close-date', '2026-11-20'),
      () => task('deal', 'lose', deal, '--reason', 'price'),
      () => task('deal', 'reopen', deal),
    ]
  }

  /** Whole batches at once: readers see every lead of a batch with the same campaign. */
  #bulkTasks(number: number): (() => Task)[] {
    const { batches } = this.known
    if (batches.length === 0) return []
    const batch = this.#chance.oneOf(batches)
    const where = ['--where', `description:"batch ${batch.number} of ${batch.rows}"`, '--yes']
    return [
      () => task('lead', 'edit', '--campaign', `campaign ${number}`, ...where),
      () => task('lead', 'tag', `t${number % 5}`, ...where),
      () => task('lead', 'untag', `t${number % 5}`, ...where),
    ]
  }

  /** Two or three of a kind, with whatever points at them by then. */
  #mergeTasks(): (() => Task)[] {
    const { leads, accounts, contacts, deals } = this.known
    const kinds = [leads, leads, accounts, contacts, deals].filter((ids) => ids.length > 1)
    return kinds.map((ids) => () => {
      const refs = this.#some(ids, 2 + this.#chance.whole(2))
      const prefer = this.#chance.oneOf(['first', 'newest', 'fullest'])
      return { ...task('merge', ...refs, '--prefer', prefer, '--yes'), removes: refs.length - 1 }
    })
  }

  /** Different ones of a list, where it has as many. */
  #some(ids: readonly string[], count: number): readonly string[] {
    const found = new Set<string>()
    while (found.size < Math.min(count, ids.length)) found.add(this.#chance.oneOf(ids))
    return [...found]
  }

  /** One of a few contents, so that some are kept already. */
  #file(number: number): string {
    const file = join(this.#folder, `file-${number % 7}.txt`)
    writeFileSync(file, `${number % 7} `.repeat(5000 * (number % 7)))
    return file
  }

  /** A new lead. */
  add(): Task {
    const number = ++this.#count
    const [name, company] = [this.#chance.oneOf(names), this.#chance.oneOf(companies)]
    const words = [
      '--first-name',
      name,
      '--last-name',
      String(number),
      '--company',
      company,
      '--allow-duplicate',
    ]
    return task('lead', 'add', ...words, '--email', `p${number}@torture.example`)
  }

  /** New rows, every one with the batch in its description, and changed rows of the first batch, which stays. */
  batch(rows: number): Task {
    const number = ++this.#count
    const lines = Array.from(
      { length: rows },
      (_, i) => `${names[i % names.length]},b${number}-${i}@torture.example,batch ${number} of ${rows},`,
    )
    const changed = this.#first === undefined ? [] : this.#changedRows(this.#first, number)
    this.#first ??= { number, rows }
    this.known.batches.push({ number, rows })
    const file = join(this.#folder, `batch-${number}.csv`)
    writeFileSync(file, `First Name,Email,Description,Job Title\n${[...lines, ...changed].join('\n')}\n`)
    return { ...task('import', 'leads', file, '--on-duplicate', 'update'), rows }
  }

  #changedRows(first: { readonly number: number; readonly rows: number }, number: number): string[] {
    const from = this.#chance.whole(first.rows)
    const count = Math.min(3, first.rows - from)
    return Array.from(
      { length: count },
      (_, i) => `,b${first.number}-${from + i}@torture.example,,Title ${number}`,
    )
  }

  /** Drops the ids of what is not there any more, so that most commands have something to change. */
  forgetGone(left: ReadonlySet<string>): void {
    const { leads, accounts, contacts, deals, reminders } = this.known
    for (const ids of [leads, accounts, contacts, deals, reminders])
      ids.splice(0, ids.length, ...ids.filter((id) => left.has(id)))
  }

  /** Keeps the ids of what an acknowledged command made. */
  learn(run: Run): void {
    const answer: unknown = JSON.parse(run.out)
    const [noun, verb] = run.words
    if (verb === 'convert') {
      keep(this.known.accounts, property(answer, 'account'))
      keep(this.known.contacts, property(answer, 'contact'))
      keep(this.known.deals, property(answer, 'deal'))
    } else if (verb === 'add' && noun === 'lead') keep(this.known.leads, answer)
    else if (verb === 'add' && noun === 'reminder') keep(this.known.reminders, answer)
  }
}

function task(...words: string[]): Task {
  return { words: [...words, '--json'] }
}

/** Another instant for every number. */
function minuteOf(number: number): string {
  return `${new Date(Date.UTC(2027, 0, 1, 0, number)).toISOString().slice(0, 19)}Z`
}

function keep(ids: string[], record: unknown): void {
  const id = property(record, 'id')
  if (typeof id === 'string') ids.push(id)
}

/** A property of a parsed JSON value. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(name)
    : undefined
}
