import type { ChangesPage } from '../../domain/sync/changes.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { auditActor } from '../principal.ts';
import type { StationContext } from '../station-context.ts';

type World = Pick<StationContext, 'roster' | 'identity' | 'clock' | 'log' | 'changed'>;

/**
 * Takes the roster that came with a pull, in its transaction. One that the station's cloud did not sign changes nothing here; it is written
 * down and shown, because somebody stands between station and cloud or the cloud lost its key.
 */
export function takeRoster(context: World, write: StoreWriter, { roster }: ChangesPage): void {
  if (roster === undefined) {
    return;
  }
  const taking = context.roster.take(write, roster);
  if (taking.kind === 'taken') {
    if (taking.isOther) {
      // Told after the transaction: nobody is to ask for what is not on disk yet.
      void Promise.resolve().then(() => context.changed('seat'));
    }
    return;
  }
  context.log.error('roster.refused', { why: taking.why });
  const lastRefusal = write.setting(refusalSetting);
  const refusal = `${taking.why} ${roster.key}`;
  if (lastRefusal === refusal) {
    return;
  }
  write.setSetting(refusalSetting, refusal);
  write.appendAudit({
    actor: auditActor({ kind: 'nobody' }),
    organizations: [context.identity.organizationId],
    action: 'roster.refused',
    outcome: 'refused',
    code: taking.why,
  });
  write.addFeed({ at: context.clock.now(), mark: 'stop', key: 'roster-refused', detail: {}, sessionId: null });
}

/** What was refused last: the same every ten seconds is said once. */
const refusalSetting = 'roster.refused';
