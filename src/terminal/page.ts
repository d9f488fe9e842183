/** One record on a page: its title, its fields, a table for each section. */
import type { Page } from '../reports/views.ts'
import { labelled } from './fields.ts'
import { oneLine } from './lines.ts'
import type { Look } from './look.ts'
import { renderTable } from './table.ts'

/** The page as lines; sections without rows are left out. */
export function renderPage(page: Page, look: Look): string {
  const lines = [look.palette.strong(oneLine(page.title)), ...labelled(page.fields, look)]
  const head = lines.map((line) => `${line}\n`).join('')
  const sections = renderSections(page.sections, look)
  return sections === '' ? head : `${head}\n${sections}`
}

/** Titled tables one below the other; those without rows are left out. */
export function renderSections(sections: Page['sections'], look: Look): string {
  return sections
    .filter((section) => section.table.rows.length > 0)
    .map((section) => `${look.palette.strong(oneLine(section.title))}\n${renderTable(section.table, look)}`)
    .join('\n')
}
