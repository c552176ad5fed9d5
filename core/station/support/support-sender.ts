import type { SupportRequest, SupportStanding } from '../../domain/support/support-request.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { CloudFailure } from '../../ports/cloud-client.ts';
import type { CloudSupport } from '../../ports/cloud-support.ts';
import type { StationStore } from '../../ports/station-store.ts';
import { createSender, type Sender, type SenderDeps } from '../sync/create-sender.ts';

/**
 * Sends kept requests to the service desk, oldest first, until each has its number (REP-4). It does not go through the outbox: that stops when
 * the centre says that something is wrong with this station, and then support is needed most.
 */
export interface SupportSenderDeps extends Pick<SenderDeps, 'clock' | 'log' | 'random'> {
  readonly store: StationStore;
  readonly cloudSupport: CloudSupport;
  /** Writes what became of a request, with its line in the trail. */
  readonly settle: (request: SupportRequest, standing: SupportStanding) => void;
}

export function createSupportSender(deps: SupportSenderDeps): Sender {
  const { clock, log, random } = deps;
  return createSender({ clock, log, random, name: 'support', sendAll: (isStopped) => sendAll(deps, isStopped) });
}

/** Null when nothing waits any more. */
async function sendAll(
  { store, cloudSupport, log, settle, clock }: SupportSenderDeps,
  isStopped: () => boolean,
): Promise<CloudFailure | null> {
  for (let next = store.nextSupportRequest(); next !== null && !isStopped(); next = store.nextSupportRequest()) {
    const answer = await cloudSupport.send(next);
    switch (answer.kind) {
      case 'taken':
        settle(next, { kind: 'sent', number: answer.number, at: answer.takenAt });
        break;
      case 'key-used':
        settle(next, { kind: 'refused', why: 'key-used', at: clock.now() });
        break;
      case 'refused':
        settle(next, { kind: 'refused', why: answer.why, at: clock.now() });
        break;
      case 'unreachable':
      case 'not-enrolled':
      case 'revoked':
      case 'too-old':
      case 'not-allowed':
      case 'busy':
      case 'faulty':
      case 'forked':
        log.info('support.waits', { why: answer.kind });
        return answer;
      default:
        return assertNever(answer);
    }
  }
  return null;
}
