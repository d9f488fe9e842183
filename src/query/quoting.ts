/** Prepares a query for the grammar: quotes every value, spells out ranges, groups and minus signs. */
import { errorAt } from './place.ts'

/** A query the grammar accepts, and where each part of it came from. */
export interface Quoted {
  readonly text: string
  /** The offset in the query as typed for an offset in `text`. */
  origin(offset: number): number
  /** The names of fields in it, and where they stand. */
  readonly fields: readonly { readonly name: string; readonly at: number }[]
}

const word = /[^\s()]+/uy
const fieldName = /([\p{L}_][\p{L}\p{M}\p{N}_.-]*)(:(?!\/\/)(?:>=|<=|!=|>|<|=)?|>=|<=|!=|>|<)/uy
const doubleQuoted = /"((?:[^"\\]|\\.)*)"/suy
const singleQuoted = /'((?:[^'\\]|\\.)*)'(?=[\s):]|$)/suy
/** Two dots between two values, or beside one. */
const fromTo = /(?:([^\s().][^\s()]*?)\.\.([^\s().]?[^\s()]*)|()\.\.([^\s().][^\s()]*))(?=[\s)]|$)/uy
const range = /([[{])\s*("[^"]*"|\S+)\s+TO\s+("[^"]*"|[^\s\]}]+)\s*([\]}])/uy

/**
 * Quotes values so that `created:>-30d`, `+66812345678`, `it's` and `1,000` need no quotes from the user: bare values
 * come out in double quotes, those the user quoted in single quotes. `[a TO b]` becomes two comparisons,
 * `field:(a OR b)` a condition on each, `-` a NOT.
 * @throws InputError pointing at an open quote, parenthesis or range
 */
export function quoteValues(text: string): Quoted {
  return new Scanner(text).scan()
}

class Scanner {
  readonly #text: string
  #at = 0
  #out = ''
  readonly #places: { offset: number; at: number }[] = []
  readonly #fields: { name: string; at: number }[] = []
  /** For each open parenthesis, where it is and the field written before it or around it. */
  readonly #open: { at: number; field: string | undefined }[] = []

  constructor(text: string) {
    this.#text = text
  }

  scan(): Quoted {
    while (this.#at < this.#text.length) this.#next()
    const unclosed = this.#open.at(-1)
    if (unclosed !== undefined) throw errorAt('This parenthesis is never closed:', this.#text, unclosed.at)
    const places = this.#places
    const end = this.#text.length
    return {
      text: this.#out,
      fields: this.#fields,
      origin: (offset) =>
        offset >= this.#out.length ? end : (places.findLast((place) => place.offset <= offset)?.at ?? 0),
    }
  }

  #next(): void {
    const character = this.#text.charAt(this.#at)
    if (/\s/u.test(character)) this.#skip(1)
    else if (character === '(') this.#opened(undefined)
    else if (character === ')') this.#closed()
    else if (character === '-' && /[^\s)]/u.test(this.#text.charAt(this.#at + 1))) {
      this.#emit(' NOT ')
      this.#at++
    } else this.#term()
  }

  #term(): void {
    const start = this.#at
    const quoted = this.#quotedText()
    if (quoted !== undefined) {
      if (this.#text.charAt(this.#at) === ':') this.#condition(quoted, start, this.#operatorHere())
      else this.#value(start, this.#field(), quoted, true)
      return
    }
    const named = this.#match(fieldName)
    if (named !== undefined) this.#condition(named[1] ?? '', start, (named[2] ?? '').replace(':', ''))
    else this.#bareWord(start)
  }

  #bareWord(start: number): void {
    const found = this.#match(word)?.[0] ?? ''
    if (found === 'AND' || found === 'OR' || found === 'NOT') this.#emit(` ${found} `, start)
    else this.#value(start, this.#field(), found, false)
  }

