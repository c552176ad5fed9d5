import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyChain } from '#core/domain/audit/verify-chain.ts';
import type { OperationVerdict } from '#core/domain/sync/operation.ts';
import { standingOfVerdict } from '#core/domain/sync/verdict-standing.ts';
import { operationId, sessionId } from '#core/kernel/entity-ids.ts';
import type { StationStore, StoreWriter } from '#core/ports/station-store.ts';
import { makeTestFolder, openedStore, removeTestFolder } from './testing/opened-store.ts';
import { sampleAudit, sampleSession, sampleTransfer, sampleUnit, sampleVerdict } from './testing/sample-records.ts';

// The store against plain maps: random acts, acts that fail at a random place, restarts in between (reliability.md §7 M).

interface Model {
  readonly revisions: Map<number, number>;
  /** Operation numbers in order of their seq, with their verdict. */
  readonly operations: Map<number, OperationVerdict['verdict'] | null>;
  readonly units: Map<number, number>;
  auditSize: number;
  reports: number;
}

interface Real {
  readonly directory: string;
  store: StationStore;
}

type Deed =
  | { readonly kind: 'save'; readonly session: number }
  | { readonly kind: 'enqueue'; readonly operation: number; readonly unit: number }
  | { readonly kind: 'verdict'; readonly operation: number; readonly verdict: OperationVerdict['verdict'] }
  | { readonly kind: 'audit'; readonly session: number }
  | { readonly kind: 'unit'; readonly unit: number; readonly epoch: number }
  | { readonly kind: 'number' };

const small = fc.integer({ min: 1, max: 6 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant('save' as const), session: small }),
  fc.record({ kind: fc.constant('enqueue' as const), operation: fc.integer({ min: 1, max: 40 }), unit: small }),
  fc.record({
    kind: fc.constant('verdict' as const),
    operation: fc.integer({ min: 1, max: 40 }),
    verdict: fc.constantFrom('applied' as const, 'noop' as const, 'flagged' as const, 'conflict' as const),
  }),
  fc.record({ kind: fc.constant('audit' as const), session: small }),
  fc.record({ kind: fc.constant('unit' as const), unit: small, epoch: fc.nat({ max: 9 }) }),
  fc.record({ kind: fc.constant('number' as const) }),
);

/** Whether the deed is possible now; impossible ones are bugs of the caller and have tests of their own. */
function isPossible(model: Model, { kind, ...rest }: Deed): boolean {
  const number = 'operation' in rest ? rest.operation : 0;
  if (kind === 'enqueue') {
    return !model.operations.has(number);
  }
  return kind !== 'verdict' || model.operations.get(number) === null;
}

function doInModel(model: Model, one: Deed): void {
  switch (one.kind) {
    case 'save':
      model.revisions.set(one.session, (model.revisions.get(one.session) ?? 0) + 1);
      break;
    case 'enqueue':
      model.operations.set(one.operation, null);
      break;
    case 'verdict':
      model.operations.set(one.operation, one.verdict);
      break;
    case 'audit':
      model.auditSize += 1;
      break;
    case 'unit':
      model.units.set(one.unit, one.epoch);
      break;
    case 'number':
      model.reports += 1;
      break;
  }
}

function doInStore(write: StoreWriter, one: Deed): void {
  switch (one.kind) {
    case 'save': {
      const revision = (write.session(sessionId.parse(`session-${one.session}`))?.revision ?? 0) + 1;
      write.saveSession(sampleSession(one.session, { revision }));
      break;
    }
    case 'enqueue':
      write.enqueue(sampleTransfer(one.operation, one.unit));
      break;
    case 'verdict':
      write.setVerdict(sampleVerdict(one.operation, one.verdict));
      break;
    case 'audit':
      write.appendAudit(sampleAudit(one.session));
      break;
    case 'unit':
      write.mirror.putUnit(sampleUnit(one.unit, { ownerEpoch: one.epoch }));
      break;
    case 'number':
      write.nextNumber('report');
      break;
  }
}

