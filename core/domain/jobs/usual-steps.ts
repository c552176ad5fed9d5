import type { JobStep } from './job.ts';
import type { JobFields, JobKind } from './job-fields.ts';

/** The parts of the main job that a job wants where nobody says it (JOB-2, decisions.md d13). A form begins with them; a table cannot say them. */
export function usualSteps(kind: JobKind, { task }: Pick<JobFields, 'task'>): readonly JobStep[] {
  if (kind === 'installation') {
    return ['owner', 'configure', 'inspect', 'pair'];
  }
  switch (task) {
    case 'swap':
      return ['owner', 'configure', 'inspect', 'pair'];
    case 'removal':
      return [];
    case 'inspection':
    case 'repair':
    case null:
      return ['inspect'];
  }
}
