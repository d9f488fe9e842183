/** A sheet as Markdown: its figures as a list, then its tables. */
import type { Sheet } from '../reports/views.ts'
import type { CellLook } from './cell.ts'
import { escapeMarkdown, markdown } from './markdown.ts'

export function sheetMarkdown({ title, subtitle, figures, parts }: Sheet, look: CellLook): string {
  const all = parts.flatMap(({ table }) => [table, ...(table.parts ?? [])])
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
  ].join('\n')
}
