/** Every query that the settings hold, and whether each of them can be read: the check that needs the grammar. */
import type { Settings } from '../config.ts'
import { type EntityName, isEntityName } from '../entities/index.ts'
import { InputError } from '../errors.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import { columnNamed } from './columns.ts'
import { computedOf } from './computed.ts'
import { matcher, prepareQuery } from './match.ts'
import { parseQuery } from './parse.ts'
import { sortRecords } from './sort.ts'

/** A query of the settings, the kind of record it is of, and its key: `views.hot-leads.query`. */
interface Placed {
  readonly at: string
  readonly kind: EntityName
  readonly query: string
}

/** A key of the settings and what is wrong with its value, as a sentence without full stop. */
export interface Mistake {
  readonly at: string
  readonly message: string
}

/** What cannot be read among the queries of the settings, and in the columns and orders of views. */
export async function mistakesIn(settings: Settings, now: Date): Promise<readonly Mistake[]> {
  const mistakes: Mistake[] = []
  for (const { at, kind, query } of queriesOf(settings)) {
    const message = await complaint(async () => readWholly(settings, kind, query, now))
    if (message !== undefined) mistakes.push({ at, message })
  }
  for (const look of looksOf(settings)) {
    const message = await complaint(async () => look.read())
    if (message !== undefined) mistakes.push({ at: look.at, message })
  }
  return mistakes
}

/** The first line of what an InputError says, or undefined where all is well. */
async function complaint(read: () => Promise<void>): Promise<string | undefined> {
  try {
    await read()
    return undefined
  } catch (error) {
    if (error instanceof InputError)
      return error.message
        .split('\n')
        .join(' ')
        .replace(/\s+\^\s*$/, '')
    throw error
  }
}

async function readWholly(settings: Settings, kind: EntityName, text: string, now: Date): Promise<void> {
  const query = parseQuery(text)
  const asked = { entity: entityIn(settings, kind), settings, now, data: emptyStore(settings) }
  await prepareQuery(query, asked)
  matcher(query, asked)
}

function queriesOf(settings: Settings): readonly Placed[] {
  const views = Object.entries(settings.views).flatMap(([name, view]) =>
    placed(`views.${name}.query`, view?.of ?? '', view?.query),
  )
  const conditions = [
    ...conditionsOf('validation', settings.validation),
    ...conditionsOf('scoring', settings.scoring),
  ]
  const reports = Object.entries(settings.reports).flatMap(([name, { entity, where }]) =>
    placed(`reports.${name}.where`, entity, where),
  )
  const assignment = settings.assignment.flatMap(({ where }, index) =>
    placed(`assignment[${index}].where`, 'lead', where),
  )
  const touch = settings.keepInTouch.flatMap(({ kind, query }, index) =>
    placed(`keepInTouch[${index}].query`, kind, query),
  )
  return [...views, ...conditions, ...reports, ...assignment, ...touch]
}

function conditionsOf(
  key: string,
  rules: { readonly [kind: string]: readonly { readonly when?: string }[] | undefined },
): readonly Placed[] {
  return Object.entries(rules).flatMap(([kind, list = []]) =>
    list.flatMap(({ when }, index) => placed(`${key}.${kind}[${index}].when`, kind, when)),
  )
}

function placed(at: string, kind: string, query: string | undefined): readonly Placed[] {
  return query === undefined || query.trim() === '' || !isEntityName(kind) ? [] : [{ at, kind, query }]
}

/** How views look: their columns and their order. */
function looksOf(settings: Settings) {
  return Object.entries(settings.views).flatMap(([name, view]) => {
    if (view === undefined || !isEntityName(view.of)) return []
    const plain = entityIn(settings, view.of)
    const fields = { ...plain.fields, ...computedOf(view.of) }
    const columns = (view.columns ?? []).map((column, index) => ({
      at: `views.${name}.columns[${index}]`,
      read: () => void columnNamed(plain, column),
    }))
    const read = () => void sortRecords([], view.sort ?? 'id', { ...plain, fields })
    return [...columns, { at: `views.${name}.sort`, read }]
  })
}

/** A store without records: what is asked is only whether a query can be read. */
function emptyStore(settings: Settings): Data {
  return {
    settings,
    all: () => [],
    slim: () => [],
    get: () => undefined,
    find: () => undefined,
    withKey: () => [],
    referring: () => [],
    idsFrom: () => [],
  }
}
