import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditFingerprint } from '#core/domain/reports/verify-link.ts';
import { stationId } from '#core/kernel/entity-ids.ts';
import type { CheckpointSigner } from '#core/ports/secrets.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { signHead } from '#core/station/audit/sign-head.ts';
import { verifyOwnChain } from '#core/station/audit/verify-own-chain.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { createCheckpointSigner } from '#electron/adapters/secrets/checkpoint-signer.ts';
import { makeTestFolder, openedStore, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { sampleAudit, sampleOrganizations } from '#electron/adapters/sqlite/testing/sample-records.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { noteResult } from './note-result.ts';
import { makeMemoryFolder } from './power-cuts/memory-folder.ts';
import { seedOfRun } from './seed-of-run.ts';
import { cutTail } from './tail-cuts/cut-tail.ts';
import { openWiredSite, type WiredSite } from './wired/wired-site.ts';
import { openWiredStation } from './wired/wired-station.ts';

// P21 on a real disk: somebody cuts off the end of a trail that the centre has not got yet, and the station goes on as if nothing were. One signed or
// one printed head after the cut gives it away. FITBAY_TAIL_CUTS sets how often, FITBAY_SEED repeats a run.

const cuts = Number(process.env['FITBAY_TAIL_CUTS'] ?? '40');
const seed = seedOfRun();
const sabotagedCuts = 10;
const length = 30;
const mostAfter = 12;
const identity = {
  stationId: stationId.parse('bench-3'),
  generation: 1,
  name: 'Bench 3',
  place: 'Hall North',
  organizationId: sampleOrganizations.partner,
};
const { next: random } = createRandom(seed, 'tail cuts');
const below = (limit: number) => Math.floor(random() * limit);

let template = '';
const heads: string[] = [];
beforeEach(() => {
  template = makeTestFolder();
  const store = openedStore(template);
  for (let number = 1; number <= length; number += 1) {
    store.transact((write) => write.appendAudit(sampleAudit(number)));
    heads[number] = store.auditHead().head;
  }
  store.close();
});
afterEach(() => removeTestFolder(template));

type Witness = 'signed' | 'printed';

interface Cut {
  readonly witness: Witness;
  /** The head that was signed or printed once. */
  readonly known: number;
  readonly left: number;
  /** Entries that are written after the cut, as if nothing were. */
  readonly after: number;
  readonly openSigner: (directory: string) => CheckpointSigner;
}

/** Whether the check of the station's own trail finds the cut. */
async function isFound({ witness, known, left, after, openSigner }: Cut): Promise<boolean> {
  const directory = makeMemoryFolder();
  try {
    cpSync(template, directory, { recursive: true });
    signOnce(directory, known);
    if (witness === 'printed') {
      // Then what was signed went with the entries, and only the paper is left.
      rmSync(join(directory, 'audit-head.json'));
    }
    cutTail(directory, left);
    const store = openedStore(directory);
    workOn(store, after);
    const printed = auditFingerprint(heads[known] ?? '');
    const checking = { store, clock: systemClock, signer: openSigner(directory), identity };
    const finding = await verifyOwnChain(checking, witness === 'printed' ? { knownHead: printed } : {});
    store.close();
    return finding.kind === 'broken';
  } finally {
    removeTestFolder(directory);
  }
}

function signOnce(directory: string, size: number): void {
  const store = openedStore(directory);
  signHead({ identity, signer: createCheckpointSigner({ directory }), store }, { size, head: heads[size] ?? '' });
  store.close();
}

function workOn(store: StationStore, acts: number): void {
  for (let act = 1; act <= acts; act += 1) {
    store.transact((write) => write.appendAudit(sampleAudit(1_000 + act)));
  }
}

/** Cuts at places of chance; how many were missed. */
async function missedOf(times: number, wanted: Pick<Cut, 'openSigner'> & { readonly witness?: Witness }) {
  let missed = 0;
  for (let cut = 0; cut < times; cut += 1) {
    const left = 1 + below(length - 1);
    const known = left + 1 + below(length - left);
    const witness = wanted.witness ?? (random() < 0.5 ? 'signed' : 'printed');
    const found = await isFound({ witness, known, left, after: below(mostAfter), openSigner: wanted.openSigner });
    missed += found ? 0 : 1;
  }
  return missed;
}

const honest = (directory: string) => createCheckpointSigner({ directory });

describe(`REP-1 P21 a trail whose end was cut off (seed ${seed})`, () => {
  it(`gives it away ${cuts} times of ${cuts}, by one signed or one printed head`, {
    timeout: 60_000 + cuts * 3_000,
  }, async () => {
    expect(await missedOf(cuts, { openSigner: honest })).toBe(0);
    noteResult({ promise: 'P21', fault: 'end of the trail cut off', times: cuts, lost: 0 });
  });

  it('is intact where nothing was cut, signed and printed as it is', async () => {
    const whole = { left: length, known: length, after: 3, openSigner: honest } as const;
    expect(await isFound({ ...whole, witness: 'signed' })).toBe(false);
    expect(await isFound({ ...whole, witness: 'printed' })).toBe(false);
  });

  it('P41 notices a station that keeps its word nowhere but in the trail itself', { timeout: 120_000 }, async () => {
    const forgetful = (directory: string): CheckpointSigner => ({ ...honest(directory), lastKept: () => null });
    expect(await missedOf(sabotagedCuts, { openSigner: forgetful, witness: 'signed' })).toBeGreaterThan(0);
  });
});

describe('REP-1 P21 the centre hears of it', () => {
  let site: WiredSite;
  beforeAll(async () => {
    site = await openWiredSite();
  });
  afterAll(() => site.close());

  it('at the next push, which then stops', { timeout: 120_000 }, async () => {
    const before = await openWiredStation(site);
    const { directory, id, generation } = before;
    await before.engine.runNow();
    site.proxy.setConnected(false);
    for (const unit of await site.addUnits(4)) {
      before.transfer(unit);
    }
    const own = { stationId: stationId.parse(id), generation };
    const { size, head } = before.store.auditHead();
    signHead({ identity: own, signer: honest(directory), store: before.store }, { size, head });
    await before.stop();
    cutTail(directory, size - 2);
    const after = await openWiredStation(site, { on: { directory, id, generation } });
    site.proxy.setConnected(true);
    const { state, why } = await after.engine.runNow();
    expect([state, why]).toEqual(['halted', 'sync.why.audit-broken']);
    await after.close();
  });
});
