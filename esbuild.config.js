/**
 * Builds the program into dist: main.cjs with all that every start needs, and a file for each part that is loaded when a
 * command first needs it (see bin/compiled.js).
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { build, transform } from 'esbuild'

const { version } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'))

/** The prompts library brings an editor and all character sets for it; we ask no question that opens an editor. */
const withoutEditor = {
  name: 'without-editor',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@inquirer\/editor$/ }, ({ path }) => ({ path, namespace: 'without-editor' }))
    onLoad({ filter: /.*/, namespace: 'without-editor' }, () => ({ contents: 'export default undefined' }))
  },
}

/** Parts of Node that cost milliseconds to load and that few commands use: loaded by the first call of a function of theirs. */
const late = [
  'node:crypto',
  'node:child_process',
  'node:fs/promises',
  'node:os',
  'node:timers/promises',
  'node:tty',
]
const lateBuiltins = {
  name: 'late-builtins',
  setup({ onResolve, onLoad }) {
    // Inside the stand-in the real one is meant; and by libraries that take it whole, which are loaded late themselves.
    onResolve({ filter: new RegExp(`^(${late.join('|')})$`) }, ({ path, namespace, importer }) =>
      namespace === 'late' || (importer.includes('node_modules') && !importer.includes('/commander/'))
        ? { path, external: true }
        : { path, namespace: 'late' },
    )
    onLoad({ filter: /.*/, namespace: 'late' }, async ({ path }) => {
      const real = await import(path)
      const names = Object.keys(real).filter((name) => name !== 'default' && typeof real[name] === 'function')
      const stand = names.map(
        (name) => `export const ${name} = (...args) => (real ??= require('${path}')).${name}(...args)`,
      )
      return { contents: `let real\n${stand.join('\n')}` }
    })
  },
}

/** Libraries that are small and yet slow to begin with, called by few commands and without waiting: what is used of them. */
const lateLibraries = { 'fast-string-width': 'default', '@noble/hashes/legacy.js': 'sha1' }
const lateLibrary = {
  name: 'late-library',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(${Object.keys(lateLibraries).join('|')})$`) }, ({ path, namespace }) =>
      namespace === 'late-library' ? undefined : { path, namespace: 'late-library' },
    )
    onLoad({ filter: /.*/, namespace: 'late-library' }, ({ path }) => {
      const name = lateLibraries[path]
      const exported = name === 'default' ? 'export default' : `export const ${name} =`
      return {
        contents: `${exported} (...args) => require('${path}').${name}(...args)`,
        resolveDir: import.meta.dirname,
      }
    })
  },
}

const common = { bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' }

/** Programs of ours that try the built one. */
const trial = { bench: 'test/bench/bench.ts', torture: 'test/torture/main.ts' }[process.argv[2]]
if (trial === undefined) await buildProgram()
else await build({ ...common, entryPoints: [trial], outfile: `dist/${process.argv[2]}.cjs`, format: 'cjs' })

async function buildProgram() {
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: { main: 'src/main.ts' },
    outdir: 'dist',
    chunkNames: '[hash]',
    format: 'esm',
    splitting: true,
    minify: true,
    metafile: true,
    write: false,
    define: { LUKKHA_VERSION: JSON.stringify(version), LUKKHA_BUILD: JSON.stringify(await sourceHash()) },
    plugins: [withoutEditor, lateBuiltins, lateLibrary],
  })
  const parts = await Promise.all(outputFiles.map(asFunction))
  const first = startingParts(metafile.outputs)
  await rm('dist', { recursive: true, force: true })
  await mkdir('dist')
  const isFirst = ({ name }) => first.has(`dist/${name}`)
  const table = parts.filter(isFirst).map(({ name, code }) => `${JSON.stringify(`./${name}`)}:${code}`)
  await writeFile('dist/main.cjs', `({${table.join(',\n')}})`)
  for (const { name, code } of parts.filter((part) => !isFirst(part)))
    await writeFile(`dist/${name.replace(/js$/, 'cjs')}`, `(${code})`)
}

/** The same for the same source. */
async function sourceHash() {
  const hash = createHash('sha256')
  const names = await readdir('src', { recursive: true })
  for (const name of names.filter((one) => one.endsWith('.ts')).sort())
    hash.update(name).update(await readFile(`src/${name}`))
  return hash.digest('hex').slice(0, 16)
}

/** A part as a CommonJS function, in ASCII alone: one byte a character is read several times as fast. */
async function asFunction({ path, text }) {
  const { code } = await transform(text, {
    format: 'cjs',
    target: 'node20',
    platform: 'node',
    minify: true,
    supported: { 'dynamic-import': false },
  })
  const ascii = code.replace(
    /[^\0-\x7f]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return { name: path.slice(path.lastIndexOf('/') + 1), code: `function(exports,require,module){${ascii}}` }
}

/** What the program's first part imports, and what that imports. */
function startingParts(outputs) {
  const found = new Set(['dist/main.js'])
  for (const path of found)
    for (const { path: next, kind, external } of outputs[path].imports)
      if (kind === 'import-statement' && !external) found.add(next)
  return found
}
