/** What a commit refuses, and what it does to the store it was asked of. */
import { chmodSync, chownSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../../src/config.ts'
import { ConflictError, InputError, StoreError } from '../../../src/errors.ts'
import type { Change } from '../../../src/schema/changes.ts'
import {
  account,
  at,
  commit,
  contact,
  deal,
  edit,
  lead,
  newStore,
  open,
  read,
  reminder,
  removal,
  tree,
  write,
} from '../../helpers/store.ts'

const somchai = lead('l7k3m9x2qa', { externalId: 'X1' })
const acme = account('a7k3m9x2qa', { name: 'Acme' })

/** Expects a refusal that leaves every file as it was. */
async function refused(
  dir: string,
  kind: abstract new (...args: never[]) => Error,
  message: string,
  ...changes: Change[]
) {
  const before = tree(dir)
  const attempt = commit(dir, ...changes)
  await expect(attempt).rejects.toThrow(message)
  await expect(attempt).rejects.toBeInstanceOf(kind)
  expect(tree(dir)).toEqual(before)
}

describe('refuses', () => {
  test('a record that changed since the plan was made', async () => {
    const dir = newStore()
    await commit(dir, somchai)
    await commit(dir, edit(somchai, { firstName: 'Somsak' }))
    await refused(
      dir,
      ConflictError,
      'Lead "Somsak" (l7k3m9x2qa) was changed meanwhile.',
      edit(somchai, { company: 'Acme' }),
    )
    await refused(dir, ConflictError, 'Lead "Somsak" (l7k3m9x2qa) was changed meanwhile.', removal(somchai))
  })

  test('a record that was removed since', async () => {
    const dir = newStore()
    await refused(
      dir,
      ConflictError,
      'Lead "Somchai" (l7k3m9x2qa) was removed meanwhile.',
      edit(somchai, { company: 'Acme' }),
    )
  })

  test('an id that is taken', async () => {
    const dir = newStore()
    await commit(dir, somchai)
    await refused(dir, ConflictError, 'Lead "Somchai" (l7k3m9x2qa) already exists.', lead('l7k3m9x2qa'))
  })

  test('a link to nothing, in one-valued and many-valued fields', async () => {
    const dir = newStore()
    await refused(
      dir,
      ConflictError,
      'Contact "Noy" (c1aaaaaaaa): "account" points at a7k3m9x2qa, which does not exist.',
      contact('c1aaaaaaaa', { account: 'a7k3m9x2qa' }),
    )
    await refused(
      dir,
      ConflictError,
      'Deal "Big" (d1aaaaaaaa): "contacts" points at c1aaaaaaaa, which does not exist.',
      deal('d1aaaaaaaa', { contacts: ['c1aaaaaaaa'] }),
    )
    await refused(
      dir,
      ConflictError,
      'Reminder "Call" (r1aaaaaaaa): "for" points at z1aaaaaaaa, which does not exist.',
      reminder('r1aaaaaaaa', { for: ['z1aaaaaaaa'] }),
    )
  })

  test('a link to a record of another kind', async () => {
    const dir = newStore()
    await commit(dir, somchai)
    await refused(
      dir,
      ConflictError,
      'Contact "Noy" (c1aaaaaaaa): "account" should point at a record of kind account, not at l7k3m9x2qa.',
      contact('c1aaaaaaaa', { account: 'l7k3m9x2qa' }),
    )
  })

  test('removing what others refer to', async () => {
    const dir = newStore()
    await commit(
      dir,
      acme,
      contact('c1aaaaaaaa', { account: acme.id }),
      deal('d1aaaaaaaa', { account: acme.id }),
    )
    await refused(
      dir,
      ConflictError,
      'Account "Acme" (a7k3m9x2qa) cannot be removed: contact "Noy" (c1aaaaaaaa) and 1 more refers to it.',
      removal(acme),
    )
    await refused(
      dir,
      ConflictError,
      'Deal "New" (d2aaaaaaaa): "account" points at a7k3m9x2qa, which is being removed.',
      removal(acme),
      deal('d2aaaaaaaa', { name: 'New', account: acme.id }),
    )
  })

  test('two records with the same unique text, stored or planned', async () => {
    const dir = newStore()
    await commit(dir, somchai)
    const message =
      'Lead "Somchai" (l8aaaaaaaa): lead "Somchai" (l7k3m9x2qa) already has "externalId" X1, which is unique.'
    await refused(dir, ConflictError, message, lead('l8aaaaaaaa', { externalId: 'X1' }))
    await refused(
      dir,
      ConflictError,
      'Lead "Somchai" (l9aaaaaaaa): lead "Somchai" (l8aaaaaaaa) already has "externalId" X2, which is unique.',
      lead('l8aaaaaaaa', { externalId: 'X2' }),
      lead('l9aaaaaaaa', { externalId: 'X2' }),
    )
  })

  test('a record without a required field, or with a value that is none of its type', async () => {
    const dir = newStore()
    await refused(
      dir,
      InputError,
      'Account "a7k3m9x2qa" (a7k3m9x2qa) cannot be kept: "name" is missing.',
      account('a7k3m9x2qa', { name: '' }),
    )
    await refused(
      dir,
      InputError,
      'Account "Acme" (a7k3m9x2qa) cannot be kept: "employees" should be of type number, not null.',
      account('a7k3m9x2qa', { employees: Number.NaN }),
    )
  })

  test('a new record without a required custom field, but not an old one', async () => {
    const dir = newStore()
    await commit(dir, somchai)
    const document = JSON.parse(read(dir, 'crm.json'))
    write(
      dir,
      'crm.json',
      JSON.stringify({
        ...document,
        customFields: { lead: { lineId: { type: 'text', help: '', required: true } } },
      }),
    )
    await refused(
      dir,
      InputError,
      'Lead "Somchai" (l8aaaaaaaa) cannot be kept: "lineId" is missing.',
      lead('l8aaaaaaaa'),
    )
    await commit(dir, edit(somchai, { company: 'Acme' }))
    expect(open(dir).get('lead', somchai.id)?.company).toBe('Acme')
  })
})

describe('allows', () => {
  test('links within the plan, and removing both ends at once', async () => {
    const dir = newStore()
    const noy = contact('c1aaaaaaaa', { account: acme.id })
    await commit(dir, noy, acme)
    expect(open(dir).referring(acme.id)).toEqual([{ kind: 'contact', record: noy.after }])
    await commit(dir, removal(acme), removal(noy))
    expect(open(dir).all('contact')).toEqual([])
  })

  test('an edit beside a link that was broken before', async () => {
    const dir = newStore()
    const noy = contact('c1aaaaaaaa', { account: acme.id })
    await commit(dir, noy, acme)
    rmSync(join(dir, 'data/accounts.json'))
    await commit(dir, edit(noy, { title: 'Manager' }))
    expect(open(dir).get('contact', noy.id)?.title).toBe('Manager')
  })

  test('two records to swap a unique text', async () => {
    const dir = newStore()
    const other = lead('l8aaaaaaaa', { externalId: 'X2' })
    await commit(dir, somchai, other)
    await commit(dir, edit(somchai, { externalId: 'X2' }), edit(other, { externalId: 'X1' }))
    expect(
      open(dir)
        .withKey('lead', 'externalId:X1')
        .map(({ id }) => id),
    ).toEqual(['l8aaaaaaaa'])
  })

  test('the same unique text in two kinds', async () => {
    const dir = newStore()
    await commit(dir, somchai, account('a1aaaaaaaa', { externalId: 'X1' }))
    expect(open(dir).all('account')).toHaveLength(1)
  })
})

test('a commit whose lock was taken away meanwhile changes nothing', async () => {
  const dir = newStore()
  await commit(dir, somchai)
  const before = tree(dir)
  const step = (name: string): void => {
    if (!name.startsWith('write .local/pending/') || !name.endsWith('/0')) return
    write(dir, '.local/lock', read(dir, '.local/lock').replace(/"token":"[^"]*"/, '"token":"another"'))
  }
  const attempt = open(dir, { step }).commit(
    { summary: '', records: [removal(somchai), lead('l8aaaaaaaa')] },
    'Noy',
    'crm',
  )
  await expect(attempt).rejects.toThrow('The lock of the store was lost; nothing was changed.')
  expect(tree(dir)).toEqual(before)
  expect(existsSync(join(dir, '.local/lock'))).toBe(true)
})

test('nothing is written for a plan that changes nothing', async () => {
  const dir = newStore()
  await commit(dir, somchai)
  const before = tree(dir)
  await commit(dir, edit(somchai, { company: '' }))
  await commit(dir)
  expect(tree(dir)).toEqual(before)
})

test('a plan that changes a record twice is a mistake of the program', async () => {
  const dir = newStore()
  await expect(commit(dir, somchai, somchai)).rejects.toThrow('The plan changes l7k3m9x2qa twice.')
})

test('the store that was asked answers with what was written', async () => {
  const dir = newStore()
  const store = open(dir)
  expect(store.all('lead')).toEqual([])
  await store.commit({ summary: 'one', records: [somchai] }, 'Noy', 'crm lead add')
  expect(store.all('lead')).toEqual([somchai.after])
  expect(store.withKey('lead', 'externalId:X1')).toHaveLength(1)
  expect(store.isConsistent()).toBe(true)
  await store.commit(
    { summary: 'two', records: [edit(somchai, { firstName: 'Somsak' })] },
    'Noy',
    'crm lead edit',
  )
  expect(store.get('lead', somchai.id)?.firstName).toBe('Somsak')
})

describe('settings in a plan', () => {
  const stages = defaultSettings.stages.map((stage) =>
    stage.name === 'proposal' ? { ...stage, probability: 60 } : stage,
  )

  test('change their keys of crm.json and nothing else of it', async () => {
    const dir = newStore()
    write(
      dir,
      'crm.json',
      '{\n  "later": {"x": 1},\n  "format": 1,\n  "stages": [],\n  "country": "LA"\n}\n'.replace(
        '[]',
        JSON.stringify(defaultSettings.stages),
      ),
    )
    const store = open(dir)
    await store.commit(
      { summary: 'stages', records: [somchai], settings: { ...store.settings, stages } },
      'Noy',
      'crm config',
    )
    const document = JSON.parse(read(dir, 'crm.json'))
    expect(Object.keys(document)).toEqual(['later', 'format', 'stages', 'country'])
    expect(document).toEqual({ later: { x: 1 }, format: 1, stages, country: 'LA' })
    expect(read(dir, 'crm.json')).toBe(`${JSON.stringify(document, null, 2)}\n`)
    expect(store.settings.stages).toEqual(stages)
    expect(open(dir).all('lead')).toHaveLength(1)
  })

  test('are refused where the same key was changed meanwhile, and only there', async () => {
    const dir = newStore()
    const [first, second, third] = [open(dir), open(dir), open(dir)]
    await first.commit(
      { summary: '', records: [], settings: { ...first.settings, stages } },
      'Noy',
      'crm config',
    )
    const attempt = second.commit(
      { summary: '', records: [], settings: { ...second.settings, stages: defaultSettings.stages.slice(1) } },
      'Noy',
      'crm config',
    )
    await expect(attempt).rejects.toThrow('"stages" in crm.json was changed meanwhile.')
    await third.commit(
      { summary: '', records: [], settings: { ...third.settings, currency: 'LAK' } },
      'Noy',
      'crm config',
    )
    expect(open(dir).settings).toMatchObject({ currency: 'LAK', stages })
  })

  test('are refused where they make no sense', async () => {
    const dir = newStore()
    const store = open(dir)
    const attempt = store.commit(
      { summary: '', records: [], settings: { ...store.settings, stages: [] } },
      'Noy',
      'crm config',
    )
    await expect(attempt).rejects.toThrow('crm.json: stages: at least one of kind open')
  })
})

describe('a disk that refuses', () => {
  const codes: [string, string][] = [
    ['ENOSPC', 'the disk is full'],
    ['EACCES', 'permission denied'],
    ['EROFS', 'the disk is read-only'],
    ['EIO', 'the disk reports an error'],
  ]

  test.each(codes)('%s before the commit point: exit 5, and data as they were', async (code, reason) => {
    const dir = newStore()
    await commit(dir, somchai)
    const before = tree(dir)
    const step = (name: string): void => {
      if (name.startsWith('write .local/pending/') && name.endsWith('/0'))
        throw Object.assign(new Error(code), { code })
    }
    const attempt = open(dir, { step }).commit(
      { summary: '', records: [edit(somchai, { company: 'Acme' })] },
      'Noy',
      'crm',
    )
    await expect(attempt).rejects.toBeInstanceOf(StoreError)
    await expect(attempt).rejects.toThrow(`could not be written: ${reason}.`)
    expect(tree(dir)).toEqual(before)
    expect(readdirSync(join(dir, '.local/pending'))).toEqual([])
    expect(existsSync(join(dir, '.local/lock'))).toBe(false)
  })

  test('after the commit point: the change is kept and the next command finishes it', async () => {
    const dir = newStore()
    const step = (name: string): void => {
      if (name.startsWith('append history/')) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    }
    const attempt = open(dir, { step }).commit({ summary: '', records: [somchai] }, 'Noy', 'crm')
    await expect(attempt).rejects.toThrow(
      /^The change is kept, but putting it into place stopped: .*history.* could not be written: the disk is full\.$/,
    )
    expect(open(dir).get('lead', somchai.id)?.createdAt).toBe(at)
    expect(existsSync(join(dir, '.local/commit.json'))).toBe(false)
    expect(Object.keys(tree(dir)).filter((name) => name.startsWith('history/'))).toHaveLength(1)
  })

  test.each(['flush .local', 'move data/leads.json'])(
    '%s, once the change is decided, takes nothing back',
    async (failing) => {
      const dir = newStore()
      await commit(dir, somchai)
      const step = (name: string): void => {
        if (name === failing) throw Object.assign(new Error('EIO'), { code: 'EIO' })
      }
      const attempt = open(dir, { step }).commit(
        { summary: '', records: [edit(somchai, { company: 'Acme' })] },
        'Noy',
        'crm',
      )
      await expect(attempt).rejects.toThrow(/^The change is kept, but putting it into place stopped: /)
      expect(open(dir).get('lead', somchai.id)?.company).toBe('Acme')
    },
  )

  test.each([
    ['write .local/pending', 'data/leads.json', '[]\n'],
    ['append history', 'data/accounts.json', '[]\n'],
  ])('a file that another program writes meanwhile, at %s', async (moment, name, text) => {
    const dir = newStore()
    await commit(dir, somchai)
    const step = (done: string): void => {
      if (done.startsWith(moment) && !done.includes('lock-')) write(dir, name, text)
    }
    const plan = { summary: '', records: [edit(somchai, { company: 'ร้านชา' })] }
    const attempt = open(dir, { step }).commit(plan, 'Noy', 'crm')
    // What is not touched by the commit is nobody's business.
    if (name !== 'data/leads.json') return expect(attempt).resolves.toBeUndefined()
    await expect(attempt).rejects.toThrow('data/leads.json was changed by another program')
    expect(read(dir, name)).toBe(text)
    expect(readdirSync(join(dir, '.local/pending'))).toEqual([])
  })

  test('a file that another program makes meanwhile', async () => {
    const dir = newStore()
    await commit(dir, somchai)
    const text = '[\n]\n'
    const step = (done: string): void => {
      if (/write .local.pending.*[0-9]$/.test(done)) write(dir, 'data/accounts.json', text)
    }
    const attempt = open(dir, { step }).commit({ summary: '', records: [acme] }, 'Noy', 'crm')
    await expect(attempt).rejects.toThrow('data/accounts.json was changed by another program')
    expect(read(dir, 'data/accounts.json')).toBe(text)
  })

  test('what is left to clear when all is done is no failure', async () => {
    const dir = newStore()
    const step = (name: string): void => {
      if (name.startsWith('clear .local/pending/')) throw Object.assign(new Error('EIO'), { code: 'EIO' })
    }
    await open(dir, { step }).commit({ summary: '', records: [somchai] }, 'Noy', 'crm')
    expect(open(dir).all('lead')).toHaveLength(1)
  })

  test('a folder in the place of a file, and a file in the place of a folder', async () => {
    const dir = newStore()
    await commit(dir, somchai)
    renameSync(join(dir, 'data'), join(dir, 'elsewhere'))
    write(dir, 'data', 'no folder')
    expect(() => open(dir).all('lead')).toThrow('a file stands where a folder should be')
    await expect(commit(dir, acme)).rejects.toBeInstanceOf(StoreError)
    rmSync(join(dir, 'data'))
    renameSync(join(dir, 'elsewhere'), join(dir, 'data'))
    rmSync(join(dir, 'data/leads.json'))
    write(dir, 'data/leads.json/x', '')
    expect(() => open(dir).all('lead')).toThrow('a folder stands where a file should be')
  })

  test('a store that may only be read can be read', async () => {
    const dir = newStore()
    await commit(dir, somchai)
    chmodSync(join(dir, '.local'), 0o500)
    const isRoot = process.getuid?.() === 0
    if (isRoot) giveAway(dir)
    try {
      expect(open(dir).withKey('lead', 'externalId:X1')).toHaveLength(1)
      await expect(commit(dir, acme)).rejects.toThrow('permission denied')
    } finally {
      if (isRoot) process.seteuid?.(0)
      chmodSync(join(dir, '.local'), 0o700)
    }
  })
})

/** Goes on as a user without rights, whose the folder is then: to root no file is closed. */
function giveAway(dir: string): void {
  const nobody = 65_534
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' }))
    chownSync(join(dir, name), nobody, nobody)
  chownSync(dir, nobody, nobody)
  chmodSync(dirname(dir), 0o755)
  process.seteuid?.(nobody)
}
