import type { ChangePinResult } from '../../contract/station/access.ts';
import { judgePin } from '../../domain/access/pin-rules.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';

/**
 * A new PIN for whoever sits there (STA-1). The old one is tried here first, on the same ladder as every PIN, so that an unwatched bench gives
 * no more guesses than the door; the cloud asks for it again, gives the new one and signs it into the next roster.
 */
export async function changeOwnPin(
  context: StationContext,
  principal: Principal,
  { oldPin, newPin }: { readonly oldPin: string; readonly newPin: string },
): Promise<ChangePinResult> {
  if (principal.kind !== 'person') {
    return { kind: 'no-contact' };
  }
  const judged = newPin === oldPin ? ({ kind: 'weak', why: 'same' } as const) : judgePin(newPin);
  if (judged.kind === 'weak') {
    return judged;
  }
  const { personId } = principal;
  const tried = await context.pinCheck.check(personId, oldPin);
  const result = tried.kind === 'right' ? await askCloud(context, { personId, oldPin, newPin }) : tried;
  const isDone = result.kind === 'changed';
  context.store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId],
      action: 'person.pin-changed',
      outcome: isDone ? 'done' : 'refused',
      code: isDone ? null : result.kind,
    }),
  );
  context.changed('audit');
  if (isDone) {
    // The roster with the new verifier comes with the next pull; until then the old PIN would still be asked for.
    await context.sync.runNow();
  }
  return result.kind === 'wait' ? { kind: 'wait', waitMs: result.waitMs } : withoutWait(result);
}

type Change = Parameters<StationContext['cloud']['changePin']>[0];

async function askCloud({ cloud }: StationContext, change: Change): Promise<ChangePinResult> {
  const answer = await cloud.changePin(change);
  switch (answer.kind) {
    case 'changed':
    case 'locked-out':
    case 'weak':
      return answer;
    case 'wrong-pin':
      return { kind: 'wrong-pin', triesLeft: answer.triesLeft };
    case 'unreachable':
    case 'not-enrolled':
    case 'revoked':
    case 'too-old':
    case 'busy':
    case 'faulty':
    case 'forked':
    case 'not-allowed':
      return { kind: 'no-contact' };
    default:
      return assertNever(answer);
  }
}

function withoutWait(result: ChangePinResult): ChangePinResult {
  return result.kind === 'wrong-pin' ? { kind: 'wrong-pin', triesLeft: result.triesLeft } : result;
}
