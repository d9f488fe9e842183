/**
 * Loads the program together with its compiled code, which V8 would otherwise make anew at every start: that is half of
 * what a small command costs. Node has such a cache from version 22 on; this one is as good from 20 on.
 */
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { Module } = require('node:module')
const vm = require('node:vm')

/** Compiled code is kept for this many different commands. */
const MOST_COMMANDS = 64

/** The program's exports, and what to call at the end so that the next start is quicker. */
function loadCompiled(file) {
  const source = fs.readFileSync(file, 'utf8')
  const place = placeOf(file)
  const kept = read(place)
  const script = new vm.Script(Module.wrap(source), { filename: file, cachedData: kept?.code })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, require, module, file, path.dirname(file))
  const commands = script.cachedDataRejected ? [] : (kept?.commands ?? [])
  return { program: module.exports, keep: () => keep(place, script, commands) }
}

/** One file for each version of program, Node and processor. */
function placeOf(file) {
  const folder = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache')
  const { size, mtimeMs } = fs.statSync(file)
  return path.join(folder, 'lukkha', `${size}-${Math.floor(mtimeMs)}-${process.version}-${process.arch}.code`)
}

/** First line: commands whose functions are in it; then the code. */
function read(place) {
  try {
    const bytes = fs.readFileSync(place)
    const end = bytes.indexOf('\n')
    return { commands: bytes.toString('latin1', 0, end).split(' '), code: bytes.subarray(end + 1) }
  } catch {
    return undefined
  }
}

/** Keeps what was compiled, if this command is new to it. Never in the way: whatever fails, the program has done its work. */
function keep(place, script, commands) {
  const command =
    process.argv
      .slice(2, 4)
      .filter((word) => /^[a-z]+$/.test(word))
      .join('.') || 'crm'
  if (commands.includes(command) || commands.length >= MOST_COMMANDS) return
  const aside = `${place}.${process.pid}`
  try {
    fs.mkdirSync(path.dirname(place), { recursive: true, mode: 0o700 })
    const line = Buffer.from(`${[...commands, command].join(' ')}\n`)
    fs.writeFileSync(aside, Buffer.concat([line, script.createCachedData()]), { mode: 0o600 })
    fs.renameSync(aside, place)
    if (commands.length === 0) removeOthers(place)
  } catch {
    drop(aside)
  }
}

/** A folder that cannot be looked into cannot be cleared either. */
function drop(file) {
  try {
    fs.rmSync(file, { force: true })
  } catch {}
}

/** Code of versions that are gone. */
function removeOthers(place) {
  const folder = path.dirname(place)
  for (const name of fs.readdirSync(folder)) {
    if (name.endsWith('.code') && name !== path.basename(place))
      fs.rmSync(path.join(folder, name), { force: true })
  }
}

module.exports = { loadCompiled }
