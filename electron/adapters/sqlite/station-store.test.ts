import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTrailEntry } from '#core/domain/audit/read-trail-entry.ts';
import { verifyChain } from '#core/domain/audit/verify-chain.ts';
import { assetId, organizationId, personId, profileId, sessionId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { createManualClock } from './testing/manual-clock.ts';
import { makeTestFolder, openedStore, removeTestFolder } from './testing/opened-store.ts';
import {
  sampleAudit,
  sampleBackup,
  sampleOrganizations,
  sampleSerial,
  sampleSession,
  sampleTransfer,
  sampleUnit,
  sampleVerdict,
} from './testing/sample-records.ts';

let directory = '';
let store: StationStore;

beforeEach(() => {
  directory = makeTestFolder();
  store = openedStore(directory);
});
afterEach(() => {
  store.close();
  removeTestFolder(directory);
});

function reopen(): void {
  store.close();
  store = openedStore(directory);
}

describe('STA-4 one transaction per act', () => {
  it('keeps sheet, operation, audit entry and feed together over a restart', () => {
    store.transact((write) => {
      write.saveSession(sampleSession(1));
      write.enqueue(sampleTransfer(1));
      write.appendAudit(sampleAudit(1));
      write.addFeed({
        at: '2026-11-20T08:00:00.000Z',
        mark: 'ok',
        key: 'feed.transfer',
        detail: { unit: 'tp:1' },
        sessionId: sessionId.parse('session-1'),
      });
    });
    reopen();
    expect(store.session(sessionId.parse('session-1'))).toEqual(sampleSession(1));
    expect(store.pendingOperations(10)).toEqual([{ ...sampleTransfer(1), seq: 1 }]);
    expect(store.auditHead().size).toBe(1);
    expect(store.feed(10)).toMatchObject([{ key: 'feed.transfer', mark: 'ok' }]);
  });

  it('leaves nothing of an act that fails half-way, and hands its error on', () => {
    expect(() =>
      store.transact((write) => {
        write.saveSession(sampleSession(1));
        write.enqueue(sampleTransfer(1));
        write.appendAudit(sampleAudit(1));
        write.nextNumber('report');
        throw new Error('the rules said no');
      }),
    ).toThrow('the rules said no');
    expect(store.sessions(10)).toEqual([]);
    expect(store.operations(10)).toEqual([]);
    expect(store.auditHead()).toEqual({ size: 0, head: '0'.repeat(64) });
    expect(store.transact((write) => write.nextNumber('report'))).toBe(1);
  });

  it('refuses acts inside acts, acts that wait, and writes outside of acts', () => {
    expect(() => store.transact(() => store.transact(() => 1))).toThrow(/do not nest/);
    expect(() => store.transact(async () => 1)).toThrow(/does not wait/);
    const escaped = store.transact((write) => write);
    expect(() => escaped.saveSession(sampleSession(1))).toThrow(/inside transact/);
    expect(() => escaped.mirror.putUnit(sampleUnit(1))).toThrow(/inside transact/);
    expect(store.sessions(10)).toEqual([]);
  });
});

describe('STA-2 work sheets', () => {
  it('refuses a stale revision and a second first one', () => {
    store.transact((write) => write.saveSession(sampleSession(1)));
    store.transact((write) => write.saveSession(sampleSession(1, { revision: 2 })));
    for (const revision of [1, 2, 4]) {
      expect(() => store.transact((write) => write.saveSession(sampleSession(1, { revision })))).toThrow(/follows/);
    }
    expect(store.session(sessionId.parse('session-1'))?.revision).toBe(2);
  });

  it('finds the open sheet of a unit for a customer, and lists open ones first', () => {
    store.transact((write) => {
      write.saveSession(sampleSession(1));
      write.saveSession(sampleSession(2, { state: 'signed' }));
      write.saveSession(sampleSession(3, { state: 'abandoned' }));
      write.saveSession(sampleSession(4));
    });
    expect(store.sessions(10).map(({ id }) => id)).toEqual(['session-4', 'session-1', 'session-3', 'session-2']);
    expect(store.sessions(1)).toHaveLength(1);
    const { customer, partner } = sampleOrganizations;
    expect(store.openSessionOf(sampleSerial(1), customer)?.id).toBe('session-1');
    expect(store.openSessionOf(sampleSerial(2), customer)).toBeNull();
    expect(store.openSessionOf(sampleSerial(1), partner)).toBeNull();
  });

  it('keeps the backup of a unit with its sheet, and none without', () => {
    const backup = sampleBackup({ sessionId: sessionId.parse('session-1') });
    expect(() => store.transact((write) => write.saveBackup(backup))).toThrow();
    store.transact((write) => {
      write.saveBackup(backup);
      write.saveSession(sampleSession(1));
    });
    expect(store.backup('backup-1')).toEqual(backup);
    expect(store.backup('backup-2')).toBeNull();
  });
});

describe('STA-3 outbox', () => {
  it('numbers operations without gaps, also after an act that failed', () => {
    store.transact((write) => write.enqueue(sampleTransfer(1)));
    expect(() =>
      store.transact((write) => {
        write.enqueue(sampleTransfer(2));
        throw new Error('no');
      }),
    ).toThrow('no');
    const second = store.transact((write) => write.enqueue(sampleTransfer(3)));
    expect(second.seq).toBe(2);
    expect(() => store.transact((write) => write.enqueue(sampleTransfer(3)))).toThrow();
  });

  it('passes over units that are held back, without starving the others', () => {
    store.transact((write) => {
      for (let number = 1; number <= 200; number += 1) {
        write.enqueue(sampleTransfer(number, number <= 150 ? 1 : number));
      }
    });
    const others = store.pendingOperations(100, [`tp:${sampleSerial(1)}`]);
    expect(others.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_none, index) => 151 + index));
  });

  it('OWN-11 keeps one verdict each, and lists what waits, what needs somebody, and the rest', () => {
    store.transact((write) => {
      for (const number of [1, 2, 3, 4, 5]) {
        write.enqueue(sampleTransfer(number));
      }
      write.setVerdict(sampleVerdict(1));
      write.setVerdict(sampleVerdict(2, 'conflict', 'OWNER_OTHER'));
      write.setVerdict(sampleVerdict(3, 'flagged'));
    });
    expect(store.operationCounts()).toEqual({ pending: 2, needsSomebody: 1, oldest: '2026-11-20T08:00:04.000Z' });
    expect(store.operations(10).map(({ operation }) => operation.seq)).toEqual([4, 5, 2, 3, 1]);
    expect(store.operations(3).map(({ operation }) => operation.seq)).toEqual([4, 5, 2]);
    expect(() => store.transact((write) => write.setVerdict(sampleVerdict(1, 'refused')))).toThrow(/waits/);
    expect(() => store.transact((write) => write.setVerdict(sampleVerdict(4, 'deferred')))).toThrow(/no verdict/);
    const conflict = sampleVerdict(2, 'conflict', 'OWNER_OTHER');
    expect(store.operation(conflict.operationId)).toMatchObject({ verdict: conflict, resolution: null });

    store.transact((write) => write.resolveOperation(conflict.operationId, 'Called the owner.'));
    expect(store.operation(conflict.operationId)?.resolution).toBe('Called the owner.');
    expect(store.operationCounts().needsSomebody).toBe(0);
    expect(() => store.transact((write) => write.resolveOperation(conflict.operationId, 'Again'))).toThrow(/needs/);
  });
});

