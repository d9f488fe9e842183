/** Any view as a sheet, for formats that show everything as a page. */
import type { View } from '../commands/command.ts'
import { boardSheet } from '../reports/boardTable.ts'
import type { Sheet } from '../reports/views.ts'

/** The view as a sheet, or undefined for one that is text. */
export function sheetOf(view: View): Sheet | undefined {
  const plain = { subtitle: [], figures: [] }
  switch (view.type) {
    case 'sheet':
      return view.sheet
    case 'table':
      return { ...plain, title: view.table.title ?? 'List', parts: [{ table: view.table }] }
    case 'board':
      return boardSheet(view.board)
    case 'sections':
      return {
        ...plain,
        title: 'Due',
        parts: view.sections.map(({ title, table }) => ({ table: { ...table, title } })),
      }
    case 'page':
      return {
        ...plain,
        title: view.page.title,
        parts: [
          { table: fieldTable(view.page.fields) },
          ...view.page.sections.map(({ title, table }) => ({ table: { ...table, title } })),
        ],
      }
    default:
      return undefined
  }
}

function fieldTable(
  fields: readonly (readonly [label: string, value: string])[],
): Sheet['parts'][number]['table'] {
  return {
    title: 'Fields',
    columns: [
      { key: 'field', label: 'Field', type: 'text' },
      { key: 'value', label: 'Value', type: 'text' },
    ],
    rows: fields.filter(([, value]) => value.trim() !== '').map(([field, value]) => ({ field, value })),
  }
}
