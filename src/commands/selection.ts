/** The records of a kind that a query chooses: the same for every command that takes one. */
import type { Context } from '../context.ts'
import type { EntityName, Records } from '../entities/index.ts'
import { matcher, prepareQuery } from '../query/match.ts'
import { parseQuery } from '../query/parse.ts'
import { entityIn } from '../schema/custom.ts'

/** @throws InputError pointing at the place in the query that makes no sense */
export async function selected<N extends EntityName>(
  context: Context,
  kind: N,
  query: string | undefined,
): Promise<readonly Records[N][]> {
  const data = context.store()
  if (query === undefined) return data.all(kind)
  const asked = {
    entity: entityIn(data.settings, kind),
    settings: data.settings,
    now: context.clock.now(),
    data,
  }
  const tree = parseQuery(query)
  await prepareQuery(tree, asked)
  return data.all(kind).filter(matcher(tree, asked))
}
