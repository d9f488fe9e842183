/** crm <kind> assign, tag, untag: many records at once, as one change. */
import { type EntityName, entities } from '../../entities/index.ts'
import { InputError } from '../../errors.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { optionOrAsked, saidOrAsked } from '../asking.ts'
import type { Command } from '../command.ts'
import { changeMany, targetsOf, where } from '../targets.ts'

export function assignCommand(kind: EntityName): Command {
  const { plural } = entities[kind]
  return {
    summary: `Give ${plural} to an owner, one or many`,
    arguments: [{ name: 'refs', help: 'ids, emails, phones or names', optional: true, many: true }],
    options: [{ name: 'to', value: 'NAME', help: 'the owner; "me" for yourself, "nobody" for none' }, where],
    examples: [
      {
        line: `crm ${kind} assign --where 'missing:owner' --to Noy --yes`,
        says: 'everything nobody looks after',
      },
    ],
    changes: true,
    async run(context, input) {
      const to = await optionOrAsked(context, input, 'to', {
        question: 'Who is to look after them?',
        hint: `crm ${kind} assign REF --to me`,
      })
      const owner = to === 'me' ? context.user : to === 'nobody' ? undefined : to
      const users = context.settings().users.map((user) => user.name)
      const known = users.find((name) => name.toLowerCase() === owner?.toLowerCase()) ?? owner
      const found = await targetsOf(context, kind, input, input.words('refs'))
      const result = await changeMany(
        context,
        kind,
        input,
        found,
        `Assigned to ${known ?? 'nobody'}`,
        () => ({ owner: known }),
      )
      const isStranger = known !== undefined && users.length > 0 && !users.includes(known)
      return isStranger
        ? {
            ...result,
            warnings: [
              ...(result.warnings ?? []),
              `${known} is none of the users in crm.json: ${users.join(', ')}.`,
            ],
          }
        : result
    },
  }
}

export function tagCommand(kind: EntityName, isAdding: boolean): Command {
  const { plural } = entities[kind]
  const verb = isAdding ? 'tag' : 'untag'
  return {
    summary: isAdding ? `Put a tag on ${plural}` : `Take a tag off ${plural}`,
    arguments: [
      { name: 'tag', help: 'the tag; several separated by commas', optional: true },
      { name: 'refs', help: 'ids, emails, phones or names', optional: true, many: true },
    ],
    options: [where],
    examples: [
      {
        line: `crm ${kind} ${verb} vip --where 'createdAt:>-90d' --yes`,
        says: isAdding ? 'a segment' : 'the other way round',
      },
    ],
    changes: true,
    async run(context, input) {
      const typed = await saidOrAsked(context, input, 'tag', {
        question: 'Which tag?',
        hint: `crm ${kind} ${verb} vip REF`,
      })
      const tags = typed
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== '')
      if (tags.length === 0) throw new InputError('Missing TAG: which tag?', `crm ${kind} ${verb} vip REF`)
      const found = await targetsOf(context, kind, input, input.words('refs'))
      const said = isAdding ? `Tagged ${tags.join(', ')}` : `Took off ${tags.join(', ')}`
      return changeMany(context, kind, input, found, said, (record) => ({
        tags: isAdding ? withTags(record, tags) : without(record, tags),
      }))
    },
  }
}

function tagsOf(record: AnyRecord): readonly string[] {
  const tags = record['tags']
  return Array.isArray(tags) ? tags.map(String) : []
}

function withTags(record: AnyRecord, tags: readonly string[]): readonly string[] {
  return [...new Set([...tagsOf(record), ...tags])]
}

function without(record: AnyRecord, tags: readonly string[]): readonly string[] {
  return tagsOf(record).filter((tag) => !tags.includes(tag))
}
