/** Files kept with records. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { attachmentOf, MOST_BYTES } from '../../src/rules/files.ts'
import { openStore } from '../../src/store/store.ts'
import { crm, filesOf, recordsOf, storeFrom, temporaryFolder } from '../helpers/crm.ts'

let store: string
let cwd: string
beforeEach(() => {
  store = storeFrom('examples')
  cwd = temporaryFolder()
  writeFileSync(join(cwd, 'offer.txt'), 'first')
})

const run = (line: string, options = {}) => crm(line, { store, cwd, ...options })
const contents = () => readdirSync(join(store, 'files')).length

describe('attach', () => {
  it('keeps a file, and each revision of it', async () => {
    expect((await run('attach c4ntp9x2qa offer.txt')).err).toMatch(/Attached offer\.txt to contact/)
    writeFileSync(join(cwd, 'offer.txt'), 'second')
    await run('attach c4ntp9x2qa offer.txt', { now: '2026-11-23T09:00:00Z' })
    expect((await run('file list c4ntp9x2qa --revisions --json')).json()).toMatchObject([
      { name: 'offer.txt', revision: 1, isOld: true, size: 5, at: '2026-11-22T09:00:00Z', by: 'Noy' },
      { name: 'offer.txt', revision: 2, isOld: false, size: 6 },
    ])
    expect((await run('file list c4ntp9x2qa --json')).json()).toHaveLength(1)
    await run('file extract c4ntp9x2qa offer --out latest.txt')
    await run('file extract c4ntp9x2qa offer --revision 1 --out first.txt')
    expect([
      readFileSync(join(cwd, 'latest.txt'), 'utf8'),
      readFileSync(join(cwd, 'first.txt'), 'utf8'),
    ]).toEqual(['second', 'first'])
  })

  it('stores the same content once, and says where nothing is new', async () => {
    await run('attach c4ntp9x2qa offer.txt')
    const before = contents()
    await run('attach c8b5v2j6yd offer.txt --name other.txt')
    expect(contents()).toBe(before)
    expect((await run('attach c4ntp9x2qa offer.txt')).err).toMatch(/Nothing to change/)
  })

  it('reads standard input, with a name', async () => {
    await run('attach c4ntp9x2qa - --name piped.bin', { input: new Uint8Array([0, 255, 1]) })
    await run('file extract c4ntp9x2qa piped.bin')
    expect([...readFileSync(join(cwd, 'piped.bin'))]).toEqual([0, 255, 1])
    expect((await run('attach c4ntp9x2qa -')).code).toBe(2)
  })

  it.each([
    ['attach c4ntp9x2qa folder', 2, /it is a folder/],
    ['attach c4ntp9x2qa nothing.txt', 2, /no such file/],
    ['attach c4ntp9x2qa /dev/zero', 2, /it is a device/],
    ['attach nobody offer.txt', 3, /No record/],
    ['file extract c4ntp9x2qa nothing', 3, /no file "nothing"/],
    ['file extract d2r9f4k7ma sketch --revision 7', 3, /no revision 7/],
  ])('refuses %s and changes nothing', async (line, code, message) => {
    mkdirSync(join(cwd, 'folder'))
    const before = filesOf(store)
    expect(await run(line)).toMatchObject({ code, err: expect.stringMatching(message) })
    expect(filesOf(store)).toEqual(before)
  })

  it('goes out whole, and over nothing else', async () => {
    await run('attach c4ntp9x2qa - --name logo.png', { input: new Uint8Array([0x89, 0x50, 0xff]) })
    expect(await run('file extract c4ntp9x2qa logo.png --out -')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/is no text[\s\S]*--out FILE/),
    })
    await run('attach c4ntp9x2qa - --name bom.txt', { input: '\ufeffhello' })
    expect((await run('file extract c4ntp9x2qa bom.txt --out -')).out).toBe('\ufeffhello')
    writeFileSync(join(cwd, 'logo.png'), 'mine')
    expect(await run('file extract c4ntp9x2qa logo.png')).toMatchObject({
      code: 4,
      err: expect.stringMatching(/another logo\.png here[\s\S]*--out/),
    })
    expect(readFileSync(join(cwd, 'logo.png'), 'utf8')).toBe('mine')
    await run('file extract c4ntp9x2qa logo.png --out logo.png')
    expect([...readFileSync(join(cwd, 'logo.png'))]).toEqual([0x89, 0x50, 0xff])
    expect((await run('file extract c4ntp9x2qa logo.png')).code).toBe(0)
  })

  it('changes nothing with --dry-run', async () => {
    const before = filesOf(store)
    await run('attach c4ntp9x2qa offer.txt --dry-run')
    expect(filesOf(store)).toEqual(before)
  })

  it('says its limit', () => {
    const content = new Uint8Array(MOST_BYTES + 1)
    expect(() =>
      attachmentOf({ name: 'film.mp4', content }, { now: '2026-11-22T09:00:00Z', by: 'Noy' }),
    ).toThrow(/up to 100 MB/)
  })

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\docs\\a.txt', 'a.txt'],
    ['.bashrc', 'bashrc'],
    ['a\u001b[31m.txt', 'a_[31m.txt'],
    ['ใบเสนอราคา.pdf', 'ใบเสนอราคา.pdf'],
    [`${'ก'.repeat(100)}.pdf`, `${'ก'.repeat(78)}.pdf`],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(236)}.pdf`],
  ])('makes a harmless name of %j', (name, safe) => {
    expect(
      attachmentOf({ name, content: new Uint8Array() }, { now: '2026-11-22T09:00:00Z', by: 'Noy' }).name,
    ).toBe(safe)
  })
})

describe('file remove and clean', () => {
  it('keeps what others use, and what undo needs, until it is cleaned', async () => {
    await run('attach c4ntp9x2qa offer.txt')
    await run('attach c8b5v2j6yd offer.txt')
    await run('file remove c4ntp9x2qa offer.txt')
    expect(recordsOf(store, 'contacts')['c4ntp9x2qa']?.['attachments']).toBeUndefined()
    expect((await run('file clean --yes')).err).toMatch(/Every content is in use/)
    await run('file remove c8b5v2j6yd offer.txt')
    await run('undo')
    await run('file extract c8b5v2j6yd offer.txt --out back.txt')
    expect(readFileSync(join(cwd, 'back.txt'), 'utf8')).toBe('first')
    expect((await run('file remove c8b5v2j6yd offer.txt')).err).toBe(
      'Took offer.txt off contact c8b5v2j6yd.\nIts content stays in the store for undo, until: crm file clean\n',
    )
    const before = contents()
    expect(await run('file clean')).toMatchObject({
      code: 2,
      err: 'Undo cannot bring back 1 content of 5 bytes.\nTo remove them all the same: crm file clean --yes\n',
    })
    expect((await run('file clean --dry-run')).err).toMatch(/Would remove 1 content of 5 bytes/)
    expect(contents()).toBe(before)
    await run('file clean --yes')
    expect(contents()).toBe(before - 1)
    expect((await run('undo')).err).toContain('⚠ The content of offer.txt is gone: a backup may have it')
    expect((await run('file extract d2r9f4k7ma sketch --out -')).out).toBe('bar 4 m, seats 30\n')
  })

  it('refuses a record whose content was cleaned away before it was written', async () => {
    const hash = '0'.repeat(64)
    const data = openStore({ dir: store, clock: systemClock })
    const before = data.get('contact', 'c4ntp9x2qa')
    if (before === undefined) throw new Error('no contact')
    const change = { kind: 'contact', id: before.id, before, after: { ...before, title: 'Owner' } } as const
    const plan = { summary: 'Attached', records: [change], contents: [hash] }
    await expect(data.commit(plan, 'Noy', 'crm attach')).rejects.toMatchObject({ exitCode: 4 })
    writeFileSync(join(store, 'files', hash), '')
    await data.commit(plan, 'Noy', 'crm attach')
    expect(recordsOf(store, 'contacts')['c4ntp9x2qa']?.['title']).toBe('Owner')
  })

  it('keeps a content again that was damaged', async () => {
    await run('attach c4ntp9x2qa offer.txt')
    const name = readdirSync(join(store, 'files')).find(
      (one) => readFileSync(join(store, 'files', one), 'utf8') === 'first',
    )
    writeFileSync(join(store, 'files', name ?? ''), 'fi')
    await run('attach c8b5v2j6yd offer.txt')
    expect(readFileSync(join(store, 'files', name ?? ''), 'utf8')).toBe('first')
  })

  it('says what is damaged or missing', async () => {
    const [name = ''] = readdirSync(join(store, 'files'))
    writeFileSync(join(store, 'files', name), 'changed')
    expect(await run('file extract d2r9f4k7ma sketch')).toMatchObject({
      code: 5,
      err: expect.stringMatching(/damaged/),
    })
  })

  it('goes with a lead that is converted, to a new contact or one with files of its own', async () => {
    await run('attach l9s4mq7h2d offer.txt')
    const made: unknown = (await run('lead convert l9s4mq7h2d --no-deal --json')).json()
    const contact = typeof made === 'object' && made !== null && 'contact' in made ? made.contact : undefined
    expect(contact).toMatchObject({ attachments: [{ name: 'offer.txt' }] })
    await run('attach l2v8kd3mzt offer.txt')
    await run('attach c8b5v2j6yd offer.txt --name own.txt')
    await run('lead convert l2v8kd3mzt --contact c8b5v2j6yd --account a3t8h5s1nx --no-deal')
    expect(recordsOf(store, 'contacts')['c8b5v2j6yd']?.['attachments']).toMatchObject([
      { name: 'own.txt' },
      { name: 'offer.txt' },
    ])
  })

  it('lists files that came by email', async () => {
    await crm('log email', {
      store,
      input: readFileSync(new URL('../../fixtures/import/message.eml', import.meta.url)),
    })
    expect((await run('file list c4ntp9x2qa --json')).json()).toMatchObject([
      { name: 'drawings.txt', revision: 1 },
    ])
  })
})
