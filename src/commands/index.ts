/** Every command there is. Adding one is its file and one line here. Nothing is loaded before it is called. */
import { dictionary } from '../dictionary.ts'
import type { CommandLoader, Noun, Verbs } from './command.ts'
import { recordVerbs } from './record/index.ts'

const lead: Verbs = {
  ...recordVerbs('lead'),
  quick: async () => (await import('./lead/quick.ts')).command,
  capture: async () => (await import('./lead/capture.ts')).command,
  qualify: async () => (await import('./lead/qualify.ts')).command,
  disqualify: async () => (await import('./lead/disqualify.ts')).command,
  recycle: async () => (await import('./lead/recycle.ts')).command,
  convert: async () => (await import('./lead/convert.ts')).command,
}

const deal: Verbs = {
  ...recordVerbs('deal'),
  board: async () => (await import('./deal/board.ts')).command,
  move: async () => (await import('./deal/move.ts')).command,
  win: async () => (await import('./deal/move.ts')).winCommand,
  lose: async () => (await import('./deal/move.ts')).loseCommand,
  reopen: async () => (await import('./deal/reopen.ts')).command,
}

const reminder: Verbs = {
  ...recordVerbs('reminder'),
  add: async () => (await import('./reminder/add.ts')).command,
  due: async () => (await import('./reminder/due.ts')).command,
  done: async () => (await import('./reminder/close.ts')).doneCommand,
  skip: async () => (await import('./reminder/close.ts')).skipCommand,
  end: async () => (await import('./reminder/close.ts')).endCommand,
  next: async () => (await import('./reminder/next.ts')).command,
  snooze: async () => (await import('./reminder/close.ts')).snoozeCommand,
  cancel: async () => (await import('./reminder/close.ts')).cancelCommand,
}

const file: Verbs = {
  list: async () => (await import('./file/list.ts')).command,
  open: async () => (await import('./file/extract.ts')).openCommand,
  extract: async () => (await import('./file/extract.ts')).command,
  remove: async () => (await import('./file/remove.ts')).command,
  clean: async () => (await import('./file/remove.ts')).cleanCommand,
}

const calendar: Verbs = {
  write: async () => (await import('./calendar/write.ts')).command,
  read: async () => (await import('./calendar/read.ts')).command,
}

const log: Verbs = {
  call: async () => (await import('./log/log.ts')).logCommand('call'),
  email: async () => (await import('./log/log.ts')).logCommand('email'),
  meeting: async () => (await import('./log/log.ts')).logCommand('meeting'),
  message: async () => (await import('./log/log.ts')).logCommand('message'),
  note: async () => (await import('./log/log.ts')).logCommand('note'),
}

export const nouns: { readonly [noun: string]: Noun } = dictionary({
  lead: { summary: 'people and companies that may become customers', load: async () => lead },
  account: {
    summary: 'companies and organizations you do business with',
    load: async () => recordVerbs('account'),
  },
  contact: { summary: 'the people you deal with', load: async () => recordVerbs('contact') },
  deal: { summary: 'sales in progress, won and lost', load: async () => deal },
  activity: {
    summary: 'calls, emails, meetings, messages and notes',
    load: async () => recordVerbs('activity'),
  },
  reminder: { summary: 'promises to keep, and when', load: async () => reminder },
  log: {
    summary: 'keep what happened with a customer',
    load: async () => log,
    alone: async () => (await import('./log/log.ts')).command,
  },
  file: { summary: 'files kept with records', load: async () => file },
  calendar: { summary: 'reminders and meetings in a calendar, and back', load: async () => calendar },
  import: {
    summary: 'bring in many records from a file',
    load: async () => (await import('./import.ts')).importVerbs,
  },
  export: { summary: 'write records to a file', load: async () => (await import('./export.ts')).exportVerbs },
  field: { summary: 'fields of your own', load: async () => (await import('./field.ts')).fieldVerbs },
  view: { summary: 'saved queries, used as @name', load: async () => (await import('./view.ts')).viewVerbs },
  report: {
    summary: 'the numbers of the business',
    load: async (settings) => (await import('./report/index.ts')).reportVerbs(settings),
  },
})

/** Commands of one word. */
export const singles: {
  readonly [name: string]: { readonly summary: string; readonly load: CommandLoader }
} = dictionary({
  init: { summary: 'make a store', load: async () => (await import('./init.ts')).command },
  show: { summary: 'show any record', load: async () => (await import('./record/show.ts')).command },
  dashboard: {
    summary: 'the main figures on one screen or page',
    load: async () => (await import('./dashboard.ts')).command,
  },
  trust: {
    summary: 'say what a store from elsewhere may do on this machine',
    load: async () => (await import('./trust.ts')).command,
  },
  find: { summary: 'find anything', load: async () => (await import('./find.ts')).command },
  duplicates: {
    summary: 'find what is here twice',
    load: async () => (await import('./duplicates.ts')).command,
  },
  distinct: {
    summary: 'say that records are not the same',
    load: async () => (await import('./duplicates.ts')).distinctCommand,
  },
  check: {
    summary: 'hold all records to the validation rules',
    load: async () => (await import('./check.ts')).command,
  },
  query: { summary: 'the language of queries', load: async () => (await import('./query.ts')).command },
  merge: { summary: 'make one record of several', load: async () => (await import('./merge.ts')).command },
  today: {
    summary: 'the day: what is due, whom to call, what is stale',
    load: async () => (await import('./today/today.ts')).command,
  },
  timeline: {
    summary: 'what happened with a customer, in order',
    load: async () => (await import('./timeline.ts')).command,
  },
  attach: { summary: 'keep a file with a record', load: async () => (await import('./attach.ts')).command },
  history: {
    summary: 'what was changed, when and by whom',
    load: async () => (await import('./history.ts')).command,
  },
  undo: { summary: 'take back a command', load: async () => (await import('./undo.ts')).command },
  redo: { summary: 'do again what was undone', load: async () => (await import('./undo.ts')).redoCommand },
  doctor: {
    summary: 'look the store over, and repair it',
    load: async () => (await import('./doctor.ts')).command,
  },
  backup: {
    summary: 'write the whole store into one file',
    load: async () => (await import('./backup.ts')).command,
  },
  restore: {
    summary: 'bring a store back from a backup',
    load: async () => (await import('./restore.ts')).command,
  },
  demo: { summary: 'a tour in a throw-away store', load: async () => (await import('./demo.ts')).command },
})

/** What `crm` alone does. */
export const home: CommandLoader = async () => (await import('./home.ts')).command
