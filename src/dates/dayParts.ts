/** Parts of the day, and the hours they are taken for. */
import { dictionary } from '../dictionary.ts'

const clocks: { readonly [part: string]: string | undefined } = dictionary({
  morning: '09:00:00',
  noon: '12:00:00',
  midday: '12:00:00',
  lunchtime: '12:00:00',
  afternoon: '14:00:00',
  evening: '18:00:00',
  night: '20:00:00',
})

const atEnd = new RegExp(`^(.*?)(?:^|,? )(${Object.keys(clocks).join('|')})$`)

/** A folded text like "tomorrow morning", "tonight" or "noon" in its day and its hour; undefined for another text. */
export function splitPart(text: string): { readonly date: string; readonly clock: string } | undefined {
  const [, before = '', part = ''] = atEnd.exec(text === 'tonight' ? 'night' : text) ?? []
  const clock = clocks[part]
  const date = before.replace(/(?:^| )(?:at|in the|this)$/, '')
  return clock === undefined ? undefined : { date: date === '' ? 'today' : date, clock }
}
