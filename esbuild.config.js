/** Builds the program into dist/: one small entry and chunks that are loaded when a command needs them. */
import { readFile, rm } from 'node:fs/promises'
import { build } from 'esbuild'

const { version } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'))
const isBench = process.argv.includes('bench')

if (!isBench) await rm('dist', { recursive: true, force: true })
await build({
  entryPoints: isBench ? { bench: 'test/bench/bench.ts' } : { main: 'src/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: !isBench,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: !isBench,
  define: { LUKKHA_VERSION: JSON.stringify(version) },
  chunkNames: 'chunks/[name]-[hash]',
  // CommonJS packages inside ES modules still call require for Node's own modules.
  banner: { js: "import { createRequire as lukkhaRequire } from 'node:module';const require = lukkhaRequire(import.meta.url);" },
  logLevel: 'warning',
  ...(isBench ? { packages: 'external' } : {}),
})
