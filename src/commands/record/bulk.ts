/** crm <kind> assign, tag, untag: many records at once, as one change. */
import { type EntityName, entities } from '../../entities/index.ts'
import { InputError } from '../../errors.ts'
import { entityIn } from '../../schema/custom.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { readValue } from '../../schema/values.ts'
import { optionOrAsked, saidOrAsked } from '../asking.ts'
import type { Command } from '../command.ts'
import { meantOwner } from '../owner.ts'
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
      const entity = entityIn(context.settings(), kind)
      const named = meantOwner(context, to)
      const options = {
        settings: context.settings(),
        now: context.clock.now(),
        label: '--to',
        tell: context.tell,
      }
      const owner = named === '' ? undefined : readValue(entity, 'owner', named, options)
      const found = await targetsOf(context, kind, input, input.words('refs'))
      const what = `Assigned to ${owner === undefined ? 'nobody' : String(owner)}`
      return changeMany(context, kind, input, found, what, () => ({ owner }))
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
