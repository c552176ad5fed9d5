import type { ToldJobCommand } from './job-command.ts';

const actions = {
  start: 'job.started',
  fill: 'job.filled',
  override: 'job.overridden',
  pause: 'job.paused',
  visit: 'job.made-of-visit',
  resume: 'job.resumed',
  'hand-over': 'job.taken-over',
  succeed: 'job.succeeded',
  fail: 'job.failed',
} as const;

const stepActions = { done: 'job.step-done', waived: 'job.step-waived', open: 'job.step-reopened' } as const;

const pointActions = { done: 'job.point-done', waived: 'job.point-waived', open: 'job.point-reopened' } as const;

/** How the trail of the station and that of the centre call what was done with a job at a bench. Words: `audit-page.action.<action>`. */
export function benchAction(command: ToldJobCommand): string {
  switch (command.act) {
    case 'advance':
      return stepActions[command.to.kind];
    case 'tick':
      return pointActions[command.to.kind];
    default:
      return actions[command.act];
  }
}
