/** The arrows between the layers point down only, and each library is imported in one file. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const source = resolve(import.meta.dirname, '../../src')

/** Layers from the bottom up; a file may import its own layer and those below. */
const layers = [
  [
    'clock.ts',
    'chance.ts',
    'dates.ts',
    'dates/',
    'money.ts',
    'amounts.ts',
    'text.ts',
    'spelling.ts',
    'dictionary.ts',
    'errors.ts',
    'numbers.ts',
    'config.ts',
    'config/',
    'version.ts',
  ],
  ['schema/', 'entities/'],
  ['rules/', 'query/', 'reports/', 'formats/'],
  ['context.ts', 'environment.ts', 'commands/', 'store/', 'terminal/', 'mail/'],
  ['program.ts', 'usage.ts', 'session.ts', 'whereabouts.ts', 'outside/', 'system.ts', 'main.ts'],
]

/** Not allowed although the layer would allow it. */
const forbidden = [
  {
    from: 'commands/',
    to: ['store/', 'terminal/'],
    because: 'commands return, the terminal prints, the store is reached through the context',
  },
  {
    from: 'store/',
    to: ['commands/', 'terminal/'],
    because: 'the store knows neither commands nor the terminal',
  },
  { from: 'terminal/', to: ['store/'], because: 'the terminal prints what it is given' },
  { from: 'formats/', to: ['rules/', 'query/'], because: 'a format knows tables only' },
  { from: 'query/', to: ['rules/', 'formats/'], because: 'a query knows records only' },
]

/** Pure layers read no file, clock, environment or terminal. */
const pure = ['entities/', 'schema/', 'rules/', 'query/', 'reports/', 'formats/']
const impure =
  /\bnode:(fs|child_process|os|process|net|http|readline|tty)\b|\bprocess\.|new Date\(\)|Date\.now\(\)|Math\.random\(\)/

interface Import {
  readonly file: string
  readonly target: string
  readonly isTypeOnly: boolean
  /** Loaded when it is called for. */
  readonly isLate: boolean
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : name.endsWith('.ts') ? [path] : []
  })
}

const files = filesIn(source).map((path) => ({
  name: relative(source, path),
  text: readFileSync(path, 'utf8'),
}))

const imports: Import[] = files.flatMap(({ name, text }) =>
  [
    ...text.matchAll(
      /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)|^import\s+'([^']+)'/gms,
    ),
  ].map((match) => ({
    file: name,
    target: match[2] ?? match[3] ?? match[4] ?? '',
    isTypeOnly: match[1] !== undefined,
    isLate: match[3] !== undefined,
  })),
)

function layerOf(name: string): number {
  return layers.findIndex((layer) =>
    layer.some((part) => (part.endsWith('/') ? name.startsWith(part) : name === part)),
  )
}

function inside(one: Import): string {
  return relative(source, join(source, dirname(one.file), one.target))
}

const own = imports.filter((one) => one.target.startsWith('.'))

describe('the layers', () => {
  it('hold every file', () => {
    expect(files.map((file) => file.name).filter((name) => layerOf(name) === -1)).toEqual([])
  })

  it('import only their own and lower ones', () => {
    // Data formats of a plan and of settings are shared as types by all.
    const upward = own.filter((one) => !one.isTypeOnly && layerOf(inside(one)) > layerOf(one.file))
    expect(upward.map((one) => `${one.file} → ${inside(one)}`)).toEqual([])
  })

  it.each(forbidden)('$from never imports $to: $because', ({ from, to }) => {
    const breaches = own.filter(
      (one) =>
        !one.isTypeOnly && one.file.startsWith(from) && to.some((part) => inside(one).startsWith(part)),
    )
    expect(breaches.map((one) => `${one.file} → ${inside(one)}`)).toEqual([])
  })

  it('keep the pure ones pure', () => {
    const breaches = files.filter(
      (file) =>
        pure.some((part) => file.name.startsWith(part)) &&
        impure.test(file.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')),
    )
    expect(breaches.map((file) => file.name)).toEqual([])
  })

  it('have commands that never import each other’s verbs', () => {
    const shared = new Set([
      'command.ts',
      'input.ts',
      'fields.ts',
      'form.ts',
      'results.ts',
      'output.ts',
      'examples.ts',
      'mapping.ts',
      'imported.ts',
      'selection.ts',
      'targets.ts',
      'guard.ts',
      'index.ts',
    ])
    const breaches = own.filter(
      (one) =>
        /^commands\/[^/]+\/(?!index)/.test(one.file) &&
        /^commands\/[^/]+\//.test(inside(one)) &&
        dirname(one.file) !== dirname(inside(one)) &&
        !inside(one).startsWith('commands/record/') &&
        !shared.has(inside(one).slice('commands/'.length)),
    )
    expect(breaches.map((one) => `${one.file} → ${inside(one)}`)).toEqual([])
  })
})

/** Whether a program that is an ES module gets one from this library: by the nearest package.json. */
function isEsm(target: string): boolean {
  const path = fileURLToPath(import.meta.resolve(target))
  let folder = dirname(path)
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  const description: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const isModule =
    typeof description === 'object' &&
    description !== null &&
    'type' in description &&
    description.type === 'module'
  return path.endsWith('.mjs') || (isModule && !path.endsWith('.cjs'))
}

describe('each library', () => {
  it('is imported in exactly one file', () => {
    const places = new Map<string, Set<string>>()
    for (const { file, target } of imports) {
      if (target.startsWith('.') || target.startsWith('node:')) continue
      const name = target.startsWith('@')
        ? target.split('/').slice(0, 2).join('/')
        : (target.split('/')[0] ?? target)
      places.set(name, (places.get(name) ?? new Set()).add(file))
    }
    const many = [...places]
      .filter(([, at]) => at.size > 1)
      .map(([name, at]) => `${name}: ${[...at].join(', ')}`)
    expect(many).toEqual([])
  })

  it('is an ES module where it is loaded late: of another the built program sees only the default', () => {
    const late = imports.filter(({ target, isLate }) => isLate && !/^\.|^node:/.test(target))
    expect(late.length).toBeGreaterThan(0)
    expect(
      late.filter(({ target }) => !isEsm(target)).map(({ file, target }) => `${file}: ${target}`),
    ).toEqual([])
  })

  it('is not the whole of date-fns', () => {
    expect(imports.filter((one) => one.target === 'date-fns')).toEqual([])
  })
})
