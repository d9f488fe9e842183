/** The board as a page of its own, and its columns as tables, for formats that have no columns of cards. */
import type { Row, Table } from './table.ts'
import type { Board, BoardColumn, Sheet } from './views.ts'

/** The board alone on a page. */
export function boardSheet(board: Board): Sheet {
  return { title: 'Deals by stage', subtitle: board.subtitle ?? [], figures: [], parts: [], board }
}

/** A row for each card; what the stage is worth, and how many cards are not shown, as notes. */
export function boardTable(column: BoardColumn): Table {
  const notes = column.figures.length === 0 ? [] : [column.figures.join(' · ')]
  return {
    title: column.title,
    columns: [
      { key: 'deal', label: 'deal', type: 'text' },
      { key: 'details', label: 'details', type: 'text' },
      { key: 'marks', label: 'marks', type: 'text' },
    ],
    rows: column.cards.map(rowOf),
    notes: column.more === undefined ? notes : [...notes, `and ${column.more} more`],
  }
}

function rowOf({ lines: [deal = '', ...details], marks }: BoardColumn['cards'][number]): Row {
  return { deal, details: details.join(' · '), marks: marks.join(', ') }
}
