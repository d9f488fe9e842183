/** What an import asks at a terminal: columns that match nothing, words that no list has, the order of dates. */
import type { Context } from '../context.ts'
import type { Rows } from '../formats/reading.ts'
import { DateOrderUnknown } from '../rules/importing/days.ts'
import { columnUses, type ImportOptions, type ImportTable } from '../rules/importing/index.ts'
import { unknownWords } from '../rules/importing/unknownWords.ts'
import { type Reworded, reworded, type WordingOptions } from '../rules/importing/wording.ts'
import { entityIn } from '../schema/custom.ts'
import { settableFields } from '../schema/entity.ts'
import { types } from '../schema/types/index.ts'
import { fold } from '../text.ts'

/** Asks, for each column that matches nothing, what it is; shows what is in it. Answers with the map completed. */
export async function askColumns(
  context: Context,
  rows: Rows,
  options: ImportOptions,
): Promise<ImportOptions['map']> {
  const map: { [column: string]: string } = { ...options.map }
  const uses = columnUses(rows, options, context.settings())
  const taken = new Set(uses.flatMap(({ field }) => field?.split(' ') ?? []))
  const fields = settableFields(entityIn(context.settings(), options.kind).fields)
  for (const { column, how } of uses) {
    if (how !== 'custom') continue
    const index = rows.header.indexOf(column)
    const samples = [...new Set(rows.rows.slice(0, 50).map((row) => row.cells[index] ?? ''))]
      .filter((cell) => cell !== '')
      .slice(0, 3)
    const answer = await context.prompt.search(`Column "${column}" (${samples.join(' · ')}) is`, (typed) => [
      ...ways.filter(({ name }) => isIn(name, typed)),
      ...fields
        .filter(([name, { type }]) => !taken.has(name) || types[type].many)
        .filter(([name, { help, aliases = [] }]) => [name, help, ...aliases].some((one) => isIn(one, typed)))
        .map(([name, { help }]) => ({ name, value: name, description: help })),
    ])
    if (answer !== '') map[column] = answer
    taken.add(answer)
  }
  return map
}

const ways = [
  { name: 'a field of its own', value: '' },
  { name: 'not wanted: leave it out', value: '-' },
]

function isIn(text: string, typed: string): boolean {
  return fold(text).includes(fold(typed))
}

/** Asks what each word stands for that its list does not have. Answers with rules as `--value` takes them. */
export async function askWords(
  context: Context,
  table: ImportTable,
  options: ImportOptions,
  blanks: readonly string[],
): Promise<readonly string[]> {
  const rules: string[] = []
  for (const { column, field, words, options: known } of unknownWords(
    table,
    options,
    blanks,
    context.settings(),
  )) {
    for (const word of words) {
      const meant = await context.prompt.choose<string | undefined>(`"${word}" in column "${column}" is`, [
        ...known.map((name) => ({ name, value: name })),
        { name: 'nothing: leave it empty', value: '' },
        { name: 'not known: refuse these rows', value: undefined },
      ])
      if (meant !== undefined) rules.push(`${field}:${word}=${meant}`)
    }
  }
  return rules
}

/** The table as it is to be read, and the order of its dates; where nothing tells that, it is asked for. */
export async function rewordedOrAsked(
  context: Context,
  table: ImportTable,
  options: ImportOptions,
  wording: WordingOptions,
): Promise<Reworded & { readonly wording: WordingOptions }> {
  try {
    return { ...reworded(table, options, context.settings(), wording), wording }
  } catch (error) {
    if (!(error instanceof DateOrderUnknown) || !context.prompt.available || context.yes) throw error
    const dateOrder = await context.prompt.choose<'dmy' | 'mdy'>(error.message, [
      { name: 'the day', value: 'dmy' },
      { name: 'the month', value: 'mdy' },
    ])
    const said = { ...wording, dateOrder }
    return { ...reworded(table, options, context.settings(), said), wording: said }
  }
}
