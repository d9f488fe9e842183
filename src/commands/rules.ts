/** The validation rules of the settings, for commands: loaded only where there are any. */
import type { Context } from '../context.ts'
import type { EntityName } from '../entities/index.ts'
import type { ImportOptions } from '../rules/importing/index.ts'

/** What an import of a kind is to be held to. */
export async function rulesFor(context: Context, kind: EntityName): Promise<Pick<ImportOptions, 'broken'>> {
  const data = context.store()
  if ((data.settings.validation[kind] ?? []).length === 0) return {}
  const { changesInTurn, prepareRules } = await import('../rules/validation/index.ts')
  await prepareRules(data.settings, [kind])
  return { broken: (changes) => changesInTurn(data, kind, changes, context.clock.now()) }
}
