/**
 * What the user has agreed to on this machine for the stores they use, kept outside of all of them: who owns a store, where
 * its links lead, which server gets the mail password. Each by a digest, so that what changes is agreed to anew. After git's
 * safe.directory and direnv's allow.
 */
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { randomBytes } from '../chance.ts'
import type { MailSettings, Settings } from '../config.ts'
import type { Prompter, TrustedThing } from '../context.ts'
import type { Environment } from '../environment.ts'
import { CancelledError, StoreError } from '../errors.ts'
import { bytesHash } from '../schema/canonical.ts'
import { randomText } from '../schema/id.ts'
import type { Guard } from '../store/guard.ts'

type Agreed = Pick<TrustedThing, 'kind' | 'store' | 'digest'>

export class Trust {
  readonly #folder: string
  #agreed: readonly Agreed[] | undefined
  #key: string | undefined

  constructor({ env, home }: Pick<Environment, 'env' | 'home'>) {
    this.#folder = join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'lukkha')
  }

  has({ kind, store, digest }: Agreed): boolean {
    this.#agreed ??= agreedIn(this.#text('trust.json'))
    return this.#agreed.some((one) => one.kind === kind && one.store === store && one.digest === digest)
  }

  /** One of a kind for each store: what was agreed to before is no longer. */
  agree({ kind, store, digest }: Agreed): void {
    const others = agreedIn(this.#text('trust.json')).filter(
      (one) => one.kind !== kind || one.store !== store,
    )
    this.#write([...others, { kind, store, digest }])
  }

  /** Takes all back that was agreed to for a store. */
  forget(store: string): void {
    this.#write(agreedIn(this.#text('trust.json')).filter((one) => one.store !== store))
  }

  /** A secret of this user on this machine, made when it is first needed. */
  key(): string {
    this.#key ??= this.#text('key')?.trim() || this.#newKey()
    return this.#key
  }

  #newKey(): string {
    const key = randomText(40, randomBytes)
    try {
      this.#put('key', `${key}\n`, (aside, path) => {
        // Another command may make one at the same moment: the first one stays.
        if (!existsSync(path)) linkSync(aside, path)
        unlinkSync(aside)
      })
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return this.key()
      throw new StoreError(
        `${join(this.#folder, 'key')} cannot be written: changes are signed with what it holds.`,
        'Check the folder, or set XDG_CONFIG_HOME to one that can be written.',
      )
    }
    return this.#text('key')?.trim() ?? key
  }

  #write(agreed: readonly Agreed[]): void {
    this.#agreed = agreed
    this.#put('trust.json', `${JSON.stringify(agreed, null, 2)}\n`)
  }

  #put(name: string, text: string, place: (aside: string, path: string) => void = renameSync): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const aside = join(this.#folder, `.${name}.${randomText(6, randomBytes)}`)
    writeFileSync(aside, text, { mode: 0o600, flag: 'wx', flush: true })
    place(aside, join(this.#folder, name))
  }

  #text(name: string): string | undefined {
    const path = join(this.#folder, name)
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined
  }
}

function agreedIn(text: string | undefined): readonly Agreed[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(list) ? list.filter(isAgreed) : []
  } catch {
    return []
  }
}

function isAgreed(value: unknown): value is Agreed {
  if (typeof value !== 'object' || value === null) return false
  const parts = new Map<string, unknown>(Object.entries(value))
  return ['kind', 'store', 'digest'].every((name) => typeof parts.get(name) === 'string')
}

function digestOf(...facts: readonly string[]): string {
  return bytesHash(Buffer.from(JSON.stringify(facts)))
}

/** What the machine says of a store's folder, looked up when it is first asked. */
export function guardFor(dir: string, trust: Trust): Guard {
  let follows: boolean | undefined
  return {
    follows: () => {
      const links = linksOf(dir)
      follows ??= links !== undefined && trust.has(links)
      return follows
    },
    key: () => trust.key(),
  }
}

