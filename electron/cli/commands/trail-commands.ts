import type { Command } from 'commander';
import { z } from 'zod';
import type { TrailEntry } from '#core/domain/audit/read-trail-entry.ts';
import { trailFilter } from '#core/domain/audit/trail-filter.ts';
import { walkTrail } from '#core/domain/audit/walk-trail.ts';
import { personId } from '#core/kernel/entity-ids.ts';
import { isoTime } from '#core/kernel/iso-time.ts';
import type { Actions } from '../command-call.ts';
import { exitStatus } from '../exit-status.ts';
import { onStation } from '../on-station.ts';

const moment = z.string().transform((text, context) => {
  const full = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00.000Z` : text;
  const read = isoTime.safeParse(full);
  if (!read.success) {
    context.addIssue('a date, or a moment such as 2026-11-20T08:00:00.000Z');
    return z.NEVER;
  }
  return read.data;
});

const listOptions = z
  .object({
    person: personId.optional(),
    unit: trailFilter.shape.unit,
    action: trailFilter.shape.action,
    outcome: trailFilter.shape.outcome,
    since: moment.optional(),
    until: moment.optional(),
    text: trailFilter.shape.text,
    limit: z.coerce.number().int().positive().default(50),
  })
  .transform(({ person, limit, unit, action, outcome, since, until, text }) => ({
    limit,
    filter: Object.fromEntries(
      Object.entries({ personId: person, unit, action, outcome, since, until, text }).filter(
        ([, value]) => value !== undefined,
      ),
    ),
  }));

const eraseOptions = z
  .object({
    person: personId.optional(),
    entry: z.coerce.number().int().positive().optional(),
    reason: z.string().trim().min(3).max(500),
  })
  .refine(({ person, entry }) => (person === undefined) !== (entry === undefined), 'name a person or an entry');

/** `fitbay audit list` and `audit erase`: reads the trail, and takes what it says of people out of it (REP-1, docs/decisions/0023). */
export function addTrailCommands(audit: Command, { act }: Actions): void {
  const list = audit
    .command('list')
    .description('Entries of the trail, newest first; every option narrows it down')
    .option('--person <id>', 'who did it')
    .option('--unit <digits>', 'part of type:serial')
    .option('--action <name>', 'an action, or the first word of several: transfer')
    .option('--outcome <outcome>', 'done, refused, failed or noted')
    .option('--since <moment>', 'a date or a moment in UTC')
    .option('--until <moment>', 'the same')
    .option('--text <words>', 'anywhere in the entry')
    .option('--limit <count>', 'at most so many', '50');
  act(list, async (call) => {
    const { filter, limit } = listOptions.parse(call.options);
    return onStation(call, async (client) => {
      let count = 0;
      for await (const entry of walkTrail((wish) => client.audit.search(wish), trailFilter.parse(filter))) {
        call.output.result({ kind: 'entry', ...entry }, () => lineOf(entry));
        count += 1;
        if (count === limit) {
          break;
        }
      }
      if (count === 0) {
        call.output.note('No entry is so.');
      }
      return exitStatus.done;
    });
  });

  const erase = audit
    .command('erase')
    .description('Erase what the trail says of a person, or of people in one entry, here and at the centre')
    .option('--person <id>')
    .option('--entry <number>')
    .requiredOption('--reason <text>', 'is kept in the trail');
  act(erase, async (call) => {
    const { person, entry, reason } = eraseOptions.parse(call.options);
    const scope =
      person === undefined
        ? ({ kind: 'entry', seq: entry ?? 0 } as const)
        : ({ kind: 'person', personId: person } as const);
    return onStation(call, async (client) => {
      const result = await client.audit.erase({ scope, reason });
      const left =
        result.unerasable === 0 ? '' : ` ${result.unerasable} older entries name the person for good; see the manual.`;
      call.output.result(result, () =>
        result.kind === 'erased'
          ? `Erased in ${result.entries} entries. The centre and the other stations follow with the next contact.${left}`
          : `Nothing to erase.${left}`,
      );
      return result.kind === 'erased' ? exitStatus.done : exitStatus.no;
    });
  });
}

function lineOf({ seq, at, actor, action, outcome, code, unit, erased }: TrailEntry): string {
  const who = actor.name ?? (actor.method === 'system' ? 'the station' : '(erased)');
  const left = erased.filter((path) => path !== 'actor');
  const parts = [`${action} ${outcome}`, code, unit, left.length === 0 ? null : `erased: ${left.join(', ')}`];
  return `${seq}  ${at}  ${who}  ${parts.filter((part) => part !== null).join(' · ')}`;
}
