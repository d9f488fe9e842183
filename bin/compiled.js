/**
 * Loads the parts of the program together with their compiled code, which V8 would otherwise make anew at every start:
 * that is half of what a small command costs. Node has such a cache from version 22 on; this one is as good from 20 on.
 */
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const vm = require('node:vm')

/** Compiled code is kept for this many different commands. */
const MOST_COMMANDS = 64
const FIRST = './main.js'

/** The program's exports, and what to call at the end so that the next start is quicker. */
function loadCompiled(dist) {
  const place = placeOf(dist)
  const kept = readKept(path.join(place, 'main.code'))
  const loaded = { commands: kept?.commands ?? [], scripts: [] }
  const compile = (name, code) => {
    const file = path.join(dist, `${name}.cjs`)
    const script = new vm.Script(fs.readFileSync(file, 'latin1'), { filename: file, cachedData: code })
    loaded.scripts.push({ name, script, isNew: code === undefined || script.cachedDataRejected })
    return script.runInThisContext()
  }
  const first = compile('main', kept?.code)
  const modules = new Map()
  const load = (name) => {
    if (!name.startsWith('./')) return require(name)
    const known = modules.get(name)
    if (known !== undefined) return known.exports
    const module = { exports: {} }
    modules.set(name, module)
    const part = first[name] ?? compileLate(name.slice(2, -3))
    part(module.exports, load, module)
    return module.exports
  }
  const compileLate = (name) => compile(name, readKept(path.join(place, `${name}.code`))?.code)
  return { program: load(FIRST), keep: () => keep(place, loaded) }
}

/** One folder for each version of program, Node and processor. */
function placeOf(dist) {
  const caches = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache')
  const { size, mtimeMs } = fs.statSync(path.join(dist, 'main.cjs'))
  return path.join(caches, 'lukkha', `${size}-${Math.floor(mtimeMs)}-${process.version}-${process.arch}`)
}

/** First line: commands whose functions are in it; then the code. */
function readKept(file) {
  try {
    const bytes = fs.readFileSync(file)
    const end = bytes.indexOf('\n')
    return { commands: bytes.toString('latin1', 0, end).split(' '), code: bytes.subarray(end + 1) }
  } catch {
    return undefined
  }
}

/** Keeps what was compiled, if this command is new to it. Never in the way: whatever fails, the program has done its work. */
function keep(place, { commands, scripts }) {
  const command = calledCommand()
  const isKnown = commands.includes(command) || commands.length >= MOST_COMMANDS
  const worth = scripts.filter(({ isNew }) => isNew || !isKnown)
  if (worth.length === 0) return
  try {
    fs.mkdirSync(place, { recursive: true, mode: 0o700 })
    const line = Buffer.from(`${(isKnown ? commands : [...commands, command]).join(' ')}\n`)
    for (const { name, script } of worth)
      replace(path.join(place, `${name}.code`), [line, script.createCachedData()])
    if (commands.length === 0) removeOthers(place)
  } catch {}
}

/** Noun and verb of this start, `crm` where there is none. */
function calledCommand() {
  const words = process.argv.slice(2, 4).filter((word) => /^[a-z]+$/.test(word))
  return words.length === 0 ? 'crm' : words.join('.')
}

function replace(file, pieces) {
  const aside = `${file}.${process.pid}`
  try {
    fs.writeFileSync(aside, Buffer.concat(pieces), { mode: 0o600 })
    fs.renameSync(aside, file)
  } catch {
    fs.rmSync(aside, { force: true })
  }
}

/** Code of versions that are gone. */
function removeOthers(place) {
  const caches = path.dirname(place)
  for (const name of fs.readdirSync(caches))
    if (name !== path.basename(place)) fs.rmSync(path.join(caches, name), { recursive: true, force: true })
}

module.exports = { loadCompiled }
