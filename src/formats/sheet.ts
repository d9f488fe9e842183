/** A sheet as Markdown: its figures as a list, then its tables. */
import { boardTable } from '../reports/boardTable.ts'
import type { Sheet } from '../reports/views.ts'
import type { CellLook } from './cell.ts'
import { escapeMarkdown, markdown } from './markdown.ts'

export function sheetMarkdown({ title, subtitle, figures, parts, board }: Sheet, look: CellLook): string {
  const stages = (board?.columns ?? []).map(boardTable)
  const all = [...parts.map(({ table }) => table), ...stages].flatMap((table) => [
    table,
    ...(table.parts ?? []),
  ])
  const isOwn = all.some((table) => table.title === title)
  const head = isOwn
    ? []
    : [`# ${escapeMarkdown(title)}\n`, ...subtitle.map((line) => `${escapeMarkdown(line)}\n`)]
  const facts = figures.map(
    ({ label, value, hint }) =>
      `- **${escapeMarkdown(label)}**: ${escapeMarkdown(value)}${hint === undefined ? '' : ` (${escapeMarkdown(hint)})`}\n`,
  )
  return [
    ...head,
    ...(facts.length === 0 ? [] : [facts.join('')]),
    ...all.map((table) => markdown(table, look)),
    ...(board?.notes ?? []).map((note) => `${escapeMarkdown(note)}\n`),
  ].join('\n')
}
