/** Looks a whole store over and repairs what is safe to repair. A new check is its file and its line here. */
import type { Examination, Problem } from '../../context.ts'
import { StoreError } from '../../errors.ts'
import { keepBackup } from '../backup.ts'
import type { Folder } from '../folder.ts'
import { momentOf } from '../moment.ts'
import { lineOf } from '../scan.ts'
import { settingsName } from '../settings.ts'
import { amounts } from './amounts.ts'
import { attachments } from './attachments.ts'
import { caches } from './caches.ts'
import { choices } from './choices.ts'
import { circles } from './circles.ts'
import { completeness } from './completeness.ts'
import type { Check, Finding } from './finding.ts'
import { form } from './form.ts'
import { gitfiles } from './gitfiles.ts'
import { history } from './history.ts'
import { ids } from './ids.ts'
import { leftovers } from './leftovers.ts'
import { links } from './links.ts'
import { lost } from './lost.ts'
import { modes } from './modes.ts'
import { placement } from './placement.ts'
import { reading } from './reading.ts'
import { instantOf, type Patient, repair, stages } from './repair.ts'
import { settings } from './settings.ts'
import { strangers } from './strangers.ts'
import { Survey } from './survey.ts'
import { unique } from './unique.ts'
import { values } from './values.ts'

/** In the order in which they are told. */
export const checks: readonly Check[] = [
  ...[
    settings,
    reading,
    ids,
    placement,
    form,
    values,
    completeness,
    unique,
    lost,
    links,
    circles,
    choices,
    amounts,
  ],
  ...[history, attachments, leftovers, caches, modes, gitfiles, strangers],
]

/**
 * Looks a store over; it need not be one that can be opened. Nothing is written.
 * @throws StoreError where there is no store at all, or something in it cannot be read from the disk
 */
export async function examine(folder: Folder): Promise<Examination> {
  const { problems, notes } = told(await surveyed(folder))
  return { dir: folder.dir, problems, notes, fixed: [], failures: [] }
}

/** The same, repairing what is safe; a backup of the store as it was is kept before anything is changed. */
export async function examineAndRepair(patient: Patient): Promise<Examination> {
  const { folder } = patient
  const fixed: Problem[] = []
  const failures: string[] = []
  let backup: string | undefined
  let survey = await surveyed(folder)
  for (const stage of stages) {
    const findings = survey.isNewer ? [] : findingsOf(survey).filter(({ fix }) => fix?.type === stage)
    if (findings.length === 0) continue
    backup ??= await keepBackup(folder, 'before-doctor', instantOf(patient))
    const refused = await repair(patient, stage, findings, async () =>
      findingsOf(await surveyed(folder, true)),
    )
    failures.push(...refused)
    if (refused.length === 0) fixed.push(...findings.map((finding) => problemOf(survey, finding, true)))
    survey = await surveyed(folder)
  }
  const { problems, notes } = told(survey)
  return { dir: folder.dir, problems, notes, fixed, failures, ...(backup === undefined ? {} : { backup }) }
}

async function surveyed(folder: Folder, isLocked = false): Promise<Survey> {
  if (!folder.has(settingsName) && !folder.has('data')) {
    throw new StoreError(
      `There is no store in ${folder.dir}: it has no crm.json.`,
      `Make one: crm init ${folder.dir}`,
    )
  }
  return new Survey(folder, await momentOf(folder, false), isLocked)
}

const known = new WeakMap<Survey, readonly Finding[]>()

function findingsOf(survey: Survey): readonly Finding[] {
  const findings = known.get(survey) ?? checks.flatMap((check) => [...check(survey)])
  known.set(survey, findings)
  return findings
}

function told(survey: Survey): { readonly problems: readonly Problem[]; readonly notes: readonly Problem[] } {
  const lines = new Map<string, number>()
  const tell = (finding: Finding): Problem => {
    const count = (lines.get(finding.file) ?? 0) + 1
    lines.set(finding.file, count)
    return problemOf(survey, finding, false, count <= mostLines)
  }
  const findings = findingsOf(survey)
  const all = survey.isNewer ? findings.map(({ fix: _, ...rest }) => rest) : findings
  return {
    problems: all.filter(({ isNote }) => isNote !== true).map(tell),
    notes: all.filter(({ isNote }) => isNote === true).map(tell),
  }
}

/** Looking for a line means reading the file to there; after so many of one file it is left out. */
const mostLines = 40

function problemOf(survey: Survey, finding: Finding, isDone: boolean, withLine = true): Problem {
  const { file, record, code, message, hint, fix } = finding
  const line = isDone || !withLine ? undefined : lineIn(survey, finding)
  const said = hint === undefined ? {} : { hint }
  return {
    file,
    ...(line === undefined ? {} : { line }),
    ...(record === undefined ? {} : { record }),
    code,
    message,
    ...(fix === undefined ? said : isDone ? { done: fix.says } : {}),
    fixable: fix !== undefined,
  }
}

function lineIn(survey: Survey, { file, line, index, field }: Finding): number | undefined {
  if (line !== undefined || index === undefined) return line
  const text = survey.files.find(({ name }) => name === file)?.text
  return text === undefined ? undefined : lineOf(text, index, field)
}