  #operatorHere(): string {
    return this.#match(/:(>=|<=|!=|>|<|=)?/uy)?.[1] ?? ''
  }

  #condition(field: string, start: number, operator: string): void {
    this.#fields.push({ name: field, at: start })
    const character = this.#text.charAt(this.#at)
    const between = operator === '' ? this.#match(fromTo) : undefined
    if (between !== undefined) this.#between(field, start, between[1] ?? '', between[2] ?? between[4] ?? '')
    else if (operator === '!=') this.#emit(` (NOT ${literal(field, false)}:=${this.#operand('!=')}) `, start)
    else if (character === '[' || character === '{') this.#range(field, start)
    else if (character === '(' && !this.#isBareGroup()) this.#opened(field)
    else this.#emit(` ${literal(field, false)}:${operator}${this.#operand(operator)} `, start)
  }

  /** The value of a condition as the grammar reads it; nothing for `field:`. */
  #operand(operator: string): string {
    const quoted = this.#quotedText()
    if (quoted !== undefined) return literal(quoted, true)
    const value = this.#bareValue()
    if (value !== '') return literal(value, false)
    if (operator === '') return ''
    throw errorAt(`A value is missing after "${operator}":`, this.#text, this.#at)
  }

  /** Up to white space or a parenthesis that was not opened in the value. */
  #bareValue(): string {
    const start = this.#at
    for (let depth = 0; this.#at < this.#text.length; this.#at++) {
      const character = this.#text.charAt(this.#at)
      if (/\s/u.test(character)) break
      if (character === '(') depth++
      if (character === ')' && --depth < 0) break
    }
    return this.#text.slice(start, this.#at)
  }

  /** Whether the parenthesis here belongs to a value, as in `phone:(02)1234567`. */
  #isBareGroup(): boolean {
    return /\([^\s()]*\)[^\s)]/uy.exec(this.#text.slice(this.#at)) !== null
  }

  #range(field: string, start: number): void {
    const found = this.#match(range)
    if (found === undefined) {
      throw errorAt(
        'A range is written [from TO to]:',
        this.#text,
        this.#at,
        'For example: amount:[1000 TO 5000] or closeDate:[* TO today]',
      )
    }
    const [, open, from = '', to = '', close] = found
    const low =
      from === '*'
        ? undefined
        : `${literal(field, false)}:${open === '[' ? '>=' : '>'}${literal(bare(from), true)}`
    const high =
      to === '*'
        ? undefined
        : `${literal(field, false)}:${close === ']' ? '<=' : '<'}${literal(bare(to), true)}`
    const both = [low, high].filter((side) => side !== undefined)
    this.#emit(both.length === 0 ? ` ${literal(field, false)}:"*" ` : ` (${both.join(' AND ')}) `, start)
  }

  /** `1000..5000`, `..today`: a side may be left open. */
  #between(field: string, start: number, from: string, to: string): void {
    const sides = [
      ...(from === '' ? [] : [`${literal(field, false)}:>=${literal(from, true)}`]),
      ...(to === '' ? [] : [`${literal(field, false)}:<=${literal(to, true)}`]),
    ]
    this.#emit(` (${sides.join(' AND ')}) `, start)
  }

  #quotedText(): string | undefined {
    const at = this.#at
    const found = this.#match(doubleQuoted) ?? this.#match(singleQuoted)
    if (found !== undefined) return (found[1] ?? '').replace(/\\(["'\\])/gu, '$1')
    if (this.#text.charAt(at) === '"') throw errorAt('This quote is never closed:', this.#text, at)
    return undefined
  }

  #value(start: number, field: string | undefined, value: string, isQuoted: boolean): void {
    const before = field === undefined ? '' : `${literal(field, false)}:`
    this.#emit(` ${before}${literal(value, isQuoted)} `, start)
  }

  #opened(field: string | undefined): void {
    this.#open.push({ at: this.#at, field: field ?? this.#field() })
    this.#emit(' ( ')
    this.#at++
  }

  #closed(): void {
    if (this.#open.pop() === undefined)
      throw errorAt('This parenthesis was never opened:', this.#text, this.#at)
    this.#emit(' ) ')
    this.#at++
  }

  #field(): string | undefined {
    return this.#open.at(-1)?.field
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text) ?? undefined
    if (found !== undefined) this.#at = pattern.lastIndex
    return found
  }

  #skip(characters: number): void {
    this.#emit(' ')
    this.#at += characters
  }

  #emit(text: string, at = this.#at): void {
    this.#places.push({ offset: this.#out.length, at })
    this.#out += text
  }
}

function bare(side: string): string {
  return side.startsWith('"') ? side.slice(1, -1) : side
}

/** A string as the grammar reads it: in single quotes where the user quoted it. */
function literal(value: string, isQuoted: boolean): string {
  const escaped = JSON.stringify(value)
  return isQuoted ? `'${escaped.slice(1, -1).replace(/'/g, "\\'")}'` : escaped
}
