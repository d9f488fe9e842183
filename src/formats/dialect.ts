/** What separates the columns of a text file, found by looking at its first lines. */

const candidates = [',', ';', '\t', '|'] as const

const names: { readonly [delimiter: string]: string | undefined } = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'pipes',
}

/** A delimiter for people: semicolons. */
export function delimiterName(delimiter: string): string {
  return names[delimiter] ?? `"${delimiter}"`
}

/** The delimiter that a first line `sep=;` names, as Excel writes and reads it; undefined where there is no such line. */
export function declaredDelimiter(text: string): string | undefined {
  return /^\s*"?sep=([^"\r\n])"?(?:\r\n|\n|\r|$)/i.exec(text.slice(0, 100))?.[1]
}

const sampleLength = 65_536
const sampleLines = 30

/**
 * The delimiter that divides the first lines most evenly, quoted text left aside; a comma where nothing does. Lines of a
 * title above the table are passed over where no delimiter divides the first line.
 */
export function foundDelimiter(text: string): string {
  const lines = firstLines(text)
  const start = lines.findIndex((line) => candidates.some((delimiter) => line.includes(delimiter)))
  return mostEven(start < 0 ? lines : lines.slice(start))
}

function mostEven(lines: readonly string[]): string {
  let best = { delimiter: ',', even: 0, columns: 0 }
  for (const delimiter of candidates) {
    const counts = lines.map((line) => line.split(delimiter).length)
    const [columns = 1] = counts
    const even = counts.filter((count) => count === columns).length
    if (columns > 1 && (even > best.even || (even === best.even && columns > best.columns)))
      best = { delimiter, even, columns }
  }
  return best.delimiter
}

/** The first lines that hold something, without what is in quotes. */
function firstLines(text: string): readonly string[] {
  const sample = text.slice(0, sampleLength)
  const bare = sample.replace(/"(?:[^"]|"")*(?:"|$)/g, 'q')
  const lines = bare.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '')
  const whole = text.length > sampleLength && lines.length > 1 ? lines.slice(0, -1) : lines
  return whole.slice(0, sampleLines)
}