describe('REP-1 audit chain', () => {
  it('chains what is appended, in order, with the place and time of this station', () => {
    store.transact((write) => {
      for (const number of [1, 2, 3]) {
        write.appendAudit(sampleAudit(number));
      }
    });
    reopen();
    store.transact((write) => write.appendAudit(sampleAudit(2)));
    const entries = store.auditFrom(1, 10);
    expect(verifyChain(entries, { head: store.auditHead() })).toMatchObject({ kind: 'intact', entries: 4 });
    expect(JSON.parse(entries[3]?.canonical ?? '')).toMatchObject({
      stationId: 'bench-3',
      generation: 1,
      seq: 4,
      action: 'transfer.requested',
      clockDoubts: [],
    });
  });

  it('pages newest first, or oldest first for one sheet', () => {
    store.transact((write) => {
      for (const number of [1, 2, 1, 2, 1]) {
        write.appendAudit(sampleAudit(number));
      }
    });
    const seqs = (entries: readonly { readonly seq: number }[]) => entries.map(({ seq }) => seq);
    expect(seqs(store.auditEntries({ limit: 2 }))).toEqual([5, 4]);
    expect(seqs(store.auditEntries({ limit: 2, beforeSeq: 4 }))).toEqual([3, 2]);
    expect(seqs(store.auditEntries({ limit: 9, sessionId: sessionId.parse('session-1') }))).toEqual([1, 3, 5]);
    expect(seqs(store.auditFrom(4, 9))).toEqual([4, 5]);
  });

  it('flags entries of a clock that jumps, and never refuses them', () => {
    store.close();
    const clock = createManualClock('2026-11-20T08:00:00.000Z');
    store = openedStore(directory, { clock });
    const suspect = (): boolean =>
      store.transact((write) => readTrailEntry(write.appendAudit(sampleAudit(1))).clockSuspect);
    expect(suspect()).toBe(false);
    clock.jumpWall(-3_600_000);
    expect(suspect()).toBe(true);
    clock.jumpWall(3_600_000);
    expect(suspect()).toBe(false);
    store.transact((write) => write.setSetting('sync.clockOffsetMs', '-90000'));
    expect(suspect()).toBe(true);
  });
});

