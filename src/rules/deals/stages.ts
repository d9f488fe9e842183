/** Moving a deal through its stages, winning, losing and reopening it. */
import { type Settings, type Stage, stageNamed } from '../../config.ts'
import type { Deal } from '../../entities/deal.ts'
import { ConflictError, InputError, unknownWord } from '../../errors.ts'
import type { Changes } from '../../schema/changes.ts'
import type { StageEntry } from '../../schema/field.ts'
import { isBlank } from '../../schema/value.ts'
import { camelToKebab } from '../../schema/values.ts'
import type { Moment } from '../leads/qualify.ts'
import { edition, type Patch } from '../records.ts'

/**
 * The stage that `typed` means: its name, whatever the case, or the only one that begins so.
 * @throws InputError listing the stages
 */
export function findStage(settings: Settings, typed: string): Stage {
  const wanted = typed.trim().toLowerCase()
  const exact = settings.stages.find((stage) => stage.name.toLowerCase() === wanted)
  if (exact !== undefined) return exact
  const begun = settings.stages.filter((stage) => stage.name.toLowerCase().startsWith(wanted))
  if (wanted !== '' && begun.length === 1 && begun[0] !== undefined) return begun[0]
  const names = settings.stages.map((stage) => stage.name)
  throw unknownWord('stage', typed, names)
}

/**
 * The values of a deal that enters the stage they name, with its first line of stage history.
 * @throws InputError naming the fields the stage requires
 */
export function stageEntered(settings: Settings, values: Patch, moment: Moment): Patch {
  const stage = findStage(settings, String(values['stage']))
  refuseTryingAgain(stage, values)
  checkRequired(stage, values, String(values['name']))
  const isClosed = stage.kind !== 'open'
  return {
    ...values,
    stage: stage.name,
    stageHistory: [entry(stage, moment)],
    ...(isClosed ? { closedAt: moment.now } : {}),
  }
}

export interface LostBecause {
  readonly reason: string
  readonly note?: string
  /** Day on which to try again. */
  readonly tryAgainOn?: string
}

/**
 * The plan that moves an open deal to another stage; a probability of its own gives way to the stage's. Winning and
 * losing set the close date to `today`.
 * @throws ConflictError where the deal is closed or there already; InputError where the stage's fields are missing, or
 *   it is lost without a reason
 */
export function planMove(
  settings: Settings,
  deal: Deal,
  to: Stage,
  moment: Moment & { readonly today: string },
  options: { readonly lost?: LostBecause; readonly patch?: Patch } = {},
): Changes {
  const from = stageNamed(settings, deal.stage)
  if (from !== undefined && from.kind !== 'open') {
    throw new ConflictError(
      `Deal ${deal.id} ${deal.name} is ${deal.stage} already.`,
      `Open it again with: crm deal reopen ${deal.id}`,
    )
  }
  if (deal.stage === to.name)
    throw new ConflictError(`Deal ${deal.id} ${deal.name} is in ${to.name} already.`)
  const values: Patch = { ...deal, ...options.patch }
  refuseTryingAgain(to, options.patch ?? {})
  checkRequired(to, values, deal.name)
  const patch: Patch = {
    ...options.patch,
    stage: to.name,
    probability: options.patch?.['probability'],
    stageHistory: [...(deal.stageHistory ?? []), entry(to, moment)],
    ...(to.kind === 'open'
      ? {}
      : { closedAt: moment.now, closeDate: options.patch?.['closeDate'] ?? moment.today }),
    ...(to.kind === 'lost' ? lostValues(settings, options.lost) : {}),
  }
  const change = edition('deal', deal, patch, moment.now)
  const verb = to.kind === 'won' ? 'Won' : to.kind === 'lost' ? 'Lost' : 'Moved'
  const where = to.kind === 'open' ? `: ${deal.stage} → ${to.name}` : ''
  return { summary: `${verb} deal ${deal.name}${where}`, records: change === undefined ? [] : [change] }
}

/** @throws InputError where a deal that is not lost is given a day to try again */
export function refuseTryingAgain(stage: Stage | undefined, values: Patch): void {
  if (isBlank(values['tryAgainOn']) || stage?.kind === 'lost') return
  throw new InputError(
    'Only a lost deal is tried again.',
    'Lose it with: crm deal lose REF --reason … --try-again-on …   or remind yourself: crm reminder add',
  )
}

function lostValues(settings: Settings, lost: LostBecause | undefined): Patch {
  if (lost === undefined) {
    throw new InputError(
      'A deal is lost for a reason.',
      `Say it with --reason: ${settings.lostReasons.join(', ')}`,
    )
  }
  const reason = settings.lostReasons.find(
    (known) => known.toLowerCase() === lost.reason.trim().toLowerCase(),
  )
  if (reason === undefined) throw unknownWord('reason', lost.reason, settings.lostReasons)
  if (reason === 'other' && isBlank(lost.note)) {
    throw new InputError('The reason "other" needs a note.', 'Add --note "what happened"')
  }
  return { lostReason: reason, lostNote: lost.note, tryAgainOn: lost.tryAgainOn }
}

/**
 * The plan that opens a closed deal again, in the stage it was in before it was closed or in the one given.
 * @throws ConflictError where it is open
 */
export function planReopen(
  settings: Settings,
  deal: Deal,
  to: Stage | undefined,
  moment: Moment,
  patch: Patch,
): Changes {
  const isOpen = (name: string) => stageNamed(settings, name)?.kind === 'open'
  if (isOpen(deal.stage)) throw new ConflictError(`Deal ${deal.id} ${deal.name} is open: ${deal.stage}.`)
  const before = deal.stageHistory?.findLast((step) => isOpen(step.stage))?.stage
  const stage = to ?? stageNamed(settings, before ?? '') ?? settings.stages.find((one) => one.kind === 'open')
  if (stage === undefined || stage.kind !== 'open') {
    throw new InputError(
      `A deal is reopened into an open stage, not ${stage?.name ?? 'none'}.`,
      `Valid: ${openStages(settings).join(', ')}`,
    )
  }
  refuseTryingAgain(stage, patch)
  const change = edition(
    'deal',
    deal,
    {
      ...patch,
      stage: stage.name,
      stageHistory: [...(deal.stageHistory ?? []), entry(stage, moment)],
      closedAt: undefined,
      lostReason: undefined,
      lostNote: undefined,
      tryAgainOn: undefined,
    },
    moment.now,
  )
  return {
    summary: `Reopened deal ${deal.name} in ${stage.name}`,
    records: change === undefined ? [] : [change],
  }
}

function openStages(settings: Settings): readonly string[] {
  return settings.stages.filter((stage) => stage.kind === 'open').map((stage) => stage.name)
}

function entry(stage: Stage, moment: Moment): StageEntry {
  return { stage: stage.name, at: moment.now, by: moment.by }
}

function checkRequired(stage: Stage, values: Patch, name: string): void {
  const missing = (stage.requires ?? []).filter((field) => isBlank(values[field]))
  if (missing.length === 0) return
  throw new InputError(
    `Deal ${name} cannot enter ${stage.name} without ${missing.join(', ')}.`,
    `Add ${missing.map((field) => `--${camelToKebab(field)} …`).join(' ')}`,
  )
}
