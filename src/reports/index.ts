/** The reports there are, by the name that `crm report` knows them by. Adding one is its file and a line here. */
import { unknownWord } from '../errors.ts'
import { forecast } from './forecast.ts'
import { funnel } from './funnel.ts'
import { lost } from './lost.ts'
import { owners } from './owners.ts'
import { pipeline } from './pipeline.ts'
import type { Report } from './report.ts'
import { sources } from './sources.ts'
import { stale } from './stale.ts'

export const reports: { readonly [name: string]: Report } = {
  pipeline,
  forecast,
  funnel,
  sources,
  owners,
  lost,
  stale,
}

/**
 * The report of that name.
 * @throws InputError that lists the reports
 */
export function findReport(name: string): Report {
  const report = Object.hasOwn(reports, name) ? reports[name] : undefined
  if (report === undefined) throw unknownWord('report', name, Object.keys(reports))
  return report
}
