// The profiles as whoever writes them sees them: what the centre has acknowledged, with versions on top that still wait for its answer.
// Units are configured by acknowledged versions only (see `profile-book.ts`).
import type { ProfileRow, ProfileUse } from '../../contract/station/profiles.ts';
import type { ProfileTemplate } from '../../domain/installation/profile-template.ts';
import { derivedFrom, resolveProfile } from '../../domain/installation/resolve-profile.ts';
import type { Operation } from '../../domain/sync/operation.ts';
import type { ProfileId } from '../../kernel/entity-ids.ts';
import { unitOf } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';

export interface Shelf {
  /** The newest version of each profile, by name. */
  readonly templates: readonly ProfileTemplate[];
  readonly waiting: ReadonlySet<ProfileId>;
}

type SaveOperation = Extract<Operation, { kind: 'profile.save' }>;

const pendingLimit = 1_000;

export function profileShelf({ store }: Pick<StationContext, 'store'>): Shelf {
  const templates = new Map(store.profiles().map((template) => [template.id, template]));
  const waiting = new Set<ProfileId>();
  for (const operation of store.pendingOperations(pendingLimit)) {
    if (operation.kind === 'profile.save') {
      templates.set(operation.payload.profileId, templateOf(operation));
      waiting.add(operation.payload.profileId);
    }
  }
  return { templates: [...templates.values()].sort((one, other) => one.name.localeCompare(other.name)), waiting };
}

/** The version that an operation carries. */
export function templateOf({ payload, actor, occurredAt }: SaveOperation): ProfileTemplate {
  const { profileId, organizationId, expectedVersion, draft, note } = payload;
  return {
    ...draft,
    id: profileId,
    organizationId,
    version: expectedVersion + 1,
    note,
    changedAt: occurredAt,
    changedBy: actor.name,
  };
}

export function profileRowOf(context: StationContext, shelf: Shelf, template: ProfileTemplate): ProfileRow {
  const { id, name, version, organizationId, baseId, unitTypes, changedAt, changedBy } = template;
  const resolution = resolveProfile(id, shelf.templates);
  const own = context.identity.organizationId;
  return {
    id,
    name,
    version,
    unitTypes: [...unitTypes],
    changedAt,
    changedBy,
    ownerName: organizationId === null ? null : (context.store.organization(organizationId)?.name ?? organizationId),
    baseName: baseId === null ? null : (shelf.templates.find((one) => one.id === baseId)?.name ?? baseId),
    values: resolution.kind === 'resolved' ? resolution.profile.values.length : null,
    isOurs: organizationId === own,
    state: shelf.waiting.has(id) ? 'waiting' : 'kept',
  };
}

const sheetLimit = 200;
const shownSheets = 12;

/** What hangs on a profile here: profiles derived from it, sheets that were compared with it, cartons that name it. */
export function profileUseOf({ store }: StationContext, shelf: Shelf, id: ProfileId): ProfileUse {
  const sheets = store.sessions(sheetLimit).flatMap((session) => {
    const { configuration } = session;
    return configuration.kind !== 'not-read' && configuration.profileId === id
      ? [
          {
            sessionId: session.id,
            unit: unitOf(session),
            version: configuration.profileVersion,
            isOpen: session.state === 'open',
          },
        ]
      : [];
  });
  return {
    derived: derivedFrom(id, shelf.templates).map(({ id: derivedId, name }) => ({ id: derivedId, name })),
    sheets: sheets.slice(0, shownSheets),
    cartons: store.cartons(sheetLimit).filter(({ profile }) => profile?.id === id).length,
  };
}
