/** crm calendar read FILE|DIR: what was done, moved or added in a calendar comes back. */
import type { Context } from '../../context.ts'
import { loadOccurrences, today, toInstant } from '../../dates.ts'
import { InputError } from '../../errors.ts'
import { type ReadEntry, readEntries } from '../../formats/calendar.ts'
import { planCalendar } from '../../rules/calendar.ts'
import type { Changes } from '../../schema/changes.ts'
import { saidOrAsked } from '../asking.ts'
import type { Command } from '../command.ts'

export const command: Command = {
  summary: 'Bring back what was done or moved in a calendar',
  description: `Reads one .ics file, a folder of them or standard input. Reminders done there are done here (and make their next), moved ones are moved, renamed ones renamed, cancelled ones cancelled; tasks made there become reminders. Reading the same again changes nothing, and what changed here later than there stays. What was only deleted there stays open here, and is written again: cancel it, there or here.`,
  arguments: [{ name: 'path', help: 'a file, a folder, or - for standard input', optional: true }],
  examples: [{ line: 'crm calendar read tasks.ics', says: 'one file; or the folder of crm calendar write' }],
  changes: true,
  async run(context, input) {
    const asked = { question: 'Which calendar?', hint: 'crm calendar read DIR' }
    const path = await saidOrAsked(context, input, 'path', asked)
    const entries = await entriesIn(context, path)
    await loadOccurrences()
    const { timezone } = context.settings()
    const now = context.clock.now()
    const plan = planCalendar(context.store(), entries, {
      now: toInstant(now),
      today: today(now, timezone),
      timezone,
      by: context.user,
      newId: (kind) => context.newId(kind),
    })
    const { changes, done, moved, added, outdated } = plan
    await context.apply(changes)
    const kept = outdated === 0 ? [] : [`${outdated} left as they are here: they were changed later.`]
    return {
      json: {
        done,
        moved,
        added,
        outdated,
        records: changes.records.flatMap((change) => change.after ?? []),
      },
      changes,
      warnings: [...zoneWarnings(entries), ...seriesWarnings(entries, changes)],
      notes: [changes.records.length === 0 ? 'Nothing new in the calendar.' : `${changes.summary}.`, ...kept],
    }
  },
}

async function entriesIn(context: Context, path: string): Promise<readonly ReadEntry[]> {
  const { timezone } = context.settings()
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
  if (path === '-' || !(await context.isFolder(path)))
    return await readEntries(text(await context.read(path)), timezone)
  const folder = context.folder(path)
  const entries: ReadEntry[] = []
  for (const name of await folder.names('.ics')) {
    try {
      entries.push(...(await readEntries(text(await folder.read(name)), timezone)))
    } catch (error) {
      if (error instanceof InputError) throw new InputError(`${name}: ${error.message}`, error.hint)
      throw error
    }
  }
  return entries
}

function zoneWarnings(entries: readonly ReadEntry[]): readonly string[] {
  return entries.flatMap(({ unknownZone, summary }) =>
    unknownZone === undefined
      ? []
      : [`"${summary}": no time zone is called "${unknownZone}"; its time was read by other clocks.`],
  )
}

/** A calendar kept in step has no rules of ours; those of others come by an import. */
function seriesWarnings(entries: readonly ReadEntry[], { records }: Changes): readonly string[] {
  const made = new Set(
    records.flatMap(({ before, after }) => (before === undefined ? after?.['externalId'] : [])),
  )
  return entries
    .filter(({ uid, repeats = false }) => repeats && made.has(uid))
    .map(
      ({ summary }) =>
        `"${summary}" repeats there, and was taken once. With its rule: crm import reminders FILE --on-duplicate update`,
    )
}
