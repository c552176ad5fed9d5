import { describe, expect, it } from 'vitest';
import { standingOfVerdict } from './verdict-standing.ts';

describe('OWN-11 what a verdict means for the queue', () => {
  it.each([
    ['applied', 'accepted'],
    ['noop', 'accepted'],
    ['flagged', 'accepted'],
    ['conflict', 'needs-somebody'],
    ['refused', 'needs-somebody'],
    ['deferred', 'unanswered'],
  ] as const)('%s: %s', (verdict, standing) => {
    expect(standingOfVerdict(verdict)).toBe(standing);
  });
});
