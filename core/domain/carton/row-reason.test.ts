import { describe, expect, it } from 'vitest';
import { operationId } from '../../kernel/entity-ids.ts';
import { customer, now, otherFleet, unit } from '../ownership/testing/sample-question.ts';
import { rowReason } from './row-reason.ts';
import { row, verdictOn } from './testing/sample-carton.ts';

const done = {
  kind: 'done',
  operationId: operationId.parse('operation-1'),
  fromName: null,
  acceptedAt: now,
  repeated: false,
} as const;
const atHome = verdictOn({ ownerId: customer.id, configuration: 'needs-configuration' });
const pairedWith = { assetId: 'asset-1', label: 'FL HT 12', vin: null } as never;

describe('OWN-12 OWN-15 why a row of a carton stands as it does', () => {
  it.each([
    ['ready and nothing to say', row(), null],
    ['still paired (OWN-14)', row({ verdict: verdictOn({ pairedWith }) }), 'STILL_PAIRED'],
    [
      'ready, but configured elsewhere (OWN-6)',
      row({ verdict: verdictOn({ unitType: 'txgo' }) }),
      'TYPE_TRANSFER_ONLY',
    ],
    ['of a stranger (OWN-8)', row({ verdict: verdictOn({ ownerId: otherFleet.id }) }), 'OWNER_OTHER'],
    ['of a type not handled here', row({ verdict: verdictOn({ unitType: 'krone' }) }), 'TYPE_NOT_SUPPORTED'],
    [
      'of several types (OWN-5)',
      row({ verdict: verdictOn({}, { candidates: [unit(), unit({ unitType: 'tp' })] }) }),
      'TYPE_AMBIGUOUS',
    ],
    ['transferred, OWN-9', row({ verdict: atHome, transfer: done }), 'NEEDS_CONFIGURATION'],
    ['asked', row({ transfer: { ...done, kind: 'requested', at: now, by: 'M. Kaya' } as never }), null],
  ])('%s: %s', (_name, subject, code) => {
    expect(rowReason(subject)?.code ?? null).toBe(code);
  });

  it('OWN-10 names who was first, and the words of a finding', () => {
    const winner = { name: 'Hall South', at: now };
    const { operationId: id } = done;
    const transfer = { kind: 'refused', operationId: id, code: 'OWNER_OTHER', lost: true, winner, at: now } as const;
    expect(rowReason(row({ transfer }))).toMatchObject({ code: 'OWNER_OTHER', winner });
    expect(rowReason(row({ verdict: verdictOn({ pairedWith }) }))?.detail).toEqual({ asset: 'FL HT 12' });
  });

  it('OWN-10 names who else reserved it, and a reservation that a supervisor ended', () => {
    const holder = { name: 'Hall South', since: now, until: now, fence: 9, breakable: true };
    expect(rowReason(row({ reservation: { kind: 'taken', holder } }))).toEqual({
      code: 'TRANSFER_PENDING',
      detail: { by: 'Hall South' },
      winner: { name: 'Hall South', at: now },
      holder,
    });
    const lost = { kind: 'lost', name: 'S. Brandt', at: now } as const;
    expect(rowReason(row({ reservation: lost }))).toMatchObject({
      code: 'RESERVATION_ENDED',
      winner: { name: 'S. Brandt', at: now },
    });
  });
});
