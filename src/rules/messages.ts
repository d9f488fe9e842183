/** Emails logged to the people whose addresses are in them. */
import { hash } from 'node:crypto'
import { statusKind } from '../config.ts'
import { dayOf } from '../dates.ts'
import { type EntityName, entities } from '../entities/index.ts'
import type { Mailbox, Message } from '../formats/email.ts'
import type { Change, Changes } from '../schema/changes.ts'
import type { Data } from '../schema/data.ts'
import { withDefaults } from '../schema/values.ts'
import { attachmentOf } from './files.ts'
import { creation, type Patch } from './records.ts'
import { isMachine, writerOf } from './senders.ts'

export interface MessageOptions {
  /** UTC instant. */
  readonly now: string
  readonly by: string
  /** People nobody knows become leads. */
  readonly capture: boolean
  newId(kind: EntityName): string
}

/** What became of a message. */
interface Reading {
  readonly message: Message
  readonly outcome: 'logged' | 'known' | 'unmatched' | 'kept'
  /** The activity, of one that was logged; also where it is known already. The reminder to read it, of one that was kept. */
  readonly id?: string
  /** Addresses of the other side that nobody here has. */
  readonly strangers: readonly string[]
}

export interface MessagePlan {
  readonly changes: Changes
  readonly readings: readonly Reading[]
}

/** The plan that logs messages: each once, by its Message-ID. Conversations are joined by their references. */
export function planMessages(data: Data, messages: readonly Message[], options: MessageOptions): MessagePlan {
  const plan = new Plan(data, options)
  const readings = parentsFirst(messages).map((message) => plan.read(message))
  const logged = readings.filter((one) => one.outcome === 'logged')
  const [first] = logged
  const summary =
    logged.length === 1 && first !== undefined
      ? `Logged email ${first.message.subject ?? `from ${first.message.from.address}`}`
      : `Logged ${logged.length} emails`
  return { changes: { summary, records: plan.records }, readings }
}

/** Every answer after what it answers, whatever the order of the mailbox. */
function parentsFirst(messages: readonly Message[]): readonly Message[] {
  const byId = new Map(messages.map((message) => [message.messageId, message]))
  const seen = new Set<Message>()
  const ordered: Message[] = []
  const visit = (message: Message): void => {
    if (seen.has(message)) return
    seen.add(message)
    for (const id of message.references) {
      const parent = byId.get(id)
      if (parent !== undefined) visit(parent)
    }
    ordered.push(message)
  }
  for (const message of messages) visit(message)
  return ordered
}

/** What is known of an email that was logged before. */
interface Known {
  readonly id: string
  readonly thread: string
  readonly about: readonly string[]
}

class Plan {
  readonly records: Change[] = []
  readonly #data: Data
  readonly #options: MessageOptions
  readonly #own: ReadonlySet<string>
  readonly #logged = new Map<string, Known>()
  readonly #captured = new Map<string, string>()
  readonly #keptNow = new Map<string, string>()

