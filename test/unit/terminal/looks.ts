/** How things are shown in these tests: no colour, Bangkok time, and a width. */
import { plain } from '../../../src/terminal/colour.ts'
import type { Look } from '../../../src/terminal/look.ts'

export function plainLook(width?: number): Look {
  return { palette: plain, width, timezone: 'Asia/Bangkok' }
}

export function lines(...text: string[]): string {
  return text.map((line) => `${line}\n`).join('')
}
