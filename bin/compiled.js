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
/** What the first command of all has compiled serves the first start of any other. */
const COMMON = 'common'
const FIRST = './main.js'

/** The program's exports, and what to call at the end so that the next start of the same command is quicker. */
function loadCompiled(dist) {
  const place = placeOf(dist)
  const command = calledCommand()
  const scripts = []
  const compile = (name) => {
    const file = path.join(dist, `${name}.cjs`)
    const own = kept(place, command, name)
    const cachedData = own ?? kept(place, COMMON, name)
    const script = new vm.Script(fs.readFileSync(file, 'latin1'), { filename: file, cachedData })
    scripts.push({ name, script, isNew: own === undefined || script.cachedDataRejected })
    return script.runInThisContext()
  }
  const parts = compile('main')
  const modules = new Map()
  const load = (name) => {
    if (!name.startsWith('./')) return require(name)
    const known = modules.get(name)
    if (known !== undefined) return known.exports
    const module = { exports: {} }
    modules.set(name, module)
    const part = parts[name] ?? compile(name.slice(2, -3))
    part(module.exports, load, module)
    return module.exports
  }
  return { program: load(FIRST), keep: () => keep(place, command, scripts) }
}

/** One folder for each version of program, Node and processor. */
function placeOf(dist) {
  const caches = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache')
  const { size, mtimeMs } = fs.statSync(path.join(dist, 'main.cjs'))
  return path.join(caches, 'lukkha', `${size}-${Math.floor(mtimeMs)}-${process.version}-${process.arch}`)
}

function kept(place, command, name) {
  try {
    return fs.readFileSync(path.join(place, command, `${name}.code`))
  } catch {
    return undefined
  }
}

/** Keeps what is new of what was compiled. Never in the way: whatever fails, the program has done its work. */
function keep(place, command, scripts) {
  const fresh = scripts.filter(({ isNew }) => isNew)
  if (fresh.length === 0) return
  try {
    const isFirst = !fs.existsSync(path.join(place, COMMON))
    const own = path.join(place, command)
    if (!fs.existsSync(own) && !isFirst && fs.readdirSync(place).length > MOST_COMMANDS) return
    for (const folder of isFirst ? [own, path.join(place, COMMON)] : [own]) {
      fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
      for (const { name, script } of fresh)
        replace(path.join(folder, `${name}.code`), script.createCachedData())
    }
    if (isFirst) removeOthers(place)
  } catch {}
}

/** Noun and verb of this start, `crm` where there is none. */
function calledCommand() {
  const words = process.argv.slice(2, 4).filter((word) => /^[a-z]+$/.test(word))
  return words.length === 0 ? 'crm' : words.join('.')
}

function replace(file, code) {
  const aside = `${file}.${process.pid}`
  try {
    fs.writeFileSync(aside, code, { mode: 0o600 })
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
