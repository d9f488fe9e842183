/** Values that no record holds and every list can show, sort and ask for: the last activity, the score. */
import { dictionary } from '../dictionary.ts'
import { squeezed } from '../schema/aliases.ts'
import type { Field, Fields } from '../schema/field.ts'

export const computedFields = dictionary({
  lastActivity: {
    type: 'instant',
    help: 'the last call, email, meeting, message or note about it or what belongs to it; else when it was made',
  },
  score: { type: 'number', help: 'points by the scoring rules of the settings' },
} as const satisfies Fields)

export type ComputedName = keyof typeof computedFields

/** The computed value that a name means for a kind, or undefined. */
export function computedNamed(kind: string, name: string): ComputedName | undefined {
  const wanted = squeezed(name)
  if (wanted === 'lastactivity' && kind !== 'activity') return 'lastActivity'
  return wanted === 'score' && (kind === 'lead' || kind === 'contact' || kind === 'account')
    ? 'score'
    : undefined
}

/** The computed values of a kind, as fields. */
export function computedOf(kind: string): { readonly [name: string]: Field } {
  const names: readonly ComputedName[] = ['lastActivity', 'score']
  return Object.fromEntries(
    names
      .filter((name) => computedNamed(kind, name) !== undefined)
      .map((name) => [name, computedFields[name]]),
  )
}
