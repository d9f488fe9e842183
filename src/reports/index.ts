/** The reports there are, by the name that `crm report` knows them by. Adding one is its file and a line here. */
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
