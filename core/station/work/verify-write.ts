import type { ConfigChange, DriverContext, UnitDriver, UnitIdentity, VerifyOutcome } from '../../ports/unit-driver.ts';
import type { Reopen } from '../cable/with-link.ts';

/**
 * Reads back what was written (INST-3). Where the driver says that a unit keeps a value only from its restart on, the unit is restarted
 * first: what it would have forgotten is then seen. The port may go away meanwhile and another unit may come back on it.
 */
export interface WrittenUnit {
  readonly link: DriverContext;
  readonly driver: UnitDriver;
  readonly identity: UnitIdentity;
  readonly reopen: Reopen;
}

/** `not-returned`: restarted, and not heard again in time. `swapped`: another unit answers there now. What was written is then unknown. */
export type Verification =
  | VerifyOutcome
  | { readonly kind: 'not-returned'; readonly detail: string }
  | { readonly kind: 'swapped'; readonly read: string | null };

export async function verifyWrite(unit: WrittenUnit, changes: readonly ConfigChange[]): Promise<Verification> {
  const { keys } = unit.driver.capabilities(unit.identity);
  const needsRestart = changes.some(({ key }) => keys[key]?.needsReboot === true);
  if (!needsRestart) {
    return unit.driver.verify(unit.link, changes);
  }
  const restart = await unit.driver.reboot(unit.link);
  if (restart.kind !== 'restarting') {
    return restart;
  }
  const back = await meetAgain(unit, restart.returnsWithinMs);
  return back.kind === 'met' ? unit.driver.verify(back.link, changes) : back;
}

const betweenCallsMs = 1_000;

/** A unit that has its port again may still be starting up, so it is called until it answers. */
async function meetAgain(
  { link: { clock }, driver, identity, reopen }: WrittenUnit,
  withinMs: number,
): Promise<{ readonly kind: 'met'; readonly link: DriverContext } | Exclude<Verification, VerifyOutcome>> {
  const deadlineMs = clock.monotonicMs() + withinMs;
  let detail = '';
  do {
    const reopened = await reopen(Math.max(0, deadlineMs - clock.monotonicMs()));
    if (reopened.kind === 'link-problem') {
      return { kind: 'not-returned', detail: reopened.reason };
    }
    const met = await driver.identify(reopened.context);
    if (met.kind === 'identified') {
      return met.identity.imei === identity.imei
        ? { kind: 'met', link: reopened.context }
        : { kind: 'swapped', read: met.identity.imei };
    }
    detail = met.kind;
    await clock.sleep(betweenCallsMs);
  } while (clock.monotonicMs() < deadlineMs);
  return { kind: 'not-returned', detail };
}
