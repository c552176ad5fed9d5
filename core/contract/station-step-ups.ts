import type { Right } from '../domain/access/roles.ts';
import type { StepUpAct } from '../domain/access/step-up-act.ts';

/**
 * Which procedures want a PIN right before them (STA-1, reliability.md §5.2), beside the right that `station-rights.ts` asks for. The gate in
 * front of every procedure reads this table: without a fresh proof a call is answered by the error `STEP_UP_NEEDED` with this rule as its
 * data. The page then asks for the PIN by itself (`access.stepUp`) and makes the call again, so a feature only adds its line here.
 *
 * With a `second` right the PIN is that of another person who holds it; the procedure finds them in `call.secondPerson` and names them in
 * the audit trail. An act that wants two persons only sometimes is two procedures, as `carton.confirm` and `carton.confirmBulk`. The command
 * line has no seat and no PIN: whoever may read the station's files is let pass, and the trail says that it was the command line.
 */
export interface StepUpRule {
  readonly act: StepUpAct;
  /** Left out: the PIN of whoever sits at the bench. */
  readonly second?: Right;
}

export const stepUpRules: Readonly<Record<string, StepUpRule>> = {
  'bench.transfer': { act: 'transfer' },
  'backups.transfer': { act: 'transfer' },
  'ownership.transfer': { act: 'transfer' },
  'assets.linkAndTransfer': { act: 'transfer' },
  'access.raise': { act: 'supervise' },
  'audit.export': { act: 'audit-export' },
  // What is erased is gone: somebody else who may do it looks at it too.
  'audit.erase': { act: 'erase', second: 'erase' },
  'access.unlock': { act: 'unlock' },
  // Whoever decides is the second person already, signed in as themselves; what is wanted is their own PIN.
  'ownership.decideReversal': { act: 'reversal' },
  'tasks.retryTransfer': { act: 'transfer' },
  // What the customer prescribes is left only by somebody who is there (ORG-5).
  'bench.overrideValue': { act: 'override' },
  'carton.confirm': { act: 'transfer' },
  'carton.confirmBulk': { act: 'bulk', second: 'transfer' },
  'carton.breakReservation': { act: 'reservation', second: 'resolve' },
  'carton.breakReservationAlone': { act: 'reservation' },
};
