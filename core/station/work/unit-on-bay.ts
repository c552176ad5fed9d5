import type { LinkProblem } from '../../contract/station/cable.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { DriverContext, DriverId, UnitDriver, UnitIdentity } from '../../ports/unit-driver.ts';
import { identifyProblem } from '../cable/link-problem.ts';
import type { Reopen } from '../cable/with-link.ts';
import { unitOf } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';

/** The unit of a sheet, met again on its bay: asked anew who it is, because any other may have been plugged in meanwhile (INST-3). */
export interface MetUnit {
  readonly link: DriverContext;
  readonly driver: UnitDriver;
  readonly identity: UnitIdentity;
  /** For a unit that was restarted on purpose. */
  readonly reopen: Reopen;
  progress(done: number, total: number): void;
}

export interface BayWork<Result> {
  readonly session: BenchSession;
  readonly activity: BayActivity;
  work(unit: MetUnit): Promise<Result>;
}

/** Text keys `cable.activity.<activity>`. */
export type BayActivity =
  | 'compare'
  | 'write'
  | 'measure'
  | 'back-up'
  | 'await-reset'
  | 'restore'
  | 'roll-back'
  | 'test-report'
  | 'firmware';

const changing: ReadonlySet<BayActivity> = new Set(['write', 'restore', 'roll-back', 'firmware']);

export type Stranger = { readonly kind: 'stranger'; readonly read: UnitIdentity; readonly port: string };

/** Runs work on the sheet's bay. `stranger`: another unit answers there; nothing was done to it. */
export async function workOnBay<Result>(
  context: StationContext,
  job: BayWork<Result>,
): Promise<Result | Stranger | LinkProblem> {
  const { session, activity } = job;
  const { identity, bay } = session;
  if (identity.kind !== 'agrees' || bay === null) {
    return { kind: 'link-problem', reason: 'no-bay', detail: '' };
  }
  // The id was stored by the driver that this station has; a store that came from a newer station may know one that we lack.
  const driver = context.drivers.byId(identity.driver as DriverId);
  if (driver === null) {
    return { kind: 'link-problem', reason: 'silent', detail: identity.driver };
  }
  return context.bays.run<Result | Stranger | LinkProblem>(bay, {
    sessionId: session.id,
    unit: unitOf(session),
    activity,
    safeToUnplug: !changing.has(activity),
    async work(link, progress, reopen) {
      const met = await driver.identify(link);
      if (met.kind !== 'identified') {
        return identifyProblem(driver, met);
      }
      context.bays.met(bay, met.identity);
      return met.identity.imei === identity.imei
        ? job.work({ link, driver, identity: met.identity, reopen, progress })
        : { kind: 'stranger', read: met.identity, port: link.link.path };
    },
  });
}
