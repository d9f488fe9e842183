/** crm.json: there, readable, valid, and of this version. */
import { FORMAT_VERSION } from '../../config.ts'
import { settingsName } from '../settings.ts'
import type { Check, Finding } from './finding.ts'

export const settings: Check = ({ refusal, settings: { format } }) => {
  if (refusal !== undefined) return [refused(refusal)]
  const file = settingsName
  if (format > FORMAT_VERSION) {
    const message = `the store was written by a newer version (format ${format}; this program knows ${FORMAT_VERSION}); it can be read, not written`
    return [{ file, code: 'newer', message, hint: 'Install the newest lukkha: npm install --global lukkha' }]
  }
  if (format === FORMAT_VERSION) return []
  const message = `the store is of an older format (${format}); the next change brings it to ${FORMAT_VERSION}`
  return [
    {
      file,
      code: 'older',
      message,
      isNote: true,
      fix: { type: 'migrate', says: `brought to format ${FORMAT_VERSION}` },
    },
  ]
}

function refused({
  message,
  hint,
}: {
  readonly message: string
  readonly hint: string | undefined
}): Finding {
  const line = Number(/^crm\.json, line (\d+)/.exec(message)?.[1])
  return {
    file: settingsName,
    code: 'settings',
    message: message.replace(/^crm\.json(, line \d+)?: /, '').replace(/\.$/, ''),
    ...(Number.isNaN(line) ? {} : { line }),
    ...(hint === undefined ? {} : { hint: hint.replace(/\.$/, '') }),
  }
}
