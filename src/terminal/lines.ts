/** Text of records made safe for a terminal and broken into lines of a given width. */
import { printable, width } from '../text.ts'

/** The text on one line: line breaks shown as ⏎, nothing in it that a terminal obeys. */
export function oneLine(text: string): string {
  return printable(
    text
      .trim()
      .replace(/[ \t]*(?:\r\n|\r|\n)[ \t]*/g, ' ⏎ ')
      .replace(/\t/g, ' '),
  )
}

/** The lines of a text with nothing in them that a terminal obeys. */
export function cleanLines(text: string): string[] {
  return printable(text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').trimEnd()).split('\n')
}

/** A line broken between words, Thai and Lao ones too, into lines of at most `columns`; 1 or more. */
export function wrap(line: string, columns: number): string[] {
  if (width(line) <= columns) return [line]
  const lines: string[] = []
  let current = ''
  for (const piece of pieces(line, columns)) {
    if (width(current) + width(piece.trimEnd()) > columns && current !== '') {
      lines.push(current.trimEnd())
      current = ''
    }
    current += current === '' ? piece.trimStart() : piece
  }
  return [...lines, current.trimEnd()].filter((part) => part !== '')
}

const spaceless =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

/** Parts of a line between which it may be broken, none wider than `columns` where that can be helped. */
function pieces(line: string, columns: number): string[] {
  const spaced = line.match(/\s*\S+|\s+$/g) ?? []
  const words = spaced.flatMap((part) => (spaceless.test(part) ? wordsIn(part) : [part]))
  return words.flatMap((word) => (width(word.trim()) > columns ? charactersIn(word) : [word]))
}

let byWord: Intl.Segmenter | undefined
let byCharacter: Intl.Segmenter | undefined

const opening = /[\p{Ps}\p{Pi}]$/u

/** Words of a script that puts no spaces between them; punctuation stays with the word before it, or that it opens. */
function wordsIn(text: string): string[] {
  byWord ??= new Intl.Segmenter('th', { granularity: 'word' })
  const words: string[] = []
  for (const { segment, isWordLike } of byWord.segment(text)) {
    const last = words.at(-1)
    const isInner = isWordLike !== true && !opening.test(segment)
    const isJoined = last !== undefined && (isInner || opening.test(last) || last.trim() === '')
    if (isJoined) words[words.length - 1] = last + segment
    else words.push(segment)
  }
  return words
}

function charactersIn(text: string): string[] {
  byCharacter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return Array.from(byCharacter.segment(text), ({ segment }) => segment)
}
