/** crm query, and crm help query: the language of queries, explained; with a query, what it is read as and how many match. */
import { entities, entityNamed, entityNames } from '../entities/index.ts'
import { InputError, unknownWord } from '../errors.ts'
import { computedOf } from '../query/computed.ts'
import { parseQuery } from '../query/parse.ts'
import type { Node } from '../query/tree.ts'
import { entityIn } from '../schema/custom.ts'
import type { Command } from './command.ts'
import { counted, matching } from './selection.ts'

const topic = `One language for list, find, export, reports, views, bulk edits and rules.

Words        coffee                  found in any text of the record, its phones and the records it links to
             "two words"             as one; 'single' quotes too
             081-234-5678            a phone number in any format
Fields       status:new              has the value; text fields: has the text in it
             source:=web             is exactly that
             status!=new             is something else, or empty
             amount:>10000           also >= < <=; the colon may be left out
             amount:1000..5000       from to; a side may be left open: ..5000
             company:ac*             * stands for anything
             rating:(hot OR warm)    one of several
Empty        missing:email           also email:
             has:email               also email:*
Joining      a b, a AND b            both; AND may be left out
             a OR b                  either; AND binds tighter
             NOT a, -a               not; parentheses group
Dates        created:>-30d           -2w, +1m, today, yesterday, next friday, 22/11/2569
             closeDate:this-month    last- this- next- with week month quarter year
             closeDate:2026-11       a whole month; 2026 a whole year
Tags         tags:vip                the whole tag; tags:vip* in part
Yes or no    open:yes                leads, deals, reminders; deals also won:yes and lost:yes
Computed     lastActivity:<-60d      last contact, or the day it was made where there was none
             score:>=50              by the scoring rules; leads, accounts, contacts
Links        account:mekong          by what the linked record is called, or its id
             account.industry:food   by a field of the linked record
             deal.amount:>10000      by a record that links here: accounts with such a deal
Addresses    address.city:Vientiane  one part of an address
Views        @hot-leads              a saved view; crm view list

A field is meant by its name, whatever the case, or by any of its names in English, Thai or Lao: สถานะ:new.`

export const command: Command = {
  summary: 'Explain the language of queries, or what a query is read as',
  description: topic,
  arguments: [
    { name: 'kind', help: 'leads, accounts, contacts, deals, activities or reminders', optional: true },
    { name: 'query', help: 'the query to be explained', optional: true, many: true },
  ],
  examples: [
    { line: 'crm query', says: 'the language' },
    {
      line: "crm query leads 'status:new created:>-30d (source:web OR source:line)'",
      says: 'conditions, dates, groups',
    },
    {
      line: "crm query leads 'rating:(hot OR warm) -tags:vip missing:address'",
      says: 'lists, NOT, empty fields',
    },
    { line: 'crm query leads \'"Rim Khong" OR phone:081-234-5678\'', says: 'words and numbers' },
    {
      line: "crm query deals 'open:yes closeDate:this-month amount:1000..500000000'",
      says: 'periods and ranges',
    },
    { line: "crm query deals 'account.industry:food stage!=won'", says: 'through a link' },
    {
      line: "crm query accounts 'deal.amount:>10000 lastActivity:>-60d name:Me*'",
      says: 'by what links here, by the last contact',
    },
    { line: "crm query leads 'score:>=50 has:email @forgotten-leads'", says: 'by score, inside a view' },
  ],
  storeless: (input) => input.argument('kind') === undefined,
  async run(context, input) {
    const typed = input.argument('kind')
    if (typed === undefined) return { json: { topic }, view: { type: 'text', text: topic } }
    const kind = entityNamed(typed.toLowerCase())
    if (kind === undefined)
      throw unknownWord(
        'kind',
        typed,
        entityNames.map((name) => entities[name].plural),
      )
    const query = input.argument('query')
    if (query === undefined) {
      const names = [
        'id',
        ...Object.keys(entityIn(context.settings(), kind).fields),
        ...Object.keys(computedOf(kind)),
      ]
      return { json: { kind, fields: names }, view: { type: 'text', text: names.join('\n') } }
    }
    if (query.trim() === '') throw new InputError('The query is empty: it holds for every record.')
    const found = await matching(context, kind, query)
    const read = readAs(parseQuery(query).root)
    return {
      json: { kind, query, readAs: read, matches: found.length },
      view: { type: 'text', text: read },
      notes: [`${counted(found.length, kind, context.settings())} match.`],
    }
  },
}

function readAs(node: Node): string {
  switch (node.type) {
    case 'all':
      return 'everything'
    case 'not':
      return `NOT ${readAs(node.part)}`
    case 'and':
      return `(${node.parts.map(readAs).join(' AND ')})`
    case 'or':
      return `(${node.parts.map(readAs).join(' OR ')})`
    case 'term': {
      const value = node.value === undefined ? 'empty' : node.quoted ? `"${node.value}"` : node.value
      if (node.field === undefined) return value
      return node.value === undefined
        ? `${node.field} is empty`
        : `${node.field} ${node.operator === ':' ? 'has' : node.operator} ${value}`
    }
  }
}
