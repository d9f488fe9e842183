#!/usr/bin/env node
const path = require('node:path')
const { pathToFileURL } = require('node:url')
const { loadCompiled } = require('./compiled.js')

const home = path.join(__dirname, '..')
const { program, keep } = loadCompiled(path.join(home, 'dist'))

program.main(pathToFileURL(`${home}/`)).then(keep)
