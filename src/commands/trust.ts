/** crm trust: what only the user can allow a store, on this machine. */
import type { Context } from '../context.ts'
import { unknownWord } from '../errors.ts'
import type { Command, Result } from './command.ts'
import type { Input } from './input.ts'

export const command: Command = {
  summary: 'Say what a store from elsewhere may do on this machine',
  description: `A store is data: it may be cloned, copied or planted. What it could harm you with is refused until you agree, on this machine and for what it is now:
owner  the store belongs to another user of this machine
links  its files or folders are links that lead out of it
mail   the password of your mail goes to the server that its settings name
Without words this shows what there is and changes nothing. It is kept outside of the store, in ~/.config/lukkha.`,
  arguments: [
    { name: 'things', help: 'owner, links, mail; all for all of them', optional: true, many: true },
  ],
  options: [{ name: 'forget', help: 'take back all that was agreed to for this store' }],
  examples: [
    { line: 'crm trust', says: 'what this store wants, and what you agreed to' },
    { line: 'crm trust --forget', says: 'agree to nothing' },
  ],
  storeless: true,
  async run(context, input) {
    const store = context.trust.store
    if (input.has('forget')) {
      context.trust.forget()
      return { notes: [`Nothing is agreed to for ${store} any more.`] }
    }
    return trusted(context, input)
  },
}

function trusted(context: Context, input: Input): Result {
  const things = context.trust.things()
  const known = [...new Set([...things.map(({ kind }) => kind), 'all'])]
  for (const word of input.words('things')) if (!known.includes(word)) throw unknownWord('thing', word, known)
  const words = input.words('things')
  const fresh = things.filter((one) => !one.isAgreed && (words.includes('all') || words.includes(one.kind)))
  for (const thing of fresh) context.trust.agree(thing)
  const isAgreed = (kind: string) =>
    things.some((one) => one.kind === kind && one.isAgreed) || fresh.some((one) => one.kind === kind)
  const rows = things.map(({ kind, says }) => ({
    thing: kind,
    what: `The store ${says}.`,
    agreed: isAgreed(kind),
  }))
  if (rows.length === 0) return { json: [], notes: ['This store wants nothing that you have to agree to.'] }
  const open = rows.filter(({ agreed }) => !agreed).map(({ thing }) => thing)
  return {
    json: rows,
    view: {
      type: 'table',
      table: {
        columns: [
          { key: 'thing', label: 'Thing', type: 'text' },
          { key: 'what', label: 'What', type: 'text' },
          { key: 'agreed', label: 'Agreed', type: 'text' },
        ],
        rows: rows.map(({ thing, what, agreed }) => ({ thing, what, agreed: agreed ? 'yes' : 'no' })),
      },
    },
    notes: open.length === 0 ? [] : [`To agree: crm trust ${open.join(' ')}`],
  }
}
