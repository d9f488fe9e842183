/** vCards (RFC 6350, and 2.1 and 3.0 before it) to rows of contacts, leads or accounts. */
import type { EntityName } from '../entities/index.ts'
import { InputError } from '../errors.ts'
import { idWithName, isId } from '../schema/id.ts'
import { type Component, componentsOf, propertyAt } from './contentLines.ts'
import { applyExtras, isExtra } from './extras.ts'
import type { Property } from './ical.ts'
import { plainText } from './plain.ts'
import { type BrokenRow, type FileRecord, type Rows, rowsOfRecords } from './rows.ts'
import { leftOutNotes, tally, unsaid } from './unsaid.ts'
import {
  named,
  networks,
  type Put,
  putAccounts,
  putAddresses,
  putDay,
  putLabelled,
  putNames,
  textOf,
  texts,
} from './vcardParts.ts'

/**
 * Reads every card; one that is broken is told of by its number.
 * @param kind what the cards are to become; it decides what their fields are called
 * @throws InputError where there is no card
 */
export function readVcards(text: string, kind: EntityName = 'contact'): Rows {
  const cards = componentsOf(text).filter(({ name }) => name === 'VCARD')
  if (cards.length === 0)
    throw new InputError('There is no vCard in the file.', 'A card begins with BEGIN:VCARD')
  const records: FileRecord[] = []
  const broken: BrokenRow[] = []
  const left = new Map<string, number>()
  for (const [index, card] of cards.entries()) {
    const read = readCard(card, kind)
    if (typeof read === 'string') broken.push({ line: index + 1, message: read, cells: [sourceOf(card)] })
    else records.push({ line: index + 1, cells: read.cells })
    if (typeof read !== 'string') tally(read.left, left)
  }
  return rowsOfRecords(records, { unit: 'card', notes: leftOutNotes(left), broken })
}

function sourceOf({ lines }: Component): string {
  return lines.map((line) => line.text).join('\n')
}

interface CardRead {
  readonly cells: Map<string, string>
  /** Names of properties that no cell says: pictures and other things that are no text, settings of programs. */
  readonly left: readonly string[]
}

/** What a card says, or what is wrong with it. */
export function readCard(card: Component, kind: EntityName): CardRead | string {
  if (!card.isWhole) return `The card that begins on line ${card.line} has no END:VCARD.`
  const version = card.lines
    .map(({ text }) => /^VERSION:\s*([\d.]+)/i.exec(text)?.[1])
    .find((found) => found !== undefined)
  const properties: Property[] = []
  for (const line of card.lines) {
    const property = propertyAt(line, version === '4.0' ? 'vcard' : 'vcard3')
    if (property === undefined) return `Line ${line.line} is no property of a card: ${line.text.slice(0, 60)}`
    properties.push(property)
  }
  const texts = properties.filter(({ type }) => type !== 'binary')
  const cells = cellsOf(texts, kind)
  if (cells.size === 0) return `The card that begins on line ${card.line} has nothing in it.`
  const binary = properties.filter(({ type }) => type === 'binary').map(({ name }) => name)
  return { cells, left: [...binary, ...unsaid(texts, cells, aside)] }
}

function cellsOf(properties: readonly Property[], kind: EntityName): Map<string, string> {
  const cells = new Map<string, string>()
  const put = (field: string, text: string): void => {
    if (text.trim() !== '' && !cells.has(field)) cells.set(field, text)
  }
  putNames(properties, kind, put)
  put('title', texts(properties, 'title').join(', ') || texts(properties, 'role').join(', '))
  if (texts(properties, 'title').length > 0) put('jobRole', texts(properties, 'role').join(', '))
  putLabelled(properties, 'email', 'otherEmails', 'emails', put)
  putLabelled(properties, 'tel', 'otherPhones', 'phones', put)
  putAddresses(properties, put)
  putDay(properties, ['bday'], 'birthday', put)
  putDay(properties, ['anniversary', 'x-anniversary'], 'anniversary', put)
  put('description', texts(properties, 'note').join('\n'))
  const tags = named(properties, 'categories')
    .flatMap(({ values }) => values.map(textOf))
    .filter((tag) => tag !== '')
  put('tags', tags.length === 0 ? '' : plainText('tags', tags))
  put('externalId', texts(properties, 'uid').join(' '))
  putAccounts(properties, kind, put)
  putOthers(properties, put)
  if (properties.some(({ name, values }) => name === 'x-lukkha-id' && values[0] === cells.get('externalId')))
    cells.delete('externalId')
  const organization = cells.get('account')
  applyExtras(cells, properties)
  const account = cells.get('account')
  if (organization !== undefined && isId(account)) cells.set('account', idWithName(account, organization))
  return cells
}

/** Of the format itself, or labels of others; days are read in another form. */
const aside = new Set([
  ...['version', 'prodid', 'profile', 'calscale', 'rev', 'clientpidmap', 'x-ablabel', 'x-abadr'],
  ...['bday', 'anniversary', 'x-anniversary', 'x-lukkha-id'],
])

/** What has been read above, or says nothing about the person. */
const known = new Set([
  ...[
    'version',
    'prodid',
    'profile',
    'name',
    'mailer',
    'class',
    'source',
    'rev',
    'kind',
    'calscale',
    'label',
  ],
  ...[
    'n',
    'fn',
    'org',
    'title',
    'role',
    'email',
    'tel',
    'adr',
    'bday',
    'anniversary',
    'x-anniversary',
    'note',
  ],
  ...[
    'categories',
    'uid',
    'url',
    'impp',
    'nickname',
    'socialprofile',
    'x-socialprofile',
    'x-ablabel',
    'x-abadr',
  ],
  ...[
    'sort-string',
    'clientpidmap',
    'xml',
    'photo',
    'logo',
    'sound',
    'key',
    'agent',
    'x-abshowas',
    'x-abuid',
  ],
])

/** Everything else is kept, under the name of its property. */
function putOthers(properties: readonly Property[], put: Put): void {
  const others = properties.filter((one) => !known.has(one.name) && !networks.has(one.name) && !isExtra(one))
  for (const name of new Set(others.map((property) => property.name)))
    put(
      name.replace(/-+([a-z\d])/g, (_, letter: string) => letter.toUpperCase()),
      texts(others, name).join(', '),
    )
}
