/** crm alone: the day, and the five commands a newcomer needs. */
import type { Settings } from '../config.ts'
import { groupThousands, separatorsOf } from '../numbers.ts'
import type { Command } from './command.ts'
import { dueResult } from './reminder/due.ts'

const firstSteps = [
  'crm lead add                     a new lead; it asks for what it needs',
  'crm lead list                    leads, newest first; crm lead show REF for one',
  'crm lead convert REF             make an account, a contact and a deal of it',
  'crm deal board                   deals by stage',
  'crm log call REF "what was said" keep what happened; crm reminder add "…" --due tomorrow',
]

export const command: Command = {
  summary: 'Show the day',
  examples: [{ line: 'crm', says: 'what is due, and where to begin' }],
  run(context) {
    const due = dueResult(context, 7, undefined)
    const nothing = due.view?.type === 'sections' && due.view.sections.length === 0
    const data = context.store()
    const open = data
      .all('deal')
      .filter((deal) =>
        data.settings.stages.some((stage) => stage.name === deal.stage && stage.kind === 'open'),
      )
    return {
      ...due,
      notes: [
        ...(nothing ? ['Nothing is due in the coming week.'] : []),
        `${counted(data.all('lead').length, 'lead', data.settings)}, ${counted(open.length, 'open deal', data.settings)} in ${data.dir}`,
        '',
        ...firstSteps,
        'crm help                         everything else',
      ],
    }
  },
}

function counted(count: number, what: string, settings: Settings): string {
  return `${groupThousands(String(count), separatorsOf(settings))} ${what}${count === 1 ? '' : 's'}`
}
