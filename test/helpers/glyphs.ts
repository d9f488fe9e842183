/** How wide text is in a browser at most: advance widths of DejaVu Sans, the widest of the usual fonts, and of Noto Sans Thai and Lao. */

/** Hundredths of the size of the font, and the characters that are at most so wide. */
const latin: readonly (readonly [width: number, characters: string])[] = [
  [30, "'Jijl"],
  [40, ' !(),-./:;I[\\]ft·'],
  [50, '"_`r'],
  [60, '*?FLPcksvxyz|'],
  [70, '$0123456789ABCEKRSTVXYZabdeghnopqu{}'],
  [80, '&DGHNOQU'],
  [90, '#+<=>^w~'],
  [100, '%@MWm–—…'],
]

const widths = new Map(
  latin.flatMap(([width, characters]) => [...characters].map((one) => [one, width] as const)),
)

/** Marks above and below letters, which take no room of their own. */
const marks = /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd]/u

/** Letters of Thai and Lao that are wider than the others. */
const wide = /[ฌญณฒ๙๚๛ຆຌຐຒຓດໜໝ]/u

/** Pixels that a text takes. @param size of the font, in pixels */
export function pixelsOf(text: string, size: number): number {
  const hundredths = [...text].reduce((sum, one) => sum + (widths.get(one) ?? otherWidth(one)), 0)
  return (hundredths * size) / 100
}

function otherWidth(character: string): number {
  if (marks.test(character)) return 0
  return wide.test(character) ? 105 : 73
}
