import { describe, expect, it } from 'vitest';
import { procedureRights } from '../../contract/station-rights.ts';
import { stepUpRules } from '../../contract/station-step-ups.ts';
import { longestGraceMs, unusedProofMs } from '../../domain/access/step-up-act.ts';

describe('STA-1 which acts want a PIN right before them', () => {
  it('each stands in the table of rights as well, and only a right may be asked of a second person', () => {
    for (const [procedure, { second }] of Object.entries(stepUpRules)) {
      expect(procedureRights[procedure], procedure).toMatch(/^(?!public|badge)/);
      expect(second === undefined || second !== 'look', procedure).toBe(true);
    }
  });

  it('never for longer than two minutes, and one that is not used is good for one', () => {
    expect(longestGraceMs).toBeLessThanOrEqual(120_000);
    expect(unusedProofMs).toBeLessThanOrEqual(60_000);
  });
});
