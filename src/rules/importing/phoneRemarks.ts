/** What a person should know of how the telephones of a file were read: counts, and some examples with their lines. */
import { countryName } from '../../schema/countries.ts'
import { formatIn } from '../../schema/telephones/library.ts'
import { truncate } from '../../text.ts'
import type { PhoneCell } from './telephones.ts'

/** Examples of a kind, and columns of text that one may take. */
const shown = 3
const longest = 60

interface Example {
  readonly text: string
  readonly line: number
}

export class PhoneRemarks {
  #near = 0
  #blank = 0
  readonly #elsewhere = new Map<string, number>()
  readonly #possible: Example[] = []
  readonly #short: Example[] = []
  readonly #also: Example[] = []
  readonly #rest: Example[] = []
  readonly #unit: string
  readonly #country: string

  /** @param unit what lines are called */
  constructor(unit: string, country: string) {
    this.#unit = unit
    this.#country = country
  }

  take({ numbers, rest, isBlank }: PhoneCell, line: number, text: string): void {
    if (isBlank) this.#blank++
    if (rest !== '') this.#rest.push({ text: truncate(rest, longest), line })
    for (const { value, how, isNear, elsewhere, also } of numbers) {
      if (isNear === true) this.#near++
      if (elsewhere !== undefined) this.#elsewhere.set(elsewhere, (this.#elsewhere.get(elsewhere) ?? 0) + 1)
      if (how === 'possible') this.#possible.push({ text: formatIn(value, this.#country), line })
      if (how === 'short') this.#short.push({ text: value, line })
      if (also !== undefined)
        this.#also.push({
          text: `${text}, of ${countryName(also.country)} ${formatIn(also.number, '')}`,
          line,
        })
    }
  }

  /** How they were read. */
  get notes(): readonly string[] {
    return [
      ...(this.#near === 0 ? [] : [`${counted(this.#near)} by the country of the row`]),
      ...Array.from(this.#elsewhere, ([country, count]) => `${counted(count)} as of ${countryName(country)}`),
      ...(this.#blank === 0 ? [] : [`${cellsIn(this.#blank)} with a sign for none`]),
    ]
  }

  /** What should be looked at. */
  get warnings(): readonly string[] {
    return [
      ...this.#told(
        this.#possible,
        'is kept, though no such number is assigned',
        'are kept, though no such numbers are assigned',
      ),
      ...this.#told(
        this.#short,
        'is kept as it is: it is dialled only within its country or exchange',
        'are kept as they are: they are dialled only within their country or exchange',
      ),
      ...this.#told(
        this.#also,
        `may be of another country and was read as of ${countryName(this.#country)}`,
        `may be of another country and were read as of ${countryName(this.#country)}`,
      ),
      ...this.#told(
        this.#rest,
        'is not all numbers and is kept whole in a field of its own',
        'are not all numbers and are kept whole in a field of their own',
      ),
    ]
  }

  #told(found: readonly Example[], one: string, many: string): readonly string[] {
    if (found.length === 0) return []
    const examples = found.slice(0, shown).map(({ text, line }) => `${text} (${this.#unit} ${line})`)
    const more = found.length > shown ? `; and ${found.length - shown} more` : ''
    const what = found.length === 1 ? 'A phone number' : `${found.length} phone numbers`
    return [`${what} ${found.length === 1 ? one : many}: ${examples.join('; ')}${more}.`]
  }
}

function counted(count: number): string {
  return count === 1 ? 'a phone number' : `${count} phone numbers`
}

function cellsIn(count: number): string {
  return count === 1 ? 'a phone cell' : `${count} phone cells`
}
