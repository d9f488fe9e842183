import { describe, expect, it } from 'vitest'
import { palette, plain, wantsColour } from '../../../src/terminal/colour.ts'

describe('wantsColour', () => {
  it.each([
    ['a terminal', { flag: undefined, env: {}, isTTY: true }, true],
    ['a pipe', { flag: undefined, env: {}, isTTY: false }, false],
    ['a dumb terminal', { flag: undefined, env: { TERM: 'dumb' }, isTTY: true }, false],
    ['--no-color', { flag: false, env: { FORCE_COLOR: '1' }, isTTY: true }, false],
    ['--color', { flag: true, env: { NO_COLOR: '1' }, isTTY: false }, true],
    ['NO_COLOR', { flag: undefined, env: { NO_COLOR: '1' }, isTTY: true }, false],
    ['an empty NO_COLOR', { flag: undefined, env: { NO_COLOR: '' }, isTTY: true }, true],
    ['FORCE_COLOR in a pipe', { flag: undefined, env: { FORCE_COLOR: '1' }, isTTY: false }, true],
    ['FORCE_COLOR=0', { flag: undefined, env: { FORCE_COLOR: '0' }, isTTY: true }, false],
    [
      'NO_COLOR against FORCE_COLOR',
      { flag: undefined, env: { NO_COLOR: '1', FORCE_COLOR: '1' }, isTTY: true },
      false,
    ],
  ])('%s', (_, wish, expected) => {
    expect(wantsColour(wish)).toBe(expected)
  })
})

describe('palette', () => {
  it('colours when enabled and leaves text alone when not', async () => {
    expect((await palette(true)).bad('x')).toBe('\u001b[31mx\u001b[39m')
    expect((await palette(true)).head('x')).toBe('\u001b[36mx\u001b[39m')
    expect(plain.bad('x')).toBe('x')
  })
})
