/** Columns and lines over time. */
import type { Chart } from '../../reports/table.ts'
import { type Drawing, largest, shortNumber, smallest, svg, svgText, textWidth } from './chart.ts'
import { linePath } from './line.ts'
import { bands, roundLinear } from './scales.ts'

const height = 240
const top = 12
const bottom = 30

/** Columns for each period, the series side by side; or a line for each series. */
export function timeSvg(chart: Chart, drawing: Drawing, width: number): string {
  const isPercent = drawing.series[0]?.column.type === 'percent'
  const y = roundLinear([smallest(drawing), largest(drawing) || 1], [height - bottom, top])
  const ticks = y.ticks(4).map((value) => ({ value, text: isPercent ? `${value}%` : shortNumber(value) }))
  const left = Math.max(0, ...ticks.map(({ text }) => textWidth(text))) + 8
  const x = bands(drawing.names.length, [left, width])
  const grid = ticks.map(
    ({ value, text }) =>
      `<line x1="${left}" x2="${width}" y1="${y.at(value)}" y2="${y.at(value)}" class="grid"/>${svgText([text], { x: left - 6, y: y.at(value) + 4 }, 'value end')}`,
  )
  const marks = chart.kind === 'line' ? lines(drawing, x, y) : columns(drawing, x, y)
  return svg(chart.title, { width, height }, grid.join('') + marks + names(drawing.names, x, width))
}

type Bands = ReturnType<typeof bands>
type Linear = ReturnType<typeof roundLinear>

function columns({ series, names: rows }: Drawing, x: Bands, y: Linear): string {
  const each = x.width / series.length
  const zero = y.at(0)
  const parts = rows.flatMap((_, place) =>
    series.map(({ values, texts }, index) => {
      const value = values[place] ?? 0
      const [from, to] = value < 0 ? [zero, y.at(value)] : [y.at(value), zero]
      const title = `<title>${series[index]?.label ?? ''}: ${texts[place] ?? ''}</title>`
      return `<rect x="${x.at(place) + each * index}" y="${from}" width="${Math.max(1, each - 1)}" height="${Math.max(0, to - from)}" class="s${index}">${title}</rect>`
    }),
  )
  return parts.join('')
}

function lines({ series }: Drawing, x: Bands, y: Linear): string {
  const parts = series.map(({ values }, index) => {
    const points = values.map((value, place) =>
      value === null ? undefined : ([x.at(place) + x.width / 2, y.at(value)] as const),
    )
    const dots = points.map((point) =>
      point === undefined ? '' : `<circle cx="${point[0]}" cy="${point[1]}" r="3" class="s${index}"/>`,
    )
    return `<path d="${linePath(points)}" class="line l${index}"/>${dots.join('')}`
  })
  return parts.join('')
}

/** As many names as there is room for, evenly. */
function names(all: readonly string[], x: Bands, width: number): string {
  const widest = Math.max(1, ...all.map(textWidth)) + 8
  const room = Math.max(1, Math.floor((width - x.at(0)) / widest))
  const every = Math.ceil(all.length / room)
  const parts = all.map((name, place) => {
    if (place % every !== 0) return ''
    const middle = x.at(place) + x.width / 2
    const half = textWidth(name) / 2
    const inside = Math.min(Math.max(middle, half), width - half)
    return svgText([name], { x: Math.round(inside), y: height - 8 }, 'value middle')
  })
  return parts.join('')
}
