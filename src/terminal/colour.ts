/** Colours by what they mean; the only place that knows which they are. */

export type Paint = (text: string) => string

export interface Palette {
  /** Names of columns and labels. */
  readonly head: Paint
  /** Titles and totals. */
  readonly strong: Paint
  /** What only helps the eye: rules, ids, hints. */
  readonly faint: Paint
  readonly good: Paint
  readonly bad: Paint
  readonly warn: Paint
  /** What stands out without being good or bad. */
  readonly mark: Paint
}

const same: Paint = (text) => text

/** Leaves text as it is. */
export const plain: Palette = {
  head: same,
  strong: same,
  faint: same,
  good: same,
  bad: same,
  warn: same,
  mark: same,
}

/** The colours, or the same functions leaving text as it is; the library is loaded only where there is colour. */
export async function palette(enabled: boolean): Promise<Palette> {
  if (!enabled) return plain
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  return {
    head: chalk.cyan,
    strong: chalk.bold,
    faint: chalk.dim,
    good: chalk.green,
    bad: chalk.red,
    warn: chalk.yellow,
    mark: chalk.magenta,
  }
}

export interface ColourWish {
  /** What the command line says: --color, --no-color or neither. */
  readonly flag: boolean | undefined
  readonly env: { readonly [name: string]: string | undefined }
  readonly isTTY: boolean
}

/** Whether to colour: the flag, then NO_COLOR (no-color.org), then FORCE_COLOR (force-color.org), then the terminal. */
export function wantsColour({ flag, env, isTTY }: ColourWish): boolean {
  if (flag !== undefined) return flag
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false
  const force = env.FORCE_COLOR
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false'
  return isTTY && env.TERM !== 'dumb'
}
