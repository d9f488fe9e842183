/** Runs of words in a text, of Thai and Lao too, where no spaces stand between them. */

export interface Span {
  readonly text: string
  /** Where it begins and ends in the text. */
  readonly from: number
  readonly to: number
}

const seamless = /[\u0e00-\u0eff]/
const pieces = /[\u0e00-\u0eff]+|[^\s\u0e00-\u0eff]+/gu

let segmenter: Intl.Segmenter | undefined

/** The words: parted by spaces, Thai and Lao ones as a dictionary parts them. */
function wordsIn(text: string): readonly Span[] {
  return [...text.matchAll(pieces)].flatMap(({ 0: piece, index }) => {
    if (!seamless.test(piece)) return [{ text: piece, from: index, to: index + piece.length }]
    segmenter ??= new Intl.Segmenter('th', { granularity: 'word' })
    return [...segmenter.segment(piece)].map(({ segment, index: at }) => ({
      text: segment,
      from: index + at,
      to: index + at + segment.length,
    }))
  })
}

/** Every run of at most so many words. */
export function spansIn(text: string, most: number): readonly Span[] {
  const words = wordsIn(text)
  return words.flatMap((first, at) =>
    words.slice(at, at + most).map((last) => ({
      text: text.slice(first.from, last.to),
      from: first.from,
      to: last.to,
    })),
  )
}

const joints = /(?:^|\s)(?:on|at|by|for|due|ในวันที่|วันที่|ภายใน|ตอน|ມື້|ວັນທີ)$/iu

/** The text without a run of it, nor the word that led to it. */
export function without(text: string, { from, to }: Span): string {
  const before = text.slice(0, from).trimEnd().replace(joints, '')
  return `${before} ${text.slice(to)}`.replace(/\s+/g, ' ').trim()
}