/**
 * A store in a folder, or with settings, of another user of this machine, who could have planted it where it is found.
 * @throws StoreError unless that was agreed to
 */
export function refuseStranger(dir: string, trust: Trust): void {
  const stranger = strangerOf(dir)
  if (stranger === undefined || trust.has(stranger)) return
  throw new StoreError(
    `The store in ${dir} ${stranger.says}.`,
    'If you know them and mean to use it: crm trust owner. Else name your own: --store DIR, or CRM_STORE.',
  )
}

/** Who else owns the folder or its settings; undefined where nobody else does. Folders may be the system's. */
function strangerOf(dir: string): TrustedThing | undefined {
  const own = process.getuid?.()
  const owners = [dir, join(dir, 'crm.json')].map((path) => ownerOf(path) ?? own)
  const [ofFolder, ofSettings] = owners
  const other = ofSettings !== own ? ofSettings : ofFolder !== own && ofFolder !== 0 ? ofFolder : undefined
  if (own === undefined || other === undefined) return undefined
  const store = resolve(dir)
  return {
    kind: 'owner',
    store,
    says: `belongs to another user of this machine (number ${other})`,
    digest: digestOf(store, String(other)),
  }
}

/** Undefined where there is nothing, or nobody may look: reading it will say so. */
function ownerOf(path: string): number | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.uid
  } catch {
    return undefined
  }
}

/** The links in a store that may be followed where that is agreed to; undefined where there are none. */
function linksOf(dir: string): TrustedThing | undefined {
  const names = ['crm.json', '.local', 'data', 'files', 'history', ...namesIn(dir, 'data')]
  const links = names.flatMap((name) => {
    const path = join(dir, name)
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
    return isLink ? [[name, readlinkSync(path)] as const] : []
  })
  if (links.length === 0) return undefined
  const shown = links.slice(0, 5).map(([name, target]) => `${name} → ${target}`)
  const more = links.length > shown.length ? `, and ${links.length - shown.length} more` : ''
  return {
    kind: 'links',
    store: resolve(dir),
    says: `has links out of its folder: ${shown.join(', ')}${more}`,
    digest: digestOf(...links.flat()),
  }
}

/** Files and folders of a folder and of those in it; links are not followed. */
function namesIn(dir: string, name: string): readonly string[] {
  const path = join(dir, name)
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return []
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const own = `${name}/${entry.name}`
    return entry.isDirectory() ? [own, ...namesIn(dir, own)] : [own]
  })
}

type Server = Pick<MailSettings, 'host' | 'port' | 'user'>

function serverOf(dir: string, { host, port, user }: Server): TrustedThing {
  return {
    kind: 'mail',
    store: resolve(dir),
    says: `sends the mail password of ${user} to ${host}, port ${port}`,
    digest: digestOf(host, String(port), user),
  }
}

/**
 * Asks before the password goes to a server that was not agreed to.
 * @throws StoreError where nobody can be asked; CancelledError where the answer is no
 */
export async function agreeToServer(
  dir: string,
  server: Server,
  trust: Trust,
  prompt: Prompter,
): Promise<void> {
  const thing = serverOf(dir, server)
  if (trust.has(thing)) return
  if (!prompt.available)
    throw new StoreError(
      `The mail password was not sent: the store ${thing.says}, which nobody agreed to on this machine.`,
      'If that is your server: crm trust mail',
    )
  if (!(await prompt.confirm(`The store ${thing.says}. Is that your server?`))) throw new CancelledError()
  trust.agree(thing)
}

/** Everything a store wants that its user has to agree to, with whether it was. */
export function trustedThings(
  dir: string,
  { mail }: Settings,
  trust: Trust,
): readonly (TrustedThing & { readonly isAgreed: boolean })[] {
  const things = [
    strangerOf(dir),
    linksOf(dir),
    mail.host === '' || mail.user === '' ? undefined : serverOf(dir, mail),
  ]
  return things.flatMap((thing) => (thing === undefined ? [] : [{ ...thing, isAgreed: trust.has(thing) }]))
}
