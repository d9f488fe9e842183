/** crm deal move, win, lose: takes a deal to another stage. */

import type { Settings, Stage, StageKind } from '../../config.ts'
import type { Context } from '../../context.ts'
import { today, toInstant } from '../../dates.ts'
import type { Deal } from '../../entities/deal.ts'
import { InputError } from '../../errors.ts'
import { findStage, type LostBecause, planMove } from '../../rules/deals/stages.ts'
import { entityIn } from '../../schema/custom.ts'
import { prepareValues, readValue } from '../../schema/values.ts'
import type { Command, Option, Result } from '../command.ts'
import { fieldOptions, recordArgument, valuesFrom } from '../fields.ts'
import type { Input } from '../input.ts'
import { afterwards, changedResult } from '../results.ts'

const lostOptions: readonly Option[] = [
  { name: 'reason', value: 'REASON', help: 'why it was lost; one of lostReasons in crm.json' },
  { name: 'note', value: 'TEXT', help: 'more about why; "other" needs it' },
  { name: 'tryAgainOn', value: 'DATE', help: 'when to try again' },
]

/** Fields that may be set on the way, such as those the stage requires. */
export function dealOptions(settings: Settings, extra: readonly Option[] = []): readonly Option[] {
  const taken = new Set(['stage', ...extra.map((option) => option.name)])
  return [...extra, ...fieldOptions(settings, 'deal').filter((option) => !taken.has(option.name))]
}

export const command: Command = {
  summary: 'Move a deal to another stage',
  description:
    'A stage may require fields (crm.json: stages[].requires); they can be given along. Into a won or lost stage it is as win and lose.',
  arguments: [
    { name: 'ref', help: 'the deal', optional: true },
    { name: 'stage', help: 'name of the stage, or its beginning', optional: true },
  ],
  options: (settings) => dealOptions(settings, lostOptions),
  examples: [
    { line: 'crm deal move "Roastery fit-out" negotiation', says: 'one stage on' },
    {
      line: 'crm deal move d5w2hq8r0c prop --amount 125000 --close-date "next friday"',
      says: 'with fields on the way',
    },
  ],
  changes: true,
  async run(context, input) {
    const deal = await recordArgument(context, input, 'deal')
    const stage = await stageFrom(context, input, deal)
    return move(context, input, deal, stage)
  },
}

export const winCommand: Command = {
  summary: 'Win a deal',
  arguments: [{ name: 'ref', help: 'the deal', optional: true }],
  options: (settings) => dealOptions(settings),
  examples: [
    { line: 'crm deal win "Roastery fit-out"', says: 'closed today' },
    {
      line: 'crm deal win d5w2hq8r0c --amount 120000 --close-date yesterday',
      says: 'with the final amount and day',
    },
  ],
  changes: true,
  async run(context, input) {
    return move(context, input, await recordArgument(context, input, 'deal'), stageOfKind(context, 'won'))
  },
}

export const loseCommand: Command = {
  summary: 'Lose a deal, with a reason',
  arguments: [{ name: 'ref', help: 'the deal', optional: true }],
  options: (settings) => dealOptions(settings, lostOptions),
  examples: [
    {
      line: 'crm deal lose "Roastery fit-out" --reason price --try-again-on +6m',
      says: 'to come back to in half a year',
    },
    {
      line: 'crm deal lose d5w2hq8r0c --reason other --note "The owner retired"',
      says: '"other" needs a note',
    },
  ],
  changes: true,
  async run(context, input) {
    return move(context, input, await recordArgument(context, input, 'deal'), stageOfKind(context, 'lost'))
  },
}

function stageOfKind(context: Context, kind: StageKind): Stage {
  const stage = context.settings().stages.find((one) => one.kind === kind)
  if (stage === undefined)
    throw new InputError(`No stage of kind ${kind} is configured.`, 'Add one to stages in crm.json.')
  return stage
}

async function stageFrom(context: Context, input: Input, deal: Deal): Promise<Stage> {
  const { stages } = context.settings()
  const typed = input.argument('stage')
  if (typed !== undefined) return findStage(context.settings(), typed)
  if (!context.prompt.available)
    throw new InputError('Missing STAGE: where to?', `Valid: ${stages.map((stage) => stage.name).join(', ')}`)
  const others = stages.filter((stage) => stage.name !== deal.stage)
  return context.prompt.choose(
    `${deal.name} is in ${deal.stage}. Where to?`,
    others.map((stage) => ({ name: `${stage.name} (${stage.probability} %)`, value: stage })),
  )
}

async function move(context: Context, input: Input, deal: Deal, stage: Stage): Promise<Result> {
  const now = context.clock.now()
  const settings = context.settings()
  const patch = await valuesFrom(context, 'deal', input, deal)
  const lost = stage.kind === 'lost' ? await lostFrom(context, input) : undefined
  const moment = { now: toInstant(now), by: context.user, today: today(now, settings.timezone) }
  const changes = planMove(settings, deal, stage, moment, { patch, ...(lost === undefined ? {} : { lost }) })
  await context.apply(changes)
  return changedResult(context, 'deal', afterwards(changes, deal), changes)
}

async function lostFrom(context: Context, input: Input): Promise<LostBecause | undefined> {
  const { lostReasons } = context.settings()
  const given = input.text('reason')
  if (given === undefined && !context.prompt.available) return undefined
  const reason =
    given ??
    (await context.prompt.choose(
      'Why was it lost?',
      lostReasons.map((one) => ({ name: one, value: one })),
    ))
  const note =
    input.text('note') ??
    (reason === 'other' && context.prompt.available ? await context.prompt.text('What happened?') : undefined)
  const tryAgainOn = await dayFrom(context, input)
  return {
    reason,
    ...(note === undefined ? {} : { note }),
    ...(tryAgainOn === undefined ? {} : { tryAgainOn }),
  }
}

async function dayFrom(context: Context, input: Input): Promise<string | undefined> {
  const text = input.text('tryAgainOn')
  if (text === undefined) return undefined
  const settings = context.settings()
  const entity = entityIn(settings, 'deal')
  await prepareValues(entity, { tryAgainOn: [text] })
  const options = { settings, now: context.clock.now(), record: {}, label: '--try-again-on' }
  return String(readValue(entity, 'tryAgainOn', text, options))
}