  constructor(data: Data, options: MessageOptions) {
    this.#data = data
    this.#options = options
    const { users, ownAddresses } = data.settings
    this.#own = new Set(
      [...users.flatMap((user) => user.email ?? []), ...ownAddresses].map((address) => address.toLowerCase()),
    )
  }

  read(message: Message): Reading {
    const messageId = message.messageId ?? madeId(message)
    const known = this.#known(messageId)
    if (known !== undefined) return { message, outcome: 'known', id: known.id, strangers: [] }
    const earlier = message.references.toReversed().flatMap((id) => this.#known(id) ?? [])[0]
    const { people, direction } = this.#sides(message)
    const matched = people.flatMap((one) => this.#idsOf(one.address))
    const persons = people.filter(({ address }) => !isMachine(address))
    const captured = this.#options.capture && this.#mayCapture(message) ? this.#capture(persons) : []
    const strangers = persons.flatMap(({ address }) => (this.#idsOf(address).length > 0 ? [] : [address]))
    const about = [
      ...new Set([...matched, ...captured, ...joined(earlier, matched.length + captured.length === 0)]),
    ]
    if (about.length === 0) {
      const kept = this.#kept(messageId)
      if (kept !== undefined) return { message, outcome: 'known', id: kept, strangers: [] }
      return this.#options.capture && !this.#isOnlyOurs(message)
        ? { message, outcome: 'kept', id: this.#keep(message, messageId), strangers: [] }
        : { message, outcome: 'unmatched', strangers: message.automatic === undefined ? strangers : [] }
    }
    const thread = earlier?.thread ?? message.references[0] ?? messageId
    const id = this.#log(message, { messageId, thread, direction, about })
    this.#logged.set(messageId, { id, thread, about })
    return { message, outcome: 'logged', id, strangers }
  }

  /** Whether a person we do not know may have written it: machines and lists make no leads, web forms do. */
  #mayCapture(message: Message): boolean {
    const { automatic, from, originalFrom } = message
    if (automatic === undefined) return true
    const writer = writerOf(message, (address) => this.#own.has(address))
    if (automatic === 'generated') return writer !== from
    // A list of ours is a mailbox that several of us read.
    return automatic === 'list' && originalFrom === writer && this.#own.has(from.address)
  }

  #isOnlyOurs({ from, to }: Message): boolean {
    return [from, ...to].every(({ address }) => this.#own.has(address) && !isMachine(address))
  }

  /** A message of nobody here that makes no lead: a reminder to read it, so that it is not lost. */
  #keep(message: Message, messageId: string): string {
    const { now, by } = this.#options
    const id = this.#options.newId('reminder')
    const attachments = message.files.map((file) => attachmentOf(file, { now, by }))
    const values: Patch = {
      text: `Read email ${message.subject ?? ''} from ${message.from.address}`.replace(/\s+/g, ' '),
      due: dayOf(now, this.#data.settings.timezone),
      status: 'open',
      ...(message.automatic === undefined || message.automatic === 'generated' ? {} : { priority: 'low' }),
      description: message.text,
      externalId: messageId,
      ...(attachments.length === 0 ? {} : { attachments }),
    }
    this.records.push(creation('reminder', id, values, now))
    this.#keptNow.set(messageId, id)
    return id
  }

  #known(messageId: string): Known | undefined {
    const planned = this.#logged.get(messageId)
    if (planned !== undefined) return planned
    const [activity] = this.#data.withKey('activity', `messageId:${messageId}`)
    return activity === undefined
      ? undefined
      : { id: activity.id, thread: activity.thread ?? messageId, about: activity.for }
  }

  /** The reminder that has a message of nobody. */
  #kept(messageId: string): string | undefined {
    return this.#keptNow.get(messageId) ?? this.#data.withKey('reminder', `externalId:${messageId}`)[0]?.id
  }

  /** Who is on the other side. Without an address of ours in it, whoever is known tells. */
  #sides(message: Message): { people: readonly Mailbox[]; direction: 'in' | 'out' } {
    const { to, unreached } = message
    const from = writerOf(message, (address) => this.#own.has(address))
    const others = to.filter((one) => !this.#own.has(one.address))
    if (unreached.length > 0)
      return { people: unreached.map((address) => ({ name: '', address })), direction: 'in' }
    if (this.#own.has(from.address)) return { people: others, direction: 'out' }
    const isFromKnown = this.#idsOf(from.address).length > 0
    const isToOurs = others.length < to.length
    if (isFromKnown || isToOurs)
      return {
        people: [from, ...others.filter((one) => this.#idsOf(one.address).length > 0)],
        direction: 'in',
      }
    const known = others.filter((one) => this.#idsOf(one.address).length > 0)
    return known.length > 0 && this.#own.size === 0
      ? { people: known, direction: 'out' }
      : { people: [from, ...known], direction: 'in' }
  }

  /** Contacts with the address; else leads that are not converted; else accounts. */
  #idsOf(address: string): readonly string[] {
    const captured = this.#captured.get(address)
    if (captured !== undefined) return [captured]
    const key = `email:${address}`
    const contacts = this.#data.withKey('contact', key)
    if (contacts.length > 0) return contacts.map(({ id }) => id)
    const leads = this.#data
      .withKey('lead', key)
      .filter((lead) => statusKind(this.#data.settings, lead.status) !== 'converted')
    return (leads.length > 0 ? leads : this.#data.withKey('account', key)).map(({ id }) => id)
  }

  #capture(people: readonly Mailbox[]): readonly string[] {
    return people.flatMap(({ name, address }) => {
      if (this.#idsOf(address).length > 0) return []
      const { settings } = this.#data
      const values: Patch = { ...namesIn(name), email: address, source: 'email', owner: this.#options.by }
      const change = creation(
        'lead',
        this.#options.newId('lead'),
        withDefaults(entities.lead, values, { settings, now: new Date(this.#options.now) }),
        this.#options.now,
      )
      this.records.push(change)
      this.#captured.set(address, change.id)
      return [change.id]
    })
  }

  #log(
    message: Message,
    known: { messageId: string; thread: string; direction: string; about: readonly string[] },
  ): string {
    const { now, by } = this.#options
    const id = this.#options.newId('activity')
    const values: Patch = {
      kind: 'email',
      subject: message.subject,
      text: message.text,
      at: message.at ?? now,
      direction: known.direction,
      for: known.about,
      messageId: known.messageId,
      thread: known.thread,
      owner: by,
      attachments: message.files.map((file) => attachmentOf(file, { now, by })),
    }
    this.records.push(creation('activity', id, values, now))
    return id
  }
}

/** Of the conversation so far: the deals it is about; everybody, where the message itself names nobody known. */
function joined(earlier: Known | undefined, isAlone: boolean): readonly string[] {
  return earlier?.about.filter((id) => isAlone || id.startsWith('d')) ?? []
}

/** "Jaidee, Somchai" and "Somchai Jaidee" as names. */
function namesIn(name: string): Patch {
  const [, last, first] = /^([^,]+), *(.+)$/.exec(name) ?? []
  if (first !== undefined) return { firstName: first, lastName: last }
  const [given, ...family] = name.split(' ')
  return name === '' || name.includes('@') ? {} : { firstName: given, lastName: family.join(' ') }
}

/** A Message-ID for a message that has none: the same for the same message. */
function madeId({ from, at, subject, text }: Message): string {
  return `<${hash('sha256', JSON.stringify([from.address, at, subject, text])).slice(0, 32)}@without-id>`
}
