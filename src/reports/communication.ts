/** R9: what went in and out by channel, how fast we answer, and how each customer likes to be reached. */
import { toInstant } from '../dates.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data, Slim } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import { dayReader } from './days.ts'
import { Groups } from './groups.ts'
import { chosen, inPeriod, medianOf, percentOf, type Report, type ReportOptions } from './report.ts'
import type { Row, Table } from './table.ts'

export const communication: Report = {
  summary: 'in and out by channel, time to first answer, preferred channels',
  definition: `Activities by channel, which is their kind; notes are left out, for nobody else took part in them.
In: from them; out: from us; without a direction they count in the total only.
Time to first answer: a wait begins with the first "in" about somebody that nothing "out" has followed yet, and ends with the next "out" about the same record, by whatever channel; hours, the median, under the channel of the question. Waiting: questions that have had no answer yet. Answered: those that have, ÷ all of them.
New leads: hours from entering a lead to the first "out" about it, the median, in the second table.
Preferred channel: what the contact said, else the channel of most "in" activities about it, the later one where two are equal.
The period is that of the activity; answers after its end are counted. Owner and query are the activities'.`,
  source:
    'First response time as in Zendesk and HubSpot, from the first unanswered message to the first reply.',
  compared: ['in', 'out', 'total', 'answerHours'],
  run: communicationTable,
}

type Talk = Slim<'activity', 'kind' | 'at' | 'direction' | 'for'>

class Channel {
  in = 0
  out = 0
  total = 0
  waiting = 0
  hours: number[] = []

  include(other: Channel): void {
    this.in += other.in
    this.out += other.out
    this.total += other.total
    this.waiting += other.waiting
    this.hours = [...this.hours, ...other.hours]
  }

  row(channel: string): Row {
    const { hours, waiting } = this
    return {
      channel,
      in: this.in,
      out: this.out,
      total: this.total,
      answerHours: medianOf(hours),
      waiting,
      answered: percentOf(hours.length, hours.length + waiting),
    }
  }
}

const channels = ['call', 'email', 'meeting', 'message'] as const

function communicationTable(data: Data, options: ReportOptions, now: Date): Table {
  const dayAt = dayReader(data.settings.timezone)
  const limit = toInstant(now)
  const talks = chosen(data, 'activity', ['kind', 'at', 'direction', 'for'], options, now)
    .filter(({ kind, at }) => kind !== 'note' && at <= limit)
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1))
  const groups = new Map<string, Channel>(channels.map((name) => [name, new Channel()]))
  const inside = (activity: Talk) => inPeriod(dayAt(activity.at), options)
  for (const activity of talks) {
    const group = groups.get(activity.kind)
    if (group === undefined || !inside(activity)) continue
    group.total++
    if (activity.direction !== undefined) group[activity.direction]++
  }
  for (const { question, answer } of waits(talks)) {
    const group = groups.get(question.kind)
    if (group === undefined || !inside(question)) continue
    if (answer === undefined) group.waiting++
    else group.hours.push(hoursBetween(question.at, answer))
  }
  const total = new Channel()
  for (const group of groups.values()) total.include(group)
  return {
    title: 'Communication by channel',
    columns: [
      { key: 'channel', label: 'Channel', type: 'text' },
      { key: 'in', label: 'In', type: 'number' },
      { key: 'out', label: 'Out', type: 'number' },
      { key: 'total', label: 'Total', type: 'number', minor: true },
      { key: 'answerHours', label: 'Hours to first answer', type: 'number' },
      { key: 'waiting', label: 'Waiting', type: 'number', minor: true },
      { key: 'answered', label: 'Answered', type: 'percent' },
    ],
    rows: [...groups].map(([name, group]) => group.row(name)),
    totals: total.row('Total'),
    charts: [{ kind: 'bars', title: 'In and out', label: 'channel', values: ['in', 'out'] }],
    parts: [leadAnswers(data, talks, options), preferred(data, talks.filter(inside))],
  }
}

interface Wait {
  readonly question: Talk
  readonly answer: string | undefined
}

/** @param talks in the order of time */
function waits(talks: readonly Talk[]): readonly Wait[] {
  const open = new Map<string, Talk>()
  const found = new Map<string, Wait>()
  for (const activity of talks) {
    for (const about of activity.for) {
      const question = open.get(about)
      if (activity.direction === 'in' && question === undefined) open.set(about, activity)
      if (activity.direction !== 'out' || question === undefined) continue
      // A question about a contact and a deal is one question, answered by the first answer about either.
      if (!found.has(question.id)) found.set(question.id, { question, answer: activity.at })
      open.delete(about)
    }
  }
  for (const question of open.values())
    if (!found.has(question.id)) found.set(question.id, { question, answer: undefined })
  return [...found.values()]
}

function hoursBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 3_600_000)
}

function leadAnswers(data: Data, talks: readonly Talk[], options: ReportOptions): Table {
  const dayAt = dayReader(data.settings.timezone)
  const first = new Map<string, string>()
  for (const { direction, for: about, at } of talks) {
    if (direction === 'out') for (const id of about) if (!first.has(id)) first.set(id, at)
  }
  const leads = data
    .slim('lead', ['createdAt'])
    .filter(({ createdAt }) => inPeriod(dayAt(createdAt), options))
  const hours = leads.flatMap(({ id, createdAt }) => {
    const at = first.get(id)
    return at === undefined ? [] : [hoursBetween(createdAt, at)]
  })
  return {
    title: 'New leads: first contact from us',
    columns: [
      { key: 'leads', label: 'New leads', type: 'number' },
      { key: 'contacted', label: 'Contacted', type: 'number' },
      { key: 'share', label: 'Share', type: 'percent' },
      { key: 'medianHours', label: 'Hours to first contact', type: 'number' },
    ],
    rows: [
      {
        leads: leads.length,
        contacted: hours.length,
        share: percentOf(hours.length, leads.length),
        medianHours: medianOf(hours),
      },
    ],
  }
}

/** How the contacts and leads that wrote or called like to be reached. */
function preferred(data: Data, talks: readonly Talk[]): Table {
  const counts = new Map<string, Map<string, number>>()
  for (const { kind, direction, for: about } of talks) {
    if (direction !== 'in') continue
    for (const id of about) {
      const own = counts.get(id) ?? new Map<string, number>()
      counts.set(id, own.set(kind, (own.get(kind) ?? 0) + 1))
    }
  }
  const people = [...counts.keys()].flatMap((id) => {
    const found = data.find(id)
    return found?.kind === 'contact' || found?.kind === 'lead' ? [found] : []
  })
  const names = new Groups<string[]>(() => [])
  for (const { kind, record } of people) {
    const said = kind === 'contact' ? data.get('contact', record.id)?.preferredChannel : undefined
    names.at(said ?? most(counts.get(record.id))).push(titleOf(entityIn(data.settings, kind), record))
  }
  return {
    title: 'Preferred channel of who contacted us',
    columns: [
      { key: 'channel', label: 'Channel', type: 'text' },
      { key: 'people', label: 'People', type: 'number' },
      { key: 'names', label: 'Who', type: 'text' },
    ],
    rows: names
      .sorted((a, b) => b.length - a.length)
      .map(([channel, who]) => ({ channel, people: who.length, names: listed(who) })),
  }
}

function most(counts: ReadonlyMap<string, number> | undefined): string | undefined {
  let best: string | undefined
  for (const [name, count] of counts ?? []) if (count >= (counts?.get(best ?? '') ?? 0)) best = name
  return best
}

function listed(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')
}
