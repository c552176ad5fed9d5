import { judgeSecret } from '../../domain/installation/judge-value.ts';
import { readProfileFile, writeProfileFile } from '../../domain/installation/profile-file.ts';
import { resolveProfile } from '../../domain/installation/resolve-profile.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { ProfileId } from '../../kernel/entity-ids.ts';
import { troubleOf } from '../partners/last-seen.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { needsSomebody } from '../sync/settle-operation.ts';
import { familyViews } from './family-views.ts';
import { profileRowOf, profileShelf, profileUseOf } from './profile-shelf.ts';
import { saveProfile } from './save-profile.ts';

type Procedures = AreaProcedures<'profiles'>;

/** Profiles: looked at, written and carried without any unit (INST-3). Everybody may look; who may write stands in the table of rights. */
export function profileProcedures(context: StationContext): Procedures {
  const { store, identity, drivers } = context;
  return {
    list: async () => {
      const shelf = profileShelf(context);
      return {
        rows: shelf.templates.map((template) => profileRowOf(context, shelf, template)),
        templates: [...shelf.templates],
        secrets: [...store.secrets()],
        organizationId: identity.organizationId,
      };
    },
    open: async ({ id }) => openProfile(context, id),
    families: async () => familyViews(drivers),
    save: async (wish, { principal }) => saveProfile(context, principal, wish),
    giveSecret: (wish, { principal }) => giveSecret(context, principal, wish),
    history: async ({ id }) => {
      const answer = await context.cloudProfiles.history(id);
      switch (answer.kind) {
        case 'history':
        case 'no-such-profile':
          return answer;
        default:
          return { kind: 'not-answered', why: troubleOf(answer) };
      }
    },
    exportFile: async ({ id }, { principal }) => exportFile(context, principal, id),
    readFile: async ({ text }) => readFile(context, text),
  };
}

const noProfile = { kind: 'no-such-profile' } as const;

function openProfile(context: StationContext, id: ProfileId): Awaited<ReturnType<Procedures['open']>> {
  const shelf = profileShelf(context);
  const template = shelf.templates.find((one) => one.id === id);
  if (template === undefined) {
    return noProfile;
  }
  const resolution = resolveProfile(id, shelf.templates);
  return {
    kind: 'profile',
    row: profileRowOf(context, shelf, template),
    template,
    levels: resolution.kind === 'resolved' ? [...resolution.levels] : [],
    use: profileUseOf(context, shelf, id),
    refused: refusedVersionOf(context, id),
  };
}

const operationLimit = 500;

/** The newest version that the centre did not take and nobody has dealt with. */
function refusedVersionOf({ store }: StationContext, id: ProfileId) {
  const record = store
    .operationsThatNeedSomebody(operationLimit)
    .findLast(({ operation }) => operation.kind === 'profile.save' && operation.payload.profileId === id);
  return record === undefined || record.verdict === null || !needsSomebody(record)
    ? null
    : { operationId: record.operation.id, code: record.verdict.code, at: record.verdict.decidedAt };
}

/** Asked of the centre at once: a value that waits in a queue would be a copy of it in clear (INST-7). The trail has the name alone. */
async function giveSecret(
  context: StationContext,
  principal: Principal,
  { key, name, value }: Parameters<Procedures['giveSecret']>[0],
): ReturnType<Procedures['giveSecret']> {
  const problem = judgeSecret(key, value);
  if (problem !== null) {
    return { kind: 'bad-value', problem: { ...problem } };
  }
  const answer = await context.cloudProfiles.giveSecret({ name, value, actor: operationActor(principal) });
  const isAnswered = answer.kind === 'kept' || answer.kind === 'refused';
  const why = isAnswered ? null : troubleOf(answer);
  context.store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId],
      action: 'secret.given',
      outcome: answer.kind === 'kept' ? 'done' : answer.kind === 'refused' ? 'refused' : 'failed',
      code: answer.kind === 'refused' ? answer.code : why,
      after: { secret: name },
    }),
  );
  context.changed('profiles', 'audit');
  context.sync.wake();
  return isAnswered ? answer : { kind: 'not-answered', why: troubleOf(answer) };
}

function exportFile(context: StationContext, principal: Principal, id: ProfileId) {
  const { templates } = profileShelf(context);
  const resolution = resolveProfile(id, templates);
  switch (resolution.kind) {
    case 'no-such-profile':
      return noProfile;
    case 'resolved':
      break;
    default:
      return { kind: 'incomplete' as const };
  }
  const { name, version } = resolution.profile;
  context.store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId],
      action: 'profile.exported',
      outcome: 'done',
      after: { profile: `${name} ${version}` },
    }),
  );
  context.changed('audit');
  return {
    kind: 'file' as const,
    fileName: `fitbay-profile-${name.replaceAll(/[^a-z0-9-]+/gi, '-')}-${version}.json`,
    text: writeProfileFile(resolution.levels),
  };
}

function readFile(context: StationContext, text: string): Awaited<ReturnType<Procedures['readFile']>> {
  const reading = readProfileFile(text);
  if (reading.kind !== 'profile') {
    const keys = reading.kind === 'bad-value' ? reading.problems.map(({ key }) => key) : [];
    return { kind: 'not-taken', why: reading.kind, keys };
  }
  const top = reading.levels.at(-1);
  const here = profileShelf(context).templates.find(({ id }) => id === top?.id);
  const isSame = here !== undefined && canonicalJson(here) === canonicalJson(top);
  return {
    kind: 'profile',
    levels: [...reading.levels],
    here: here === undefined ? 'not-here' : isSame ? 'same' : 'other-version',
  };
}
