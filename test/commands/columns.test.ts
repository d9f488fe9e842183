/** No column of an import is lost without a word, and none hides what lists and queries show by that name. */
import { beforeEach, describe, expect, it } from 'vitest'
import { entities, entityNames } from '../../src/entities/index.ts'
import { crm, emptyStore, recordsOf } from '../helpers/crm.ts'

let store: string
beforeEach(async () => {
  store = await emptyStore()
})

const importing = (input: string, flags = '', plural = 'leads') =>
  crm(`import ${plural} - ${flags}`, { store, input })
const first = (plural: string) => Object.values(recordsOf(store, plural))[0]

describe('a column named like what only the program sets', () => {
  it('is kept as a custom field: the lead of a deal', async () => {
    await importing('First name\nSomsak\n')
    const ran = await importing('Name,Lead,Stage\nRoaster,Somsak,proposal\n', '', 'deals')
    expect(ran.code).toBe(0)
    expect(ran.err).toContain('Kept as custom fields: Lead (as lead2)\n')
    expect(first('deals')).toMatchObject({ name: 'Roaster', lead2: 'Somsak', stage: 'proposal' })
    const again = await importing('Name,Lead\nGrinder,Noy\n', '', 'deals')
    expect(again.err).toContain('1 created')
    expect((await crm('deal list lead2:Noy', { store })).out).toContain('Grinder')
  })

  const rows: { readonly [kind: string]: readonly [string, string] } = {
    lead: ['first name', 'Ann'],
    account: ['name', 'Acme'],
    contact: ['first name', 'Ann'],
    deal: ['name', 'Roaster'],
    activity: ['type,text,for', 'note,Hello,a@x.example'],
    reminder: ['text,due', 'Call,2026-12-01'],
  }
  it.each(
    entityNames.flatMap((kind) =>
      Object.entries(entities[kind].fields)
        .filter(([, field]) => 'derived' in field)
        .map(([field]) => [kind, field] as const),
    ),
  )('%s %s is placed, kept, refused or said to be left out', async (kind, field) => {
    if (kind === 'activity') await importing('email\na@x.example\n')
    const [names, values] = rows[kind] ?? ['', '']
    const { plural } = entities[kind]
    const ran = await importing(`${names},${field}\n${values},2021-03-04\n`, '', plural)
    if (ran.code === 2) expect(ran.err).toContain(`line 2: ${field}: `)
    else if (!ran.err.includes(`which sets them itself: ${field}\n`))
      expect(JSON.stringify(first(plural)), ran.err).toContain('2021-03-0')
  })
})

describe('a column named like what lists and queries compute', () => {
  it('does not take the place of a name, a score, the last activity, or open:yes', async () => {
    const ran = await importing(
      'First name,Last name,Name,Score,Last Activity,Open\nAnn,Bee,Big,55,2022-03-03,maybe\n',
    )
    expect(ran.err).toContain(
      'Kept as custom fields: Name (as name2), Score (as score2, number), Last Activity (as lastActivity2, date), Open (as open2)\n',
    )
    expect(first('leads')).toMatchObject({ name2: 'Big', score2: 55, open2: 'maybe' })
    const list = await crm('lead list open:yes --columns name,score,lastActivity', { store })
    expect(list.out).toMatch(/Ann Bee +0 +2026-11-22/)
    expect((await crm('lead list open2:maybe', { store })).out).toContain('Ann Bee')
  })

  it('cannot be made a field by hand either', async () => {
    const ran = await crm('field add lead score --type number', { store })
    expect([ran.code, ran.err]).toEqual([
      4,
      expect.stringContaining('score has a meaning of its own in lists'),
    ])
  })

  it('does not take won:yes from deals', async () => {
    await importing('Name,Won\nRoaster,perhaps\n', '', 'deals')
    expect((await crm('deal list won:no', { store })).out).toContain('Roaster')
  })
})

describe('a column that is left out', () => {
  it.each([
    ['by --map', 'First name,Junk,Blank\nAnn,x,\n', '--map Junk=-', 'Left out: Junk (1 cell)\n'],
    ['by --unmapped ignore', 'First name,Shoe\nAnn,38\n', '--unmapped ignore', 'Left out: Shoe (1 cell)\n'],
    ['as saying the same', 'First name,Last name,Name\nAnn,Bee,Ann Bee\n', '', 'Left out: Name (1 cell)\n'],
  ])('%s is named', async (_, input, flags, said) => {
    const ran = await importing(input, flags)
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining(said)])
    expect(ran.err).not.toContain('Blank')
  })

  it('by a preset is named where it holds something', async () => {
    const ran = await importing(
      'First Name,Last Name,File As,Organization Name,Labels,Photo\nAnn,Bee,Annie,Acme,,\n',
      '--create-linked',
      'contacts',
    )
    expect(ran.err).toContain('Left out: File As (1 cell)\n')
  })
})
