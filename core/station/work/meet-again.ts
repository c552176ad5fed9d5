import type { DriverContext, UnitDriver, UnitIdentity } from '../../ports/unit-driver.ts';
import type { Reopen } from '../cable/with-link.ts';

/** A unit that restarts in the middle of work on it. */
export interface RestartedUnit {
  readonly link: DriverContext;
  readonly driver: UnitDriver;
  readonly identity: UnitIdentity;
  readonly reopen: Reopen;
}

/** `not-returned`: not heard again in time. `swapped`: another unit answers there now. */
export type Meeting =
  | { readonly kind: 'met'; readonly link: DriverContext; readonly identity: UnitIdentity }
  | { readonly kind: 'not-returned'; readonly detail: string }
  | { readonly kind: 'swapped'; readonly read: string | null };

const betweenCallsMs = 1_000;

/** Waits for a unit after its restart. One that has its port again may still be starting up, so it is called until it answers. */
export async function meetAgain(
  { link: { clock }, driver, identity, reopen }: RestartedUnit,
  withinMs: number,
): Promise<Meeting> {
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
        ? { kind: 'met', link: reopened.context, identity: met.identity }
        : { kind: 'swapped', read: met.identity.imei };
    }
    detail = met.kind;
    await clock.sleep(betweenCallsMs);
  } while (clock.monotonicMs() < deadlineMs);
  return { kind: 'not-returned', detail };
}
