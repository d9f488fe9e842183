/** crm reminder add TEXT --due …: a promise and when to keep it. */

import type { Command } from '../command.ts'
import { addCommand as generic } from '../record/add.ts'

const base = generic('reminder')

export const command: Command = {
  ...base,
  summary: 'Add a reminder',
  arguments: [{ name: 'text', help: 'what to do', optional: true, many: true }],
  description:
    '--due takes a day or a day and a time: tomorrow 9am, next friday, +2w, 22/11/2569, 2026-11-22 14:30.',
  options: (settings) => {
    const options = typeof base.options === 'function' ? base.options(settings) : (base.options ?? [])
    return options.filter((option) => option.name !== 'allowDuplicate')
  },
  run(context, input) {
    const text = input.argument('text')
    return base.run(context, text === undefined ? input : input.with('text', text))
  },
}
