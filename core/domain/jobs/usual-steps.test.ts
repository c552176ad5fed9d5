import { describe, expect, it } from 'vitest';
import { usualSteps } from './usual-steps.ts';

describe('JOB-2 which steps a job wants where nobody says it', () => {
  it.each([
    ['installation', null, ['owner', 'configure', 'inspect', 'pair']],
    ['maintenance', 'swap', ['owner', 'configure', 'inspect', 'pair']],
    ['maintenance', 'removal', []],
    ['maintenance', 'inspection', ['inspect']],
    ['maintenance', 'repair', ['inspect']],
    ['maintenance', null, ['inspect']],
  ] as const)('%s, task %s', (kind, task, steps) => {
    expect(usualSteps(kind, { task })).toEqual(steps);
  });
});