describe('STA-3 mirror of the cloud', () => {
  const { partner, customer } = sampleOrganizations;

  it('OWN-5 keeps units by type and serial', () => {
    store.transact((write) => {
      write.mirror.putUnit(sampleUnit(1, { unitType: 'evo' }));
      write.mirror.putUnit(sampleUnit(1));
      write.mirror.putUnit(sampleUnit(2, { ownerId: customer }));
      write.mirror.putUnit(sampleUnit(1, { ownerId: customer, ownerEpoch: 2 }));
    });
    expect(store.unitsBySerial(sampleSerial(1)).map((unit) => `${unit.unitType}/${unit.ownerEpoch}`)).toEqual([
      'evo/1',
      'tp/2',
    ]);
    expect(store.countUnitsOwnedBy(customer)).toBe(2);
    store.transact((write) => write.mirror.remove('unit', `tp:${sampleSerial(1)}`));
    expect(store.unitsBySerial(sampleSerial(1))).toHaveLength(1);
  });

  it('keeps every other kind, replaces and removes it', () => {
    const organization = {
      id: partner,
      name: 'North Workshop',
      kinds: ['service-partner' as const],
      autoPairing: false,
      nameIsPublic: true,
    };
    const trust = {
      id: 'trust-1',
      customerId: customer,
      partnerId: partner,
      partnerCode: 'T1E2S',
      state: 'active' as const,
      validFrom: '2026-01-01T00:00:00.000Z',
      validTo: null,
      overrideAllowed: false,
    };
    const truck = {
      id: assetId.parse('asset-1'),
      organizationId: customer,
      version: 1,
      category: 'truck' as const,
      type: null,
      plate: 'HH-AB 12',
      vin: null,
      code: null,
      unit: null,
    };
    const profile = {
      id: profileId.parse('profile-1'),
      name: 'Standard',
      version: 1,
      organizationId: null,
      baseId: null,
      unitTypes: ['tp', 'evo'],
      minimumFirmware: null,
      entries: [],
      changedAt: '2026-11-20T08:00:00.000Z',
      changedBy: 'H. Petersen',
      note: null,
    };
    const pairing = {
      unit: 'tp:1',
      organizationId: customer,
      state: 'paired' as const,
      reason: 'ManualPair' as const,
      assetId: truck.id,
      assetVin: null,
      sensorVin: null,
      candidateAssetIds: [],
      count: 1,
      registeredAt: '2026-11-20T08:00:00.000Z',
      firstAt: null,
      triedAt: null,
      repeats: null,
    };
    store.transact(({ mirror }) => {
      mirror.putOrganization({ ...organization, name: 'Old name' });
      mirror.putOrganization(organization);
      mirror.putTrust({ ...trust, id: 'trust-0', state: 'declined', validFrom: '2025-01-01T00:00:00.000Z' });
      mirror.putTrust(trust);
      mirror.putAsset(truck);
      mirror.putProfile({ ...profile, unitTypes: ['mcu'] });
      mirror.putProfile(profile);
      mirror.putPairing(pairing);
      mirror.setAsOf('2026-11-20T08:00:00.000Z');
    });
    expect(store.organizations()).toEqual([organization]);
    expect(store.organization(partner)).toEqual(organization);
    expect(store.trust(customer, partner)).toEqual(trust);
    expect(store.trustsOfPartner(partner)).toHaveLength(2);
    expect(store.assetsOf(customer)).toEqual([truck]);
    expect(store.asset(truck.id)).toEqual(truck);
    expect(store.profiles()).toEqual([profile]);
    expect(store.pairing('tp:1')).toEqual(pairing);
    expect(store.mirrorAsOf()).toBe('2026-11-20T08:00:00.000Z');
    store.transact(({ mirror }) => {
      mirror.remove('organization', partner);
      mirror.remove('trust', 'trust-1');
      mirror.remove('asset', truck.id);
      mirror.remove('profile', profile.id);
      mirror.remove('pairing', 'tp:1');
    });
    expect([store.organizations(), store.assetsOf(customer), store.profiles()]).toEqual([[], [], []]);
    expect([store.asset(truck.id), store.pairing('tp:1'), store.trust(customer, partner)?.id]).toEqual([
      null,
      null,
      'trust-0',
    ]);
  });

  it('answers with nothing for what it never heard of', () => {
    const nobody = organizationId.parse('nobody');
    expect([store.organization(nobody), store.trust(nobody, nobody), store.mirrorAsOf()]).toEqual([null, null, null]);
    expect(store.unitsBySerial(sampleSerial(9))).toEqual([]);
  });
});

describe('STA-1 tries at the PIN and settings', () => {
  it('keeps them over a restart', () => {
    const person = personId.parse('person-1');
    expect(store.signInTries(person)).toEqual({ failures: 0, salt: null, lastFailureAt: null });
    const tries = { failures: 3, salt: 'c2FsdA==', lastFailureAt: '2026-11-20T08:00:00.000Z' };
    store.transact((write) => {
      write.setSignInTries(person, tries);
      write.setSetting('locale', 'de');
      write.setSetting('locale', 'en');
      write.nextNumber('report');
    });
    reopen();
    expect(store.signInTries(person)).toEqual(tries);
    expect(store.setting('locale')).toBe('en');
    expect(store.setting('unknown')).toBeNull();
    expect(store.transact((write) => [write.nextNumber('report'), write.nextNumber('label')])).toEqual([2, 1]);
  });
});
