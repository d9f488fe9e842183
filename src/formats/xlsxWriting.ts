/** Records as a workbook (.xlsx). The only import of write-excel-file. */
import writeWorkbook, { type Cell, type CellObject, type Row, type SheetData } from 'write-excel-file/node'
import { isDay } from '../dates.ts'
import { entities } from '../entities/index.ts'
import { entityIn } from '../schema/custom.ts'
import type { TypeName } from '../schema/field.ts'
import { width } from '../text.ts'
import { plainCell } from './cell.ts'
import type { Export, Written } from './writing.ts'

/** The most characters that Excel keeps in a cell. */
const maxText = 32_767
/** Columns are at most this wide; longer text is cut on screen only. */
const maxWidth = 60

/**
 * One sheet with a bold header that stays in sight. Numbers, amounts, days and yes or no are typed; instants stay text,
 * as spreadsheets know no zones.
 */
export async function writeXlsx({ kind, table, settings }: Export): Promise<Written> {
  const { fields } = entityIn(settings, kind)
  const names = table.columns.map(({ key }) => key)
  const rows = table.rows.map((row) => names.map((name) => plainCell(row[name])))
  const data: Row[] = [
    names.map((name) => ({ value: escaped(name), type: String, fontWeight: 'bold' })),
    ...rows.map((cells) => cells.map((text, index) => typedCell(text, fields[names[index] ?? '']?.type))),
  ]
  const columns = names.map((name, index) => ({
    width: widthOf([name, ...rows.map((cells) => cells[index] ?? '')]),
  }))
  const sheet = { sheet: entities[kind].plural, columns, stickyRowsCount: 1 }
  const content = await writeWorkbook(data, sheet).toBuffer()
  const long = rows.flat().filter((text) => text.length > maxText).length
  return {
    content,
    notes: long === 0 ? [] : [`Excel keeps ${maxText} characters of a cell; longer texts: ${long}.`],
  }
}

function widthOf(texts: readonly string[]): number {
  const most = texts
    .slice(0, 1000)
    .reduce((widest, text) => Math.max(widest, width(text.split('\n', 1)[0] ?? '')), 0)
  return Math.min(most, maxWidth) + 2
}

function typedCell(text: string, type: TypeName | undefined): Cell {
  if (text === '') return null
  if ((type === 'number' || type === 'money' || type === 'percent') && Number.isFinite(Number(text)))
    return { value: Number(text), type: Number }
  if (type === 'yesNo' && (text === 'yes' || text === 'no')) return { value: text === 'yes', type: Boolean }
  if ((type === 'date' || type === 'when') && isDay(text) && text >= firstDay)
    return { value: new Date(`${text}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' }
  return { value: escaped(text), type: String }
}

/** Before it, spreadsheets count a day that there was not: 29 February 1900. */
const firstDay = '1900-03-01'

/**
 * ECMA-376 part 1, 22.9.2.19: characters that XML cannot hold, or that its readers drop, are written _x0001_, and so is
 * what looks like that. The library loses texts that are the name of a method of every object: written otherwise too.
 */
export function escaped(text: string): string {
  if (text in Object.prototype) return `${code(text.slice(0, 1))}${text.slice(1)}`
  return text
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\x00-\x08\x0b\x0c\r\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffd-\uffff]|\p{Surrogate}/gu, code)
}

function code(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
}

export type { CellObject, SheetData }

/** Sheets with a bold first row that stays in sight, as the bytes of a workbook. */
export function writeSheets(
  sheets: readonly {
    readonly sheet: string
    readonly data: SheetData
    readonly columns: { width: number }[]
  }[],
): Promise<Uint8Array> {
  return writeWorkbook(sheets.map((one) => ({ ...one, stickyRowsCount: 1 }))).toBuffer()
}
