/** Every change that was ever acknowledged, and where the history of a store that was restored over has it. */
import { createReadStream, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { HistoryLine } from '../../src/schema/history.ts'
import { unpackInto } from '../../src/store/archive.ts'
import { readHistory } from '../../src/store/history.ts'

export class Ledger {
  readonly #store: string
  /** Lines of the history as it was before a restore took its place. */
  readonly #before = new Map<string, HistoryLine>()
  /** Lines of acknowledged changes. */
  readonly #acknowledged = new Map<string, string>()

  constructor(store: string) {
    this.#store = store
  }

  /** The lines by who did it, those of before a restore among them; where each run has its own name, by run. */
  async linesByRun(): Promise<ReadonlyMap<string, readonly HistoryLine[]>> {
    await this.#readBackups()
    const all = new Map([
      ...this.#before,
      ...Array.from(readHistory(this.#store), (line) => [line.id, line] as const),
    ])
    const lines = new Map<string, HistoryLine[]>()
    for (const line of all.values()) lines.set(line.by, [...(lines.get(line.by) ?? []), line])
    return lines
  }

  acknowledge({ id, command }: HistoryLine): void {
    this.#acknowledged.set(id, command)
  }

  /** Acknowledged changes that no history has any more. */
  async missing(): Promise<readonly string[]> {
    const lines = await this.linesByRun()
    const ids = new Set([...lines.values()].flat().map(({ id }) => id))
    return [...this.#acknowledged].flatMap(([id, command]) =>
      ids.has(id) ? [] : [`${id} (${command}) was acknowledged and is in no history`],
    )
  }

  /** Takes what a restore kept of the store before it, and makes room. */
  async #readBackups(): Promise<void> {
    const folder = join(this.#store, '.local/backups')
    for (const name of namesIn(folder)) {
      const file = join(folder, name)
      if (/^before-restore-.*\.crm\.gz$/.test(name)) await this.#readBackup(file)
      if (name.startsWith('before-')) rmSync(file)
    }
  }

  async #readBackup(file: string): Promise<void> {
    const aside = mkdtempSync(join(this.#store, '../restored-over-'))
    await unpackInto(createReadStream(file), aside)
    for (const line of readHistory(aside)) this.#before.set(line.id, line)
    rmSync(aside, { recursive: true })
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
