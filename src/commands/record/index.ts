/** The verbs that every kind of record has. */
import type { EntityName } from '../../entities/index.ts'
import type { Verbs } from '../command.ts'

/** Kinds that may have scoring rules. */
const scored: readonly EntityName[] = ['lead', 'account', 'contact']

export function recordVerbs(kind: EntityName): Verbs {
  return {
    add: async () => (await import('./add.ts')).addCommand(kind),
    list: async () => (await import('./list.ts')).listCommand(kind),
    show: async () => (await import('./show.ts')).showCommand(kind),
    edit: async () => (await import('./edit.ts')).editCommand(kind),
    remove: async () => (await import('./remove.ts')).removeCommand(kind),
    copy: async () => (await import('./copy.ts')).copyCommand(kind),
    assign: async () => (await import('./bulk.ts')).assignCommand(kind),
    tag: async () => (await import('./bulk.ts')).tagCommand(kind, true),
    untag: async () => (await import('./bulk.ts')).tagCommand(kind, false),
    ...(scored.includes(kind) ? { score: async () => (await import('./score.ts')).scoreCommand(kind) } : {}),
  }
}
