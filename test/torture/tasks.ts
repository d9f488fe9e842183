/** What the torture types: random command lines, each of which changes something if it gets through. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Chance } from './chance.ts'
import type { Run } from './program.ts'

/** Ids that came back from acknowledged commands; some may be gone again. */
export interface Known {
  readonly leads: string[]
  readonly deals: string[]
  readonly reminders: string[]
}

export interface Task {
  readonly words: readonly string[]
  /** Rows that an import makes: all of them or none. */
  readonly rows?: number
}

const names = ['Somchai', 'สมชาย', 'น้ำผึ้ง', 'ບຸນມີ', 'ວິໄລ', 'Anna', 'Dao Thi']
const companies = ['Siam Tea', 'ร้านกาแฟแม่โขง', 'ຮ້ານກາເຟ', 'Keller & Söhne', 'Ek’s "Bakery"']

/** Makes the command lines; `folder` is for files to import. */
export class Tasks {
  readonly #chance: Chance
  readonly #folder: string
  readonly known: Known = { leads: [], deals: [], reminders: [] }
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
    const { leads, deals, reminders } = this.known
    const tasks: (() => Task)[] = [
      () => this.add(),
      () => this.batch(1 + this.#chance.whole(40)),
      () => task('undo'),
      () => task('redo'),
    ]
    if (leads.length > 0) {
      const lead = chance.oneOf(leads)
      tasks.push(
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

  /** Keeps the ids of what an acknowledged command made. */
  learn(run: Run): void {
    const answer: unknown = JSON.parse(run.out)
    const [noun, verb] = run.words
    if (verb === 'convert') keep(this.known.deals, property(answer, 'deal'))
    else if (verb === 'add' && noun === 'lead') keep(this.known.leads, answer)
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
