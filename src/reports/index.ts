/** The reports there are, by the name that `crm report` knows them by. Adding one is its file and a line here. */
import { dictionary } from '../dictionary.ts'
import { communication } from './communication.ts'
import { customers } from './customers.ts'
import { forecast } from './forecast.ts'
import { funnel } from './funnel.ts'
import { leads } from './leads.ts'
import { lost } from './lost.ts'
import { campaigns, industries, ratings, sources, statuses, territories, timeFrames } from './origins.ts'
import { owners } from './owners.ts'
import { pipeline } from './pipeline.ts'
import { reminders } from './reminders.ts'
import type { Report } from './report.ts'
import { stale } from './stale.ts'
import { winLoss } from './winLoss.ts'

export const reports: { readonly [name: string]: Report } = dictionary({
  pipeline,
  forecast,
  funnel,
  'win-loss': winLoss,
  lost,
  owners,
  customers,
  communication,
  leads,
  sources,
  campaigns,
  statuses,
  ratings,
  industries,
  territories,
  'time-frames': timeFrames,
  stale,
  reminders,
})