function compare(model: Model, { store }: Real): void {
  for (const [number, revision] of model.revisions) {
    expect(store.session(sessionId.parse(`session-${number}`))?.revision).toBe(revision);
  }
  expect(store.sessions(100)).toHaveLength(model.revisions.size);
  const waiting = [...model.operations].filter(([, verdict]) => verdict === null).map(([number]) => number);
  const pending = store.pendingOperations(100);
  expect(pending.map(({ id }) => id)).toEqual(waiting.map((number) => `operation-${number}`));
  for (const [index, [number, verdict]] of [...model.operations].entries()) {
    const record = store.operation(operationId.parse(`operation-${number}`));
    expect(record).toMatchObject({ operation: { seq: index + 1 } });
    expect(record?.verdict?.verdict ?? null).toBe(verdict);
  }
  const verdicts = [...model.operations.values()].filter((verdict) => verdict !== null);
  expect(store.operationCounts()).toMatchObject({
    pending: waiting.length,
    needsSomebody: verdicts.filter((verdict) => standingOfVerdict(verdict) === 'needs-somebody').length,
  });
  for (const [number, epoch] of model.units) {
    expect(store.unitsBySerial(sampleUnit(number).serial)).toEqual([sampleUnit(number, { ownerEpoch: epoch })]);
  }
  expect(verifyChain(store.auditFrom(1, 10_000), { head: store.auditHead() })).toMatchObject({
    kind: 'intact',
    entries: model.auditSize,
  });
}

class Act implements fc.Command<Model, Real> {
  readonly deeds: readonly Deed[];
  readonly fails: boolean;
  constructor(deeds: readonly Deed[], fails: boolean) {
    this.deeds = deeds;
    this.fails = fails;
  }
  check(): boolean {
    return true;
  }
  run(model: Model, real: Real): void {
    const copy = { ...model, revisions: new Map(model.revisions), operations: new Map(model.operations) };
    const after: Model = { ...copy, units: new Map(model.units) };
    const work = (write: StoreWriter): void => {
      for (const one of this.deeds) {
        if (isPossible(after, one)) {
          doInModel(after, one);
          doInStore(write, one);
        }
      }
      if (this.fails) {
        throw new Error('changed my mind');
      }
    };
    if (this.fails) {
      expect(() => real.store.transact(work)).toThrow('changed my mind');
    } else {
      real.store.transact(work);
      Object.assign(model, after);
    }
    compare(model, real);
  }
  toString(): string {
    return `${this.fails ? 'failing act' : 'act'} ${JSON.stringify(this.deeds)}`;
  }
}

class Restart implements fc.Command<Model, Real> {
  check(): boolean {
    return true;
  }
  run(model: Model, real: Real): void {
    real.store.close();
    real.store = openedStore(real.directory);
    compare(model, real);
  }
  toString(): string {
    return 'restart';
  }
}

describe('STA-4 REP-1 the store behaves like plain maps', () => {
  it('through random acts, failing acts and restarts', { timeout: 60_000 }, () => {
    const commands = fc.commands(
      [
        fc
          .tuple(fc.array(deed, { minLength: 1, maxLength: 6 }), fc.boolean())
          .map(([deeds, fails]) => new Act(deeds, fails)),
        fc.array(deed, { minLength: 1, maxLength: 6 }).map((deeds) => new Act(deeds, false)),
        fc.constant(new Restart()),
      ],
      { maxCommands: 25 },
    );
    fc.assert(
      fc.property(commands, (chosen) => {
        const directory = makeTestFolder();
        const real: Real = { directory, store: openedStore(directory) };
        try {
          const model = {
            revisions: new Map<number, number>(),
            operations: new Map<number, OperationVerdict['verdict'] | null>(),
            units: new Map<number, number>(),
            auditSize: 0,
            reports: 0,
          };
          fc.modelRun(() => ({ model, real }), chosen);
          expect(real.store.transact((write) => write.nextNumber('report'))).toBe(model.reports + 1);
        } finally {
          real.store.close();
          removeTestFolder(directory);
        }
      }),
      { numRuns: 60 },
    );
  });
});
