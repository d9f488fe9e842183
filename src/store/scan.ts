/** Finds the line of a mistake in a data file. Slow and careful: called only once something is known to be wrong. */

const token =
  /[\s\ufeff]*(?:([[\]{},:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y

/** Nothing more, or the beginning of a text or a word. */
const unfinished = /^(?:"(?:[^"\\\n]|\\.)*\\?|[\w.+-]+)?$/

export interface Mistake {
  readonly line: number
  /** What is wrong, as the end of a sentence. */
  readonly problem: string
}

/** The line, counted from 1, of a place in a text. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** The first line of a git conflict, or undefined. */
export function conflictLine(text: string): number | undefined {
  const at = text.search(/^(?:<{7}|>{7}|\|{7})(?: |$)/m)
  return at === -1 ? undefined : lineAt(text, at)
}

/** Where a text stops being JSON. */
export function mistakeIn(text: string): Mistake {
  const open: string[] = []
  let at = 0
  let last = ''
  for (;;) {
    token.lastIndex = at
    const match = token.exec(text)
    if (match === null || !follows(last, match, open)) break
    const mark = match[1]
    if (mark === '[' || mark === '{') open.push(mark)
    if (mark === ']' || mark === '}') open.pop()
    last = mark ?? (match[2] === undefined ? 'value' : 'text')
    if (mark === '{' || (mark === ',' && open.at(-1) === '{')) last += 'key'
    at = token.lastIndex
  }
  const rest = text.slice(at).trimStart()
  const offset = text.length - rest.length
  if (unfinished.test(rest)) {
    return {
      line: lineAt(text, text.trimEnd().length),
      problem: 'the file ends in the middle; it was cut off',
    }
  }
  return {
    line: lineAt(text, offset),
    problem: `this is not JSON: ${rest.slice(0, 20).split('\n')[0] ?? ''}`,
  }
}

/** Whether a token may come after the last one; what needs a comma, a colon or a key is caught, the rest is left to JSON.parse. */
function follows(last: string, match: RegExpExecArray, open: readonly string[]): boolean {
  const mark = match[1]
  const ended = last === 'value' || last === 'text' || last === ']' || last === '}'
  if (open.length === 0 && last !== '') return false
  if (mark === undefined || mark === '[' || mark === '{')
    return !ended && (!last.endsWith('key') || match[2] !== undefined)
  if (mark === ':') return last === 'text' && open.at(-1) === '{'
  if (mark === ',') return ended
  return (ended || last === '[' || last === '{key') && open.at(-1) === (mark === ']' ? '[' : '{')
}

/** The line on which the element at `index` of an array of objects begins, or its field `name` if given; 1 where it is not found. */
export function lineOf(text: string, index: number, name?: string): number {
  let depth = 0
  let element = -1
  const key = name === undefined ? undefined : JSON.stringify(name)
  let start = 1
  token.lastIndex = 0
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const mark = match[1]
    if (depth === 1 && mark !== ',' && mark !== ']') element++
    if (mark === '{' || mark === '[') depth++
    const here = token.lastIndex - (mark ?? match[2] ?? match[3] ?? '').length
    if (element === index) {
      if (depth <= 2 && start === 1) start = lineAt(text, here)
      if (key === undefined) return start
      if (depth === 2 && match[2] === key && /\s*:/y.test(text.slice(token.lastIndex, token.lastIndex + 20)))
        return lineAt(text, here)
    }
    if (mark === '}' || mark === ']') depth--
    if (element > index) break
  }
  return start
}
