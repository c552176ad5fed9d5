import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { entryOf } from '../../domain/ownership/unit-type-matrix.ts';
import { hideSecretsWithin, redactLogLine } from '../../domain/support/hide-secrets.ts';
import { fitCapture } from '../../domain/support/prepare-request.ts';
import {
  type SupportMessage,
  type SupportParts,
  type SupportRequest,
  type SupportRequestId,
  supportRequestId,
} from '../../domain/support/support-request.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import { captureOfBay, captureOfSheet } from '../captures/capture-view.ts';
import { doctorChecks } from '../general/doctor-checks.ts';
import { operationActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { knownSecrets } from './known-secrets.ts';

/**
 * Puts together what support needs to know and keeps it in memory until the person has reviewed it, so that what they saw is what is sent:
 * the page gives back words and choices, never contents.
 */
export interface DraftDesk {
  draft(principal: Principal, wish: DraftWish): Promise<SupportRequest>;
  /** Null where it is not known any more, or is another person's. */
  find(principal: Principal, id: SupportRequestId): SupportRequest | null;
}

export interface DraftWish {
  readonly sessionId: SessionId | null;
  readonly bay: number | null;
  readonly message: SupportMessage | null;
}

const draftsAtMost = 20;
const logLines = 50;

export function createDraftDesk(context: StationContext): DraftDesk {
  const drafts = new Map<SupportRequestId, SupportRequest>();
  return {
    async draft(principal, wish) {
      const request = await compose(context, principal, wish);
      drafts.set(request.id, request);
      const [oldest] = drafts.keys();
      if (drafts.size > draftsAtMost && oldest !== undefined) {
        drafts.delete(oldest);
      }
      return request;
    },
    find(principal, id) {
      const draft = drafts.get(id);
      return draft !== undefined && draft.by.personId === operationActor(principal).personId ? draft : null;
    },
  };
}

async function compose(context: StationContext, principal: Principal, wish: DraftWish): Promise<SupportRequest> {
  const { identity, store, clock, ids, version, host } = context;
  const { personId, name, roles } = operationActor(principal);
  const secrets = knownSecrets(context);
  return {
    version: 1,
    id: supportRequestId.parse(ids.next()),
    createdAt: clock.now(),
    by: { personId, name, roles },
    station: { id: identity.stationId, generation: identity.generation, name: identity.name, place: identity.place },
    organization: {
      id: identity.organizationId,
      name: store.organization(identity.organizationId)?.name ?? identity.organizationId,
    },
    program: { version, host, locale: store.setting('locale') === 'de' ? 'de' : 'en' },
    words: '',
    ...hideSecretsWithin(await partsOf(context, principal, wish), secrets),
    log: newestLog(context, secrets),
  };
}

async function partsOf(
  context: StationContext,
  principal: Principal,
  wish: DraftWish,
): Promise<Omit<SupportParts, 'log'>> {
  const { sessionId, bay, message } = wish;
  const session = sessionId === null ? null : context.store.session(sessionId);
  const capture =
    session !== null
      ? captureOfSheet(context, principal, session.id)
      : bay !== null
        ? captureOfBay(context, principal, bay)
        : null;
  return {
    unit: session === null ? null : unitOf(context, session),
    message,
    diagnostics: await doctorChecks(context),
    capture: capture === null ? null : fitCapture(capture),
  };
}

function unitOf({ unitTypes }: StationContext, session: BenchSession): SupportParts['unit'] {
  const { unit, label, identity, customerName, id } = session;
  const read = identity.kind === 'agrees' ? identity : null;
  return {
    serial: label.serial,
    unitType: unit?.unitType ?? null,
    typeLabel: unit === null ? null : entryOf(unitTypes, unit.unitType).label,
    model: read?.model ?? null,
    firmware: read?.firmware ?? null,
    customer: customerName,
    sessionId: id,
  };
}

function newestLog({ logBook }: StationContext, secrets: readonly string[]): string[] {
  return logBook.newest(logLines).flatMap((line) => redactLogLine(line, secrets) ?? []);
}
