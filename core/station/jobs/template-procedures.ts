import type { JobTemplateChange } from '../../domain/jobs/job-exchange.ts';
import type { JobTemplateId } from '../../kernel/entity-ids.ts';
import type { CloudFailure } from '../../ports/cloud-client.ts';
import { settleAtCentre } from '../partners/settle-at-centre.ts';
import { operationActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { takeTemplateChange } from './take-settled.ts';

/** Templates of our own fleet (JOB-3): read from the station's copy, written at the centre. */
export function jobTemplateProcedures(context: StationContext): AreaProcedures<'jobTemplates'> {
  const { store, cloudJobs } = context;
  return {
    list: async () => ({
      templates: [...store.jobTemplates()].sort((one, other) => one.name.localeCompare(other.name)),
      asOf: store.mirrorAsOf(),
    }),

    async put(asked, { principal }) {
      const answer = await cloudJobs.putTemplate({ ...asked, actor: operationActor(principal) });
      return settle(context, principal, { ...asked, answer, action: 'job.template-saved', name: asked.draft.name });
    },

    async remove(asked, { principal }) {
      const name = store.jobTemplates().find(({ id }) => id === asked.id)?.name ?? asked.id;
      const answer = await cloudJobs.removeTemplate({ ...asked, actor: operationActor(principal) });
      return settle(context, principal, { ...asked, answer, action: 'job.template-deleted', name });
    },
  };
}

interface Settled {
  readonly id: JobTemplateId;
  readonly name: string;
  readonly answer: JobTemplateChange | CloudFailure;
  readonly action: string;
}

function settle(context: StationContext, principal: Principal, { id, name, answer, action }: Settled) {
  return settleAtCentre(context, principal, {
    answer,
    action,
    topic: 'jobs',
    about: { template: name },
    take: (write, change) => takeTemplateChange(write, change, id),
  });
}
