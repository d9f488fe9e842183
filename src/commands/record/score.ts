/** crm <kind> score: the score of one record, and where every point comes from. */
import type { EntityName } from '../../entities/index.ts'
import { scorer } from '../../query/score.ts'
import { entityIn } from '../../schema/custom.ts'
import { titleOf } from '../../schema/entity.ts'
import type { Command } from '../command.ts'
import { recordArgument } from '../fields.ts'

const example: { readonly [kind: string]: string | undefined } = {
  lead: 'Somsak',
  account: '"Mekong Coffee"',
  contact: 'c4ntp9x2qa',
}

export function scoreCommand(kind: EntityName): Command {
  return {
    summary: `Explain the score of one ${kind}, point by point`,
    description: `The rules are under "scoring" in crm.json: each has a name, points, and one of when (a query), fields (points for each that is filled), activities ({days, most}: points for each) or halfLife (days after which the points of the last contact are halved). Scores are computed when asked for: crm ${kind} list 'score:>=50' --columns name,score --sort -score`,
    arguments: [{ name: 'ref', help: 'id, beginning of one, email, phone or name', optional: true }],
    examples: [{ line: `crm ${kind} score ${example[kind] ?? 'REF'}`, says: 'why so many points' }],
    async run(context, input) {
      const record = await recordArgument(context, input, kind)
      const data = context.store()
      const scored = scorer(data, kind, context.clock.now())(record)
      const columns = [
        { key: 'points', label: 'Points', type: 'number' },
        { key: 'rule', label: 'For', type: 'text' },
        { key: 'because', label: 'Because', type: 'text' },
      ] as const
      const rows = scored.points.map((one) => ({ ...one }))
      const title = `${titleOf(entityIn(data.settings, kind), record)}: ${scored.score} points`
      return {
        json: { id: record.id, score: scored.score, points: rows },
        view: { type: 'table', table: { title, columns, rows } },
      }
    },
  }
}
