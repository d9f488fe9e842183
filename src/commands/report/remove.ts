/** crm report remove: a report of one's own that is no longer wanted. */
import { unknownWord } from '../../errors.ts'
import { saidOrAsked } from '../asking.ts'
import type { Command } from '../command.ts'

export const command: Command = {
  summary: 'Remove a report of your own',
  description: 'Its records stay as they are; crm undo brings it back.',
  arguments: [{ name: 'name', help: 'the report, as in crm report NAME', optional: true }],
  examples: [{ line: 'crm report remove tea-leads', says: 'it is in crm.json no longer' }],
  changes: true,
  async run(context, input) {
    const settings = context.settings()
    const { reports } = settings
    const name = await saidOrAsked(context, input, 'name', {
      question: 'Which report?',
      hint:
        Object.keys(reports).length === 0 ? 'You have none.' : `Yours: ${Object.keys(reports).join(', ')}`,
      choices: Object.keys(reports),
    })
    if (!Object.hasOwn(reports, name)) throw unknownWord('report of your own', name, Object.keys(reports))
    const kept = Object.fromEntries(Object.entries(reports).filter(([one]) => one !== name))
    const changes = {
      summary: `Removed report ${name}`,
      records: [],
      settings: { ...settings, reports: kept },
    }
    await context.apply(changes)
    return { json: { removed: name }, changes, notes: [`${changes.summary}.`] }
  },
}
