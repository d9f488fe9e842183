/** Exports of well-known programs. Adding one is its file and one line here. */
import { dictionary } from '../../../dictionary.ts'
import { google } from './google.ts'
import { hubspot } from './hubspot.ts'
import { linkedin } from './linkedin.ts'
import { outlook } from './outlook.ts'
import { pipedrive } from './pipedrive.ts'
import type { Preset } from './preset.ts'
import { salesforce } from './salesforce.ts'
import { thunderbird } from './thunderbird.ts'
import { zoho } from './zoho.ts'

export const presets: { readonly [name: string]: Preset } = dictionary({
  google,
  outlook,
  thunderbird,
  linkedin,
  hubspot,
  salesforce,
  zoho,
  pipedrive,
})
