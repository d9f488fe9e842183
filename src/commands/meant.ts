/** Words that people type who know other programs, and the commands they mean. */
import { dictionary } from '../dictionary.ts'

const verbs: { readonly [word: string]: string } = dictionary({
  ls: 'list',
  all: 'list',
  new: 'add',
  create: 'add',
  insert: 'add',
  make: 'add',
  update: 'edit',
  change: 'edit',
  modify: 'edit',
  set: 'edit',
  delete: 'remove',
  del: 'remove',
  rm: 'remove',
  drop: 'remove',
  view: 'show',
  get: 'show',
  info: 'show',
  open: 'show',
  complete: 'done',
  finish: 'done',
  postpone: 'snooze',
  won: 'win',
  lost: 'lose',
  duplicate: 'copy',
  clone: 'copy',
  stage: 'move',
})

const nouns: { readonly [word: string]: string } = dictionary({
  ...{
    company: 'account',
    companies: 'account',
    organization: 'account',
    customer: 'account',
    customers: 'account',
  },
  ...{ client: 'account', clients: 'account', person: 'contact', people: 'contact' },
  ...{ opportunity: 'deal', opportunities: 'deal', sale: 'deal', sales: 'deal' },
  ...{ task: 'reminder', tasks: 'reminder', todo: 'reminder', remind: 'reminder', reminders: 'reminder' },
  ...{ leads: 'lead', accounts: 'account', contacts: 'contact', deals: 'deal', activities: 'activity' },
})

/** The noun that is meant by a word or by the name of a file: `contact`, `people`, `deals-2026.xlsx`; itself where none is. */
export function nounMeant(word: string): string {
  const [start = word] = /^\p{L}+/u.exec(word.toLowerCase()) ?? []
  return nouns[start] ?? start
}

/** Single commands, and nouns with the verb that is meant. */
const lines: { readonly [word: string]: string } = dictionary({
  search: 'find',
  due: 'reminder due',
  overdue: 'reminder due',
  next: 'reminder due',
  status: 'today',
  stage: 'deal move',
  stages: 'deal board',
  move: 'deal move',
  setup: 'init',
  start: 'init',
  tour: 'demo',
  dupes: 'duplicates',
  changes: 'history',
  call: 'log call',
  email: 'log email',
  meeting: 'log meeting',
  message: 'log message',
  note: 'log note',
  agenda: 'today',
  board: 'deal board',
  pipeline: 'report pipeline',
  stats: 'dashboard',
  dedupe: 'duplicates',
  convert: 'lead convert',
  qualify: 'lead qualify',
})

/**
 * The command that is meant by two words of which one is unknown: `leads ls` is `lead list`, `add lead` is `lead add`.
 * @param isCommand whether there is a command of these words
 */
export function commandMeant(
  first: string | undefined,
  second: string | undefined,
  isCommand: (line: string) => boolean,
): string | undefined {
  const [one, two] = [first?.toLowerCase() ?? '', second?.toLowerCase() ?? '']
  const [verb, other] = [verbs[one] ?? one, verbs[two] ?? two]
  const guesses = [
    `${nouns[one] ?? one} ${other}`,
    `${nouns[two] ?? two} ${verb}`,
    lines[one],
    nouns[one],
    `lead ${verb}`,
  ]
  return guesses.map((guess) => guess?.trim()).find((guess) => guess !== undefined && isCommand(guess))
}
