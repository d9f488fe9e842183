/** crm calendar write DIR: a folder of entries that a calendar server or vdirsyncer watches. */

import type { Context, OutsideFolder } from '../../context.ts'
import { type CalendarEntry, writeEntries } from '../../formats/calendar.ts'
import { ownedBy } from '../../reports/report.ts'
import { meetingEntry, reminderEntry } from '../../rules/calendar.ts'
import { saidOrAsked } from '../asking.ts'
import type { Command } from '../command.ts'
import { entryTypeOf, type Input } from '../input.ts'
import { ownerSaid } from '../owner.ts'

export const command: Command = {
  summary: 'Write reminders and meetings into a folder of a calendar',
  description: `One file an entry, as vdirsyncer, Radicale, khal and todoman keep them. Names stay, so that a calendar that reads the folder
again updates and does not duplicate. Only what has changed is written; open reminders, and those done in the last 30 days.
What was done or moved in the calendar comes back first: crm calendar read DIR.`,
  arguments: [{ name: 'dir', help: 'the folder', optional: true }],
  options: [
    { name: 'owner', value: 'NAME', help: 'only what this owner looks after; "me" for your own' },
    { name: 'as', value: 'KIND', help: 'reminders as todo or event (todo)' },
    { name: 'noMeetings', help: 'leave meetings out' },
  ],
  examples: [
    { line: 'crm calendar write calendar', says: 'everything' },
    { line: 'crm calendar write calendar --owner me --as event', says: 'for calendars that show no tasks' },
  ],
  async run(context, input) {
    const asked = { question: 'Which folder?', hint: 'crm calendar write DIR' }
    const dir = await saidOrAsked(context, input, 'dir', asked)
    const folder = context.folder(dir)
    const present = await textsIn(folder)
    const nameOf = namesByUid(present)
    const entries = entriesFor(context, input)
    const wanted = new Map(entries.map((entry) => [nameOf(entry.uid), writeEntries([entry])]))
    const counts = { written: 0, same: 0, removed: 0 }
    for (const [name, text] of wanted) {
      const isSame = present.get(name) === text
      if (!isSame) await folder.write(name, text)
      counts[isSame ? 'same' : 'written']++
    }
    // Only files of ours are taken away: what the calendar made itself is read, not removed.
    for (const name of [...present.keys()].filter(
      (one) => /^[rv][0-9a-z]{9}@lukkha\.ics$/.test(one) && !wanted.has(one),
    )) {
      await folder.remove(name)
      counts.removed++
    }
    return {
      json: counts,
      notes: [`${counts.written} written, ${counts.same} unchanged, ${counts.removed} removed in ${dir}.`],
    }
  },
}

/** The calendar files of a folder, by name. */
async function textsIn(folder: OutsideFolder): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  for (const name of await folder.names('.ics'))
    texts.set(name, new TextDecoder().decode(await folder.read(name)))
  return texts
}

/** The file an entry has already, whatever its program called it; else one named by its UID. */
function namesByUid(texts: ReadonlyMap<string, string>): (uid: string) => string {
  const names = new Map([...texts].map(([name, text]) => [/^UID:(.*?)\r?$/m.exec(text)?.[1] ?? '', name]))
  return (uid) => names.get(uid) ?? fileOf(uid)
}

/** Done ones stay so long, so that the calendar learns of it. */
const KEPT_MS = 30 * 86_400_000

function entriesFor(context: Context, input: Input): readonly CalendarEntry[] {
  const data = context.store()
  const owner = ownerSaid(context, input)
  const isOwned = ownedBy(owner, data.settings)
  const type = entryTypeOf(input)
  const recently = new Date(context.clock.now().getTime() - KEPT_MS).toISOString()
  const reminders = data
    .all('reminder')
    .filter((one) => isOwned(one) && (one.status === 'open' || one.updatedAt >= recently))
  const meetings = input.has('noMeetings')
    ? []
    : data.all('activity').filter((one) => one.kind === 'meeting' && isOwned(one))
  return [
    ...reminders.map((one) => reminderEntry(data, one, type)),
    ...meetings.map((one) => meetingEntry(data, one)),
  ]
}

/** A name that every file system takes, of an id that may come from any calendar. */
function fileOf(uid: string): string {
  return `${uid
    .replace(/[^A-Za-z0-9@._-]/g, '_')
    .replace(/^\.+/, '')
    .slice(0, 180)}.ics`
}
