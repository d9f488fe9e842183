/** Builds the program into one file, dist/main.cjs, of which only what a command needs is run (see bin/compiled.js). */
import { readFile, rm } from 'node:fs/promises'
import { build } from 'esbuild'

const { version } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'))
const isBench = process.argv.includes('bench')

/** The prompts library brings an editor and all character sets for it; we ask no question that opens an editor. */
const withoutEditor = {
  name: 'without-editor',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@inquirer\/editor$/ }, ({ path }) => ({ path, namespace: 'without-editor' }))
    onLoad({ filter: /.*/, namespace: 'without-editor' }, () => ({ contents: 'export default undefined' }))
  },
}

if (!isBench) await rm('dist', { recursive: true, force: true })
await build({
  entryPoints: isBench ? { bench: 'test/bench/bench.ts' } : { main: 'src/main.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minify: !isBench,
  define: { LUKKHA_VERSION: JSON.stringify(version) },
  plugins: [withoutEditor],
  logLevel: 'warning',
})
