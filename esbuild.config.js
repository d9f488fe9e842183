/** Builds the program into one file, dist/main.cjs, of which only what a command needs is run (see bin/compiled.js). */
import { readFile, rm } from 'node:fs/promises'
import { build } from 'esbuild'

const { version } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'))
/** Programs of ours that try the built one. */
const isBench = process.argv.includes('bench')
const isTorture = process.argv.includes('torture')
const isTrial = isBench || isTorture

/** The prompts library brings an editor and all character sets for it; we ask no question that opens an editor. */
const withoutEditor = {
  name: 'without-editor',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@inquirer\/editor$/ }, ({ path }) => ({ path, namespace: 'without-editor' }))
    onLoad({ filter: /.*/, namespace: 'without-editor' }, () => ({ contents: 'export default undefined' }))
  },
}

/** Parts of Node that cost milliseconds to load and that few commands use: loaded by the first call of a function of theirs. */
const late = ['node:crypto', 'node:child_process', 'node:fs/promises', 'node:timers/promises']
const lateBuiltins = {
  name: 'late-builtins',
  setup({ onResolve, onLoad }) {
    // Inside the stand-in the real one is meant; and by the library for mail, loaded late itself, which takes it whole.
    onResolve({ filter: new RegExp(`^(${late.join('|')})$`) }, ({ path, namespace, importer }) =>
      namespace === 'late' || importer.includes('/nodemailer/')
        ? { path, external: true }
        : { path, namespace: 'late' },
    )
    onLoad({ filter: /.*/, namespace: 'late' }, async ({ path }) => {
      const real = await import(path)
      const names = Object.keys(real).filter((name) => name !== 'default' && typeof real[name] === 'function')
      return {
        contents: names
          .map((name) => `export const ${name} = (...args) => require('${path}').${name}(...args)`)
          .join('\n'),
      }
    })
  },
}

if (!isTrial) await rm('dist', { recursive: true, force: true })
await build({
  entryPoints: isBench
    ? { bench: 'test/bench/bench.ts' }
    : isTorture
      ? { torture: 'test/torture/main.ts' }
      : { main: 'src/main.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minify: !isTrial,
  define: { LUKKHA_VERSION: JSON.stringify(version) },
  plugins: isTrial ? [] : [withoutEditor, lateBuiltins],
  logLevel: 'warning',
})
