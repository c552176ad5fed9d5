import { describe, expect, it } from 'vitest';
import { endedScopes, scopeStatement } from './scope-lease.ts';

const hourMs = 3_600_000;
const statement = scopeStatement.parse({
  kind: 'fitbay-scope',
  version: 1,
  organizationId: 'workshop',
  stationId: 'bench-3',
  issuedAt: '2026-11-20T08:00:00.000Z',
  secretsValidUntil: '2026-11-20T18:00:00.000Z',
  customers: [
    { organizationId: 'fleet-a', validUntil: '2026-11-20T12:00:00.000Z' },
    { organizationId: 'fleet-b', validUntil: '2026-11-20T18:00:00.000Z' },
  ],
});
const namesAt = (ageMs: number): string[] =>
  endedScopes(statement, ageMs).map((ended) => (ended.kind === 'customer' ? ended.id : ended.kind));

describe('JOB-6 what has run out, by how long ago it was said', () => {
  it.each([
    [0, []],
    [4 * hourMs - 1, []],
    [4 * hourMs, ['fleet-a']],
    [10 * hourMs - 1, ['fleet-a']],
    [10 * hourMs, ['own-secrets', 'fleet-a', 'fleet-b']],
    [Number.POSITIVE_INFINITY, ['own-secrets', 'fleet-a', 'fleet-b']],
  ])('after %i ms: %o', (ageMs, expected) => {
    expect(namesAt(ageMs)).toEqual(expected);
  });
});
