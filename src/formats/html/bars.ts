/** Horizontal bars and funnels: the label above, the value beside. */
import type { Chart } from '../../reports/table.ts'
import { type Drawing, labelLines, largest, svg, svgText, textWidth } from './chart.ts'
import { linear } from './scales.ts'

const lineHeight = 20
/** From the top of a line to the foot of its letters: fonts with Thai and Lao are high. */
const foot = 15
const barHeight = 14
const gap = 10

/** A bar for each row and series. */
export function barsSvg(chart: Chart, drawing: Drawing, width: number): string {
  const widest = Math.max(0, ...drawing.series.flatMap(({ texts }) => texts.map(textWidth)))
  const scale = linear([0, largest(drawing) || 1], [0, Math.max(20, width - widest - 8)])
  let y = 0
  const parts = drawing.names.map((name, place) => {
    const lines = labelLines(name, width)
    const head = svgText(lines, { x: 0, y: y + foot }, 'label')
    y += lines.length * lineHeight
    const bars = drawing.series.map(({ values, texts }, index) => {
      const value = Math.max(0, values[place] ?? 0)
      const size = value === 0 ? 0 : Math.max(1, scale.at(value))
      const bar =
        size === 0
          ? ''
          : `<rect x="0" y="${y}" width="${size}" height="${barHeight}" rx="2" class="s${index}"/>`
      const text = svgText([texts[place] ?? ''], { x: size === 0 ? 0 : size + 6, y: y + 12 }, 'value')
      y += barHeight + 3
      return bar + text
    })
    y += gap
    return head + bars.join('')
  })
  return svg(chart.title, { width, height: y }, parts.join(''))
}

/** Steps that get fewer, centred; beside each its share of the first. */
export function funnelSvg(chart: Chart, drawing: Drawing, width: number): string {
  const [series] = drawing.series
  const values = series?.values ?? []
  const scale = linear([0, Math.max(1, ...values.map((value) => value ?? 0))], [0, width])
  const first = values[0] ?? 0
  let y = 0
  const parts = drawing.names.map((name, place) => {
    const value = values[place] ?? 0
    const share = first === 0 ? '' : ` · ${Math.round((value * 1000) / first) / 10}%`
    const lines = labelLines(`${name}: ${series?.texts[place] ?? ''}${share}`, width)
    const head = svgText(lines, { x: width / 2, y: y + foot }, 'label middle')
    y += lines.length * lineHeight
    const size = value === 0 ? 0 : Math.max(1, scale.at(value))
    const bar = `<rect x="${(width - size) / 2}" y="${y}" width="${size}" height="${barHeight + 8}" rx="2" class="s0"/>`
    y += barHeight + 8 + gap
    return head + bar
  })
  return svg(chart.title, { width, height: y }, parts.join(''))
}
