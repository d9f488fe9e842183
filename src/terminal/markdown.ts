/** Pages, sheets and titled tables as Markdown. */
import type { View } from '../commands/command.ts'
import type { CellLook } from '../formats/cell.ts'
import { escapeMarkdown, markdown } from '../formats/markdown.ts'
import { sheetMarkdown } from '../formats/sheet.ts'
import { boardSheet } from '../reports/boardTable.ts'
import type { Page } from '../reports/views.ts'

/** A view of more than one table: headings, lists of fields, tables. */
export function markdownView(
  view: Extract<View, { type: 'page' | 'board' | 'sections' | 'sheet' }>,
  look: CellLook,
): string {
  switch (view.type) {
    case 'page':
      return [...pageHead(view.page), ...tables(view.page.sections, look)].join('\n')
    case 'board':
      return sheetMarkdown(boardSheet(view.board), look)
    case 'sections':
      return tables(view.sections, look).join('\n')
    case 'sheet':
      return sheetMarkdown(view.sheet, look)
  }
}

function pageHead(page: Page): string[] {
  const fields = page.fields
    .filter(([, value]) => value.trim() !== '')
    .map(([label, value]) => `- **${escapeMarkdown(label)}**: ${escapeMarkdown(value)}\n`)
  return [`# ${escapeMarkdown(page.title)}\n`, fields.join('')]
}

/** A heading and a table for each section with rows, or with notes in their place. */
function tables(sections: Page['sections'], look: CellLook): string[] {
  return sections
    .filter(({ table }) => table.rows.length > 0 || (table.notes ?? []).length > 0)
    .map(({ title, table }) => markdown({ ...table, title }, look))
}
