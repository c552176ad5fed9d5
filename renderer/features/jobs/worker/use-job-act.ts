import { useState } from 'react';
import type { BenchWish } from '#core/contract/station/jobs.ts';
import type { JobCode } from '#core/domain/codes.ts';
import type { Job } from '#core/domain/jobs/job.ts';
import type { JobId } from '#core/kernel/entity-ids.ts';
import { useActing } from '../../../station/acting.ts';

export interface JobAct {
  readonly isRunning: boolean;
  /** Why the last one did not come about; stays until the next. */
  readonly trouble: JobCode | null;
  /** Answers the job as it is then, or null where nothing was done. */
  run(wish: BenchWish): Promise<Job | null>;
  forget(): void;
}

/** Does something with a job at this bench. It waits for no network; a refusal changes nothing and says why. */
export function useJobAct(id: JobId): JobAct {
  const acting = useActing();
  const [isRunning, setRunning] = useState(false);
  const [trouble, setTrouble] = useState<JobCode | null>(null);
  return {
    isRunning,
    trouble,
    forget: () => setTrouble(null),
    async run(wish) {
      setRunning(true);
      setTrouble(null);
      const answer = await acting((client) => client.jobs.act({ id, wish }));
      setRunning(false);
      if (answer?.kind === 'done') {
        return answer.job;
      }
      if (answer !== null) {
        setTrouble(answer.kind === 'refused' ? answer.code : 'JOB_UNKNOWN');
      }
      return null;
    },
  };
}
