/** What everything shown on a terminal depends on. */
import type { CellLook } from '../formats/cell.ts'
import type { Palette } from './colour.ts'

export interface Look extends CellLook {
  readonly palette: Palette
  /** Columns of the terminal; undefined in a pipe, where nothing is cut to fit. */
  readonly width: number | undefined
}
