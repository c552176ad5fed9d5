import type { VisitsResult } from '../../contract/station/jobs.ts';
import { settleAtCentre } from '../partners/settle-at-centre.ts';
import { operationActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';

/** Says for our fleet whether every visit to a service partner is a job (X2). The centre keeps it and tells the partners; it judges late visits by it. */
export async function setVisits(
  context: StationContext,
  principal: Principal,
  { on }: { readonly on: boolean },
): Promise<VisitsResult> {
  const own = context.identity.organizationId;
  return settleAtCentre(context, principal, {
    answer: await context.cloudJobs.setVisits({ actor: operationActor(principal), on }),
    action: 'jobs.visits-set',
    topic: 'jobs',
    about: { visits: on ? 'on' : 'off' },
    take: (write, answer) => {
      const known = write.organization(own);
      if (answer.kind === 'done' && known !== null) {
        const { visitsAreJobs: _before, ...rest } = known;
        write.mirror.putOrganization(answer.on ? { ...rest, visitsAreJobs: true } : rest);
      }
    },
  });
}
