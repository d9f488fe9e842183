/** The exact form of the files: what we would write, byte by byte. */
import { recordText, tidied } from '../../schema/canonical.ts'
import { nfc } from '../../text.ts'
import { byId, fileText } from '../records.ts'
import type { Check } from './finding.ts'
import { remedy } from './placement.ts'
import type { SeenFile } from './survey.ts'

export const form: Check = function* (survey) {
  // Custom fields have their place in the order, and an old store is not yet in our form.
  if (survey.isOld || survey.refusal !== undefined) return
  for (const file of survey.files) {
    if (file.list === undefined || file.list.length !== file.seen.length) continue
    const wanted = formOf(file)
    if (file.text === wanted) continue
    const line = firstDifference(file.text, wanted)
    yield {
      file: file.name,
      line,
      code: 'form',
      message: reasonOf(file),
      ...remedy(survey, file, 'put into form'),
    }
  }
}

function formOf({ entity, seen }: SeenFile): string {
  const records = seen.map(({ record }) => record).sort(byId)
  return fileText(records.map((record) => recordText(entity, tidied(entity, record))))
}

function firstDifference(text: string, wanted: string): number {
  const [lines, right] = [text.split('\n'), wanted.split('\n')]
  return lines.findIndex((line, i) => line !== right[i]) + 1 || lines.length
}

function reasonOf({ text, seen }: SeenFile): string {
  if (text.startsWith('\ufeff')) return 'the file begins with a byte order mark'
  if (text.includes('\r\n')) return 'lines end in CR LF instead of LF'
  if (seen.some(({ record }, i) => record.id > (seen[i + 1]?.record.id ?? record.id)))
    return 'the records are not sorted by id'
  if (nfc(text) !== text) return 'some text is not in NFC'
  if (!text.endsWith('\n')) return 'the last line has no end'
  return 'spacing, empty fields or the order of keys are not as they are written'
}
