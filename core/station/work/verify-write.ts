import type { ConfigChange, VerifyOutcome } from '../../ports/unit-driver.ts';
import { type Meeting, meetAgain, type RestartedUnit } from './meet-again.ts';

/**
 * Reads back what was written (INST-3). Where the driver says that a unit keeps a value only from its restart on, the unit is restarted
 * first: what it would have forgotten is then seen. The port may go away meanwhile and another unit may come back on it.
 */
/** What was written is unknown where the unit was not met again. */
export type Verification = VerifyOutcome | Exclude<Meeting, { readonly kind: 'met' }>;

export async function verifyWrite(unit: RestartedUnit, changes: readonly ConfigChange[]): Promise<Verification> {
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
