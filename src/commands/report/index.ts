/** The verbs of `crm report`: every report there is, the user's own, and what makes and removes these. */
import type { Settings } from '../../config.ts'
import { reports } from '../../reports/index.ts'
import { ownReports } from '../../reports/own.ts'
import type { Verbs } from '../command.ts'
import { reportCommand } from './run.ts'

/** @param settings of the store, whose own reports come after the built-in ones */
export function reportVerbs(settings: (() => Settings) | undefined): Verbs {
  const all = { ...(settings === undefined ? {} : ownReports(settings())), ...reports }
  return {
    ...Object.fromEntries(
      Object.entries(all).map(([name, report]) => [name, async () => reportCommand(name, report)]),
    ),
    all: async () => (await import('./all.ts')).command,
    new: async () => (await import('./new.ts')).command,
    remove: async () => (await import('./remove.ts')).command,
  }
}
