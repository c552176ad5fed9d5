import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTrailEntry } from '#core/domain/audit/read-trail-entry.ts';
import { verifyChain } from '#core/domain/audit/verify-chain.ts';
import { createManualClock } from './testing/manual-clock.ts';
import { makeTestFolder, openedStore } from './testing/opened-store.ts';
import { sampleAudit } from './testing/sample-records.ts';

const yearMs = 365 * 86_400_000;
/** From a second to ten years, either way; the time between is ordinary work. */
const jump = fc.oneof(
  fc.constantFrom(1_000, -1_000, 2_001, -2_001, 3_600_000, -3_600_000, 10 * yearMs, -10 * yearMs),
  fc.integer({ min: -10 * yearMs, max: 10 * yearMs }),
);

describe('REP-1 P19 a wrong clock', () => {
  it('stops nothing and hides nothing: every jump is an entry, and what follows is flagged', () => {
    fc.assert(
      fc.property(fc.array(jump, { minLength: 1, maxLength: 4 }), (jumps) => {
        const directory = makeTestFolder();
        const clock = createManualClock('2026-11-20T08:00:00.000Z');
        const store = openedStore(directory, { clock });
        const write = () => readTrailEntry(store.transact((one) => one.appendAudit(sampleAudit(1))));
        write();
        let driftMs = 0;
        let notedMs = 0;
        let noted = 0;
        for (const jumpMs of jumps) {
          clock.jumpWall(jumpMs);
          driftMs += jumpMs;
          const isNoted = Math.abs(driftMs - notedMs) > 2_000;
          const entry = write();
          noted += isNoted ? 1 : 0;
          notedMs = isNoted ? driftMs : notedMs;
          expect(entry.clockSuspect || Math.abs(driftMs) <= 2_000).toBe(true);
        }
        const entries = store.auditFrom(1, 100);
        const changes = entries.filter(({ canonical }) => canonical.includes('"action":"clock.changed"'));
        expect(changes).toHaveLength(noted);
        expect(verifyChain(entries)).toMatchObject({ kind: 'intact', entries: 1 + jumps.length + noted });
        store.close();
        rmSync(directory, { recursive: true });
      }),
      { numRuns: 20 },
    );
  });

  it('is noted once, with the time it would have been, also when the first act failed', () => {
    const directory = makeTestFolder();
    const clock = createManualClock('2026-11-20T08:00:00.000Z');
    const store = openedStore(directory, { clock });
    clock.jumpWall(-3_600_000);
    const failing = () =>
      store.transact((write) => {
        write.appendAudit(sampleAudit(1));
        throw new Error('the act failed');
      });
    expect(failing).toThrow('the act failed');
    store.transact((write) => write.appendAudit(sampleAudit(1)));
    store.transact((write) => write.appendAudit(sampleAudit(1)));
    const bodies = store.auditFrom(1, 10).map(readTrailEntry);
    expect(bodies.map(({ action }) => action === 'clock.changed')).toEqual([true, false, false]);
    expect(bodies[0]).toMatchObject({
      before: { at: '2026-11-20T08:00:00.000Z' },
      after: { at: '2026-11-20T07:00:00.000Z' },
      clockSuspect: true,
    });
    store.close();
    rmSync(directory, { recursive: true });
  });
});
