import { PassThrough } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { CancelledError } from '../../../src/errors.ts'
import { noPrompter, terminalPrompter } from '../../../src/terminal/prompts.ts'

/** Somebody who presses these keys one after the other, each once the question shows `sign`. */
function person(...keys: string[]) {
  const input = new PassThrough()
  const output = new PassThrough()
  let shown = ''
  output.on('data', async (data) => {
    shown += String(data)
    await setImmediate()
    const key = keys.shift()
    if (key !== undefined) input.write(key)
  })
  return { prompt: terminalPrompter({ input, output }), shown: () => shown }
}

const choices = [
  { name: 'ບຸນມີ', value: 1 },
  { name: '\u001b[31mน้ำผึ้ง', value: 2, description: 'x\u0007' },
]

describe('terminalPrompter', () => {
  it('asks for text, with the question made harmless', async () => {
    const { prompt, shown } = person('ส', 'ม', '\r')
    expect(await prompt.text('ชื่อ\u001b[5m?')).toBe('สม')
    expect(shown()).toContain('ชื่อ␛[5m?')
    expect(prompt.available).toBe(true)
  })

  it('takes the default, and asks again where the answer will not do', async () => {
    expect(await person('\r').prompt.text('Until when?', { default: 'tomorrow' })).toBe('tomorrow')
    const { prompt, shown } = person('a', '\r', 'b', '\r')
    expect(await prompt.text('?', { validate: (text) => (text === 'ab' ? undefined : 'no\u001b!') })).toBe(
      'ab',
    )
    expect(shown()).toContain('no␛!')
  })

  it('asks yes or no', async () => {
    expect(await person('y', '\r').prompt.confirm('?')).toBe(true)
    expect(await person('\r').prompt.confirm('?')).toBe(false)
    expect(await person('\r').prompt.confirm('?', true)).toBe(true)
  })

  it('asks below what it is about, line by line', async () => {
    const { prompt, shown } = person('y', '\r')
    expect(await prompt.confirm('Would change 1 lead.\n~ lead Noy\u001b\nGo on?')).toBe(true)
    expect(shown()).toContain('~ lead Noy␛')
    expect(shown()).not.toContain('⏎')
  })

  it('lets one be chosen', async () => {
    const { prompt, shown } = person('\u001b[B', '\r')
    expect(await prompt.choose('Which?', choices)).toBe(2)
    expect(shown()).toContain('␛[31mน้ำผึ้ง')
    expect(shown()).toContain('x␇')
  })

  it('lets one be searched for', async () => {
    const { prompt } = person('น', '', '', '\r')
    expect(await prompt.search('Who?', (typed) => choices.filter(({ name }) => name.includes(typed)))).toBe(2)
  })

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('is cancelled by %s', async (_, key) => {
    await expect(person(key).prompt.text('?')).rejects.toThrow(CancelledError)
  })
})

describe('noPrompter', () => {
  it('refuses every question', async () => {
    const prompt = noPrompter()
    const error = { name: 'InputError', message: 'Nobody is there to answer "Who␛?".' }
    expect(prompt.available).toBe(false)
    await expect(prompt.text('Who\u001b?')).rejects.toMatchObject(error)
    await expect(prompt.confirm('Who\u001b?')).rejects.toMatchObject(error)
    await expect(prompt.choose('Who\u001b?', choices)).rejects.toMatchObject(error)
    await expect(prompt.search('Who\u001b?', () => choices)).rejects.toMatchObject(error)
  })
})
