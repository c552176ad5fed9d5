import { parseUnitKey } from '../../domain/identity/unit-key.ts';
import { holdAgainstJob } from '../../domain/jobs/hold-against-job.ts';
import type { Organization } from '../../domain/organizations/organization.ts';
import { judgeUnit } from '../../domain/ownership/judge-unit.ts';
import type { UnitFacts } from '../../domain/ownership/unit-facts.ts';
import type { Verdict } from '../../domain/ownership/verdict.ts';
import { type CartonId, type JobId, type OrganizationId, type SessionId, sessionId } from '../../kernel/entity-ids.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { StoreReader } from '../../ports/station-store.ts';
import { standingJob } from '../jobs/job-book.ts';
import type { StationContext } from '../station-context.ts';
import { cloudNow } from '../sync/cloud-now.ts';
import { withWaitingTransfer } from './waiting-transfer.ts';

/** Which unit is asked about, and for whom. */
export interface VerdictWish {
  readonly serial: string;
  readonly chosenType: string | null;
  readonly customerId: OrganizationId;
  /** The sheet or carton that asks: a transfer of its own that waits is no obstacle to itself. */
  readonly within?: SessionId | CartonId | undefined;
  /** Do not ask the cloud, e.g. for a list. */
  readonly mirrorOnly?: boolean;
  /** See `UnitQuestion`. */
  readonly path?: 'assets';
  /** The job for which the unit was scanned; left out, the one of the sheet that asks. */
  readonly jobId?: JobId | undefined;
}

interface Facts {
  readonly units: readonly UnitFacts[];
  readonly asOf: IsoTime;
  readonly freshness: 'live' | 'mirror';
}

/** How long a technician waits for the registry before the last known facts are shown with their age (OWN-11). */
const lookUpTimeoutMs = 2_500;

/** Gathers the facts, fresh where the cloud answers in time, and asks the one verdict function (OWN-1). */
export async function judgeFor(context: StationContext, wish: VerdictWish): Promise<Verdict> {
  return judgeBy(context, wish, { read: context.store, ...(await factsOf(context, wish)) });
}

/** The same for a link on the page of assets, with the facts that it rests on (UNIT-2). */
export async function judgeForAsset(
  context: StationContext,
  wish: VerdictWish,
): Promise<{ readonly verdict: Verdict; readonly units: readonly UnitFacts[] }> {
  const facts = await factsOf(context, wish);
  const verdict = judgeBy(context, { ...wish, path: 'assets' }, { read: context.store, ...facts });
  return { verdict, units: facts.units };
}

/** How long a list waits; nobody stands in front of it with one unit in the hand. */
const manyTimeoutMs = 10_000;

export type ManyJudged =
  | { readonly kind: 'judged'; readonly verdicts: readonly Verdict[] }
  | { readonly kind: 'no-answer' };

/** The same for up to 100 units in one question to the registry. The verdicts stand in the order of the wishes, and all of them are live. */
export async function judgeManyFor(context: StationContext, wishes: readonly VerdictWish[]): Promise<ManyJudged> {
  const serials = [...new Set(wishes.map(({ serial }) => serial))];
  const answer = await context.cloud.lookUpManyUnits(serials, manyTimeoutMs);
  if (answer.kind !== 'found') {
    return { kind: 'no-answer' };
  }
  const { asOf, units } = answer;
  const verdicts = wishes.map((wish) => {
    const its = units.filter(({ serial }) => serial === wish.serial);
    return judgeBy(context, wish, { read: context.store, units: its, asOf, freshness: 'live' });
  });
  return { kind: 'judged', verdicts };
}

/** The verdict by the mirror as a transaction sees it. `live` where the cloud has just said how things stand, at that moment. */
export function judgeFromMirror(context: StationContext, wish: VerdictWish, { read, live }: MirrorView): Verdict {
  const units = read.unitsBySerial(wish.serial);
  return live === undefined
    ? judgeBy(context, wish, { read, units, asOf: mirrorTime(read), freshness: 'mirror' })
    : judgeBy(context, wish, { read, units, asOf: live, freshness: 'live' });
}

export interface MirrorView {
  readonly read: StoreReader;
  readonly live?: IsoTime;
}

async function factsOf(context: StationContext, { serial, mirrorOnly }: VerdictWish): Promise<Facts> {
  const { store } = context;
  if (mirrorOnly !== true) {
    const answer = await context.cloud.lookUpUnits(serial, lookUpTimeoutMs);
    if (answer.kind === 'found') {
      return { units: answer.units, asOf: answer.asOf, freshness: 'live' };
    }
  }
  return { units: store.unitsBySerial(serial), asOf: mirrorTime(store), freshness: 'mirror' };
}

function judgeBy(
  context: StationContext,
  { serial, chosenType, customerId, path, within, jobId }: VerdictWish,
  { read, ...facts }: Facts & { readonly read: StoreReader },
): Verdict {
  const own = context.identity.organizationId;
  const customer = read.organization(customerId) ?? forgotten(customerId);
  const partner = read.organization(own);
  invariant(partner !== null, 'a verdict is asked by an organization that the station knows');
  const verdict = judgeUnit({
    serial,
    candidates: facts.units.map((unit) => withWaitingTransfer(read, unit, within)),
    chosenType,
    ...(path === undefined ? {} : { path }),
    mode: customerId === own ? 'own-organization' : 'customer',
    customer,
    partner,
    trust: read.trust(customerId, own),
    ownerOf: (id) => read.organization(id),
    matrix: context.unitTypes,
    now: cloudNow(context),
    asOf: facts.asOf,
    freshness: facts.freshness,
    staleAfterMs: context.ownershipPolicy.verdictValidHours * 3_600_000,
  });
  const wantedBy = jobId ?? jobOfSheet(read, within);
  const job = wantedBy === null ? null : (standingJob({ store: read }, wantedBy)?.job ?? null);
  return holdAgainstJob(verdict, job, { serial, unitType: typeIn(verdict) ?? chosenType });
}

function jobOfSheet(read: StoreReader, within: VerdictWish['within']): JobId | null {
  return within === undefined ? null : (read.session(sessionId.parse(within))?.job?.id ?? null);
}

function typeIn(verdict: Verdict): string | null {
  const parsed = verdict.kind === 'verdict' ? parseUnitKey(verdict.unit) : null;
  return parsed?.kind === 'unit-key' ? parsed.key.unitType : null;
}

/** Before the first pull nothing is known; that counts from the beginning of time and is called old. */
function mirrorTime(read: StoreReader): IsoTime {
  return read.mirrorAsOf() ?? '1970-01-01T00:00:00.000Z';
}

/** A customer that took us off its list: nothing is known of it any more but that it does not trust us. Its sheets stay readable. */
function forgotten(id: OrganizationId): Organization {
  return { id, name: id, kinds: ['fleet-customer'], autoPairing: false, nameIsPublic: false };
}
