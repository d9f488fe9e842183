/** Other ways to say how often: each is put into the form that is read. */

const ofMonth = ' of (?:the|every|each) month'
const weekday = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?'
const workingDay = '(?:working|business|week) ?days?'

const forms: readonly (readonly [RegExp, string])[] = [
  [/\beach\b/g, 'every'],
  [/^once (?:a|an|every) /, 'every '],
  [/^twice (?:a|every) year|^half[ -]?yearly|^semi-?annually|^every half[ -]year/, 'every 6 months'],
  [new RegExp(`^every ${workingDay}|^(?:on )?${workingDay}(?= until|$)`), 'every weekday'],
  [/^every weekend|^(?:on |at )?weekends?/, 'every saturday and sunday'],
  [new RegExp(`^every (?:other|alternate) (${weekday})\\b`), 'every 2 weeks on $1'],
  [
    /^(?:(?:at|on|by) )?(?:the |every )?(?:end of (?:the|every)|last day of (?:the|every)) month/,
    'every last day',
  ],
  [/^(?:every )?month[ -]?end/, 'every last day'],
  [
    /^(?:at )?(?:the |every )?(?:end|last day) of (?:the|every) quarter|^every quarter end/,
    'every quarter on the last day',
  ],
  [
    /^(?:on )?(?:the |every )?(?:beginning|start|first day) of (?:the|every) quarter/,
    'every quarter on the first day',
  ],
  [new RegExp(`^(?:on )?(?:the |every )?(.+?)${ofMonth}`), 'every $1'],
  [/^every (.+?) every /, 'every $1 '],
  [new RegExp(`^(?:on )?(?=${weekday}s\\b)`), 'every '],
]

const numbers = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')
const numberWord = new RegExp(`(?<=\\b(?:every|for) )(${numbers.join('|')})\\b`, 'g')

/** The folded text in the form that is read: "mondays" as "every monday", "last friday of the month" as "every last friday". */
export function usualForm(text: string): string {
  const counted = text.replace(numberWord, (word) => String(numbers.indexOf(word) + 1))
  return forms.reduce((line, [from, to]) => line.replace(from, to), counted)
}
