import { describe, expect, it } from 'vitest';
import { judgeUnit } from './judge-unit.ts';
import {
  customer,
  oddSerial,
  otherFleet,
  otherPartner,
  partner,
  question,
  reseller,
  trust,
  unit,
  validSerial,
} from './testing/sample-question.ts';
import type { UnitQuestion } from './unit-question.ts';
import type { UnitVerdict } from './verdict.ts';

const pairedWith = { assetId: 'asset-1', label: 'FL HT 12', vin: null } as never;

function judged(changes: Partial<UnitQuestion>): UnitVerdict {
  const verdict = judgeUnit(question(changes));
  if (verdict.kind !== 'verdict') throw new Error('a verdict was expected');
  return verdict;
}

const codes = (verdict: UnitVerdict) => verdict.findings.map((finding) => finding.code);
const detail = (verdict: UnitVerdict, code: string) =>
  verdict.findings.find((finding) => finding.code === code)?.detail;

describe('OWN-2 scenario 1: the customer owns the unit', () => {
  it('installs and inspects at once', () => {
    const verdict = judged({ candidates: [unit({ ownerId: customer.id })] });
    expect(verdict).toMatchObject({
      unit: `evopulse:${validSerial}`,
      owner: { id: 'customer', name: 'Nordfracht Logistik' },
      allowed: { transfer: false, install: true, inspect: true, pair: true },
      reasons: { transfer: 'OWNED_BY_CUSTOMER' },
      next: 'OWNED_BY_CUSTOMER',
      action: 'start-work',
    });
    expect(codes(verdict)).toEqual(['TRUST_ACTIVE', 'OWNED_BY_CUSTOMER', 'SUBSCRIPTION_ACTIVE']);
  });

  it('OWN-9 says that it needs configuration where it does', () => {
    const verdict = judged({ candidates: [unit({ ownerId: customer.id, configuration: 'needs-configuration' })] });
    expect(codes(verdict)).toContain('NEEDS_CONFIGURATION');
    expect(verdict.allowed.install).toBe(true);
  });
});

describe('OWN-3 scenario 2: the acting partner owns the unit', () => {
  it('offers the transfer and keeps the work for after it', () => {
    const verdict = judged({});
    expect(verdict).toMatchObject({
      owner: { id: 'partner', name: 'Hansen Trailer Service' },
      allowed: { transfer: true, install: false, inspect: false, pair: false },
      reasons: { install: 'TRANSFER_AVAILABLE', inspect: 'TRANSFER_AVAILABLE', pair: 'TRANSFER_AVAILABLE' },
      next: 'TRANSFER_AVAILABLE',
      action: 'transfer',
      ownerEpoch: 4,
    });
    expect(codes(verdict)).toEqual([
      'TRUST_ACTIVE',
      'OWNED_BY_YOU',
      'TRANSFER_AVAILABLE',
      'SUBSCRIPTION_ACTIVE',
      'CONFIG_WILL_RESET',
    ]);
    expect(detail(verdict, 'TRANSFER_AVAILABLE')).toEqual({
      owner: 'Hansen Trailer Service',
      customer: 'Nordfracht Logistik',
    });
  });

  it('waits, naming who, while another transfer runs', () => {
    const transferPending = { by: 'Hall South', since: '2026-11-20T11:59:00.000Z' };
    const verdict = judged({ candidates: [unit({ transferPending })] });
    expect(verdict).toMatchObject({ next: 'TRANSFER_PENDING', action: 'wait', allowed: { transfer: false } });
    expect(detail(verdict, 'TRANSFER_PENDING')).toEqual(transferPending);
  });

  it.each([
    ['no relationship at all', null, 'TRUST_MISSING'],
    ['an invitation not answered', trust({ state: 'pending' }), 'TRUST_MISSING'],
    ['a relationship that begins tomorrow', trust({ validFrom: '2026-11-21T00:00:00.000Z' }), 'TRUST_MISSING'],
    ['one that ended a second ago', trust({ validTo: '2026-11-20T11:59:59.000Z' }), 'TRUST_EXPIRED'],
  ])('refuses with %s and sends people to the customer administrator', (_name, standing, code) => {
    const verdict = judged({ trust: standing });
    expect(verdict).toMatchObject({ next: code, action: 'ask-customer-administrator' });
    expect(Object.values(verdict.allowed)).toEqual([false, false, false, false]);
  });

  it('ORG-1 counts trust only for an organization that is a service partner', () => {
    expect(judged({ partner: { ...partner, kinds: ['fleet-customer'] } }).next).toBe('TRUST_MISSING');
  });

  it('takes a relationship of other parties for the bug that it is', () => {
    expect(() => judged({ trust: trust({ partnerId: otherPartner.id }) })).toThrow('invariant');
  });
});

describe('OWN-4 scenario 3: a reseller owns the unit', () => {
  it('offers the same transfer, from the reseller', () => {
    const verdict = judged({ candidates: [unit({ ownerId: reseller.id })] });
    expect(verdict).toMatchObject({ next: 'TRANSFER_AVAILABLE', owner: { name: 'Evolane Units' } });
    expect(codes(verdict)).toContain('OWNED_BY_RESELLER');
  });

  it('takes an organization for a reseller only if it is one', () => {
    const ownerOf = () => null;
    expect(judged({ candidates: [unit({ ownerId: reseller.id })], ownerOf }).next).toBe('OWNER_OTHER');
  });
});

describe('OWN-5 scenario 4: several types share the serial', () => {
  const candidates = [
    unit({ unitType: 'tp', serial: oddSerial, ownerId: partner.id }),
    unit({ unitType: 'krone', serial: oddSerial, ownerId: customer.id }),
  ];

  it('asks for the type first, and says nothing of any owner before', () => {
    expect(judgeUnit(question({ serial: oddSerial, candidates }))).toEqual({
      kind: 'choose-type',
      serial: oddSerial,
      types: ['krone', 'tp'],
      asOf: '2026-11-20T12:00:00.000Z',
      freshness: 'live',
    });
  });

  it.each([
    ['tp', 'Hansen Trailer Service', 'transfer-only'],
    ['krone', 'Nordfracht Logistik', 'use-asset-page'],
  ])('then judges %s alone', (chosenType, owner, action) => {
    const verdict = judged({ serial: oddSerial, candidates, chosenType });
    expect(verdict).toMatchObject({ unit: `${chosenType}:${oddSerial}`, owner: { name: owner }, action });
    expect(detail(verdict, 'TYPE_AMBIGUOUS')).toEqual({ chosen: chosenType, types: 'krone, tp' });
  });

  it('knows no unit of a type that is not among them', () => {
    const verdict = judged({ serial: oddSerial, candidates, chosenType: 'evopulse' });
    expect(verdict).toMatchObject({ next: 'SERIAL_UNKNOWN', unit: oddSerial, owner: null });
  });
});

describe('OWN-6 scenario 5: what the type allows', () => {
  it('transfers a transfer-only type and names the tool that configures it', () => {
    const verdict = judged({ candidates: [unit({ unitType: 'txgo' })] });
    expect(verdict).toMatchObject({
      next: 'TYPE_TRANSFER_ONLY',
      action: 'transfer-only',
      allowed: { transfer: true, install: false, inspect: false },
      reasons: { install: 'TYPE_TRANSFER_ONLY', inspect: 'TYPE_TRANSFER_ONLY' },
    });
    expect(detail(verdict, 'TYPE_TRANSFER_ONLY')).toEqual({ type: 'TX-GO', tool: 'TX-GO tool', toolKnown: 'yes' });
  });

  it('has nothing to offer for it once the customer owns it', () => {
    const verdict = judged({ candidates: [unit({ unitType: 'txgo', ownerId: customer.id })] });
    expect(verdict).toMatchObject({ next: 'TYPE_TRANSFER_ONLY', action: 'use-other-tool' });
  });

  it.each(['krone', 'never-heard-of'])('sends %s to the asset page', (unitType) => {
    const verdict = judged({ candidates: [unit({ unitType })] });
    expect(verdict).toMatchObject({
      next: 'TYPE_NOT_SUPPORTED',
      action: 'use-asset-page',
      allowed: { transfer: false },
    });
  });
});

describe('OWN-7 an expired subscription', () => {
  const subscription = { state: 'expired', endsAt: '2026-11-01T00:00:00.000Z' } as const;

  it('leaves a transfer possible, and only that', () => {
    const verdict = judged({ candidates: [unit({ subscription })] });
    expect(verdict).toMatchObject({
      next: 'SUBSCRIPTION_EXPIRED',
      action: 'transfer-only',
      allowed: { transfer: true, install: false, inspect: false, pair: false },
      reasons: { install: 'SUBSCRIPTION_EXPIRED', inspect: 'SUBSCRIPTION_EXPIRED' },
    });
  });

  it('keeps a unit of the customer from work until it is reactivated; it may be paired', () => {
    const verdict = judged({ candidates: [unit({ subscription, ownerId: customer.id })] });
    expect(verdict).toMatchObject({
      action: 'reactivate-subscription',
      allowed: { install: false, inspect: false, pair: true },
    });
  });

  it('is another thing than expired trust, and both are told', () => {
    const expired = trust({ validTo: '2026-11-02T00:00:00.000Z' });
    const verdict = judged({ candidates: [unit({ subscription })], trust: expired });
    expect(codes(verdict)).toEqual(expect.arrayContaining(['TRUST_EXPIRED', 'SUBSCRIPTION_EXPIRED']));
    expect(verdict.next).toBe('TRUST_EXPIRED');
  });
});

describe('OWN-8 somebody else owns it, or nobody knows it', () => {
  it('names a stranger whose name is public', () => {
    const verdict = judged({ candidates: [unit({ ownerId: otherFleet.id })] });
    expect(verdict).toMatchObject({ next: 'OWNER_OTHER', action: 'contact-support', owner: { name: 'Kontor Flotte' } });
    expect(detail(verdict, 'OWNER_OTHER')).toEqual({ owner: 'Kontor Flotte', ownerKnown: 'yes' });
  });

  it('tells nothing else of a stranger: no hidden name, no subscription, no vehicle', () => {
    const hidden = unit({
      ownerId: otherPartner.id,
      ownerName: null,
      pairedWith,
      subscription: { state: 'expired', endsAt: '2025-01-01T00:00:00.000Z' },
      configuration: 'needs-configuration',
    });
    const verdict = judged({ candidates: [hidden] });
    expect(verdict.owner?.name).toBeNull();
    expect(codes(verdict)).toEqual(['TRUST_ACTIVE', 'OWNER_OTHER']);
    expect(JSON.stringify(verdict)).not.toMatch(/Deichwerk|FL HT 12|2025-01-01/);
  });

  it('shows the name that the cloud let through for an owner nobody here holds', () => {
    const far = unit({ ownerId: 'far-away' as never, ownerName: 'Fjern Transport' });
    expect(judged({ candidates: [far] }).owner?.name).toBe('Fjern Transport');
  });

  it('sends an unknown unit to support, with whatever else is wrong', () => {
    const verdict = judged({ candidates: [], trust: null });
    expect(verdict).toMatchObject({ unit: validSerial, owner: null, ownerEpoch: null, action: 'contact-support' });
    expect(codes(verdict)).toEqual(['SERIAL_UNKNOWN', 'TRUST_MISSING']);
  });
});

describe('SCAN-3 a check digit that does not fit', () => {
  it('warns, names the digit, and forbids nothing to a registered unit', () => {
    const verdict = judged({ serial: oddSerial, candidates: [unit({ serial: oddSerial, ownerId: customer.id })] });
    expect(verdict.findings[0]).toEqual({
      code: 'SERIAL_CHECKDIGIT',
      severity: 'warn',
      detail: { serial: oddSerial, expected: '0' },
    });
    expect(verdict.allowed.install).toBe(true);
  });

  it('refuses what is no serial', () => {
    expect(judged({ serial: '12345', candidates: [] })).toMatchObject({ next: 'SERIAL_FORMAT', action: 'rescan' });
  });
});

describe('OWN-11 facts from the mirror', () => {
  const asOf = '2026-11-18T12:00:00.000Z';

  it('shows an old verdict with its age and lets work go on', () => {
    const verdict = judged({ freshness: 'mirror', asOf, candidates: [unit({ ownerId: customer.id })] });
    expect(verdict).toMatchObject({ asOf, freshness: 'mirror', allowed: { install: true } });
    expect(verdict.findings.at(-1)).toEqual({
      code: 'UNVERIFIED_OFFLINE',
      severity: 'warn',
      detail: { asOf, hours: '48' },
    });
  });

  it.each([
    ['live, whatever the age', { freshness: 'live', asOf }, false],
    ['23 h 59 min old', { freshness: 'mirror', asOf: '2026-11-19T12:01:00.000Z' }, false],
    ['24 h old', { freshness: 'mirror', asOf: '2026-11-19T12:00:00.000Z' }, true],
    [
      'an hour old with a limit of half an hour',
      { freshness: 'mirror', asOf: '2026-11-20T11:00:00.000Z', staleAfterMs: 1_800_000 },
      true,
    ],
  ] as const)('%s: warned %#', (_name, changes, warned) => {
    expect(codes(judged(changes)).includes('UNVERIFIED_OFFLINE')).toBe(warned);
  });
});

describe('OWN-7 ORG-3 what ends soon (d11)', () => {
  const endsAt = '2026-12-01T00:00:00.000Z';
  const running = { state: 'active', endsAt } as const;

  it('warns of trust and of the subscription, each beside what it warns about, and forbids nothing', () => {
    const owned = unit({ ownerId: customer.id, subscription: running });
    const verdict = judged({ candidates: [owned], trust: trust({ validTo: endsAt }) });
    expect(codes(verdict)).toEqual([
      'TRUST_ACTIVE',
      'TRUST_ENDING',
      'OWNED_BY_CUSTOMER',
      'SUBSCRIPTION_ACTIVE',
      'SUBSCRIPTION_ENDING',
    ]);
    expect(detail(verdict, 'TRUST_ENDING')).toMatchObject({ customer: 'Nordfracht Logistik', endsAt, days: '10' });
    expect(verdict).toMatchObject({ next: 'OWNED_BY_CUSTOMER', action: 'start-work', allowed: { install: true } });
  });

  it('warns months ahead where work is planned for a day after the end', () => {
    const far = trust({ validTo: '2027-03-14T00:00:00.000Z' });
    expect(codes(judged({ trust: far }))).not.toContain('TRUST_ENDING');
    expect(detail(judged({ trust: far, serviceDate: '2027-04-01' }), 'TRUST_ENDING')?.['why']).toBe('before-service');
  });

  it('says nothing of the subscription of a stranger’s unit', () => {
    const foreign = unit({ ownerId: otherFleet.id, subscription: running });
    expect(codes(judged({ candidates: [foreign] }))).toEqual(['TRUST_ACTIVE', 'OWNER_OTHER']);
  });
});

describe('OWN-14 a unit still paired with a vehicle of its old owner', () => {
  it('warns with the name of the vehicle where a transfer would end that pairing', () => {
    expect(detail(judged({ candidates: [unit({ pairedWith })] }), 'STILL_PAIRED')).toEqual({ asset: 'FL HT 12' });
  });

  it.each([
    ['the customer owns it', unit({ pairedWith, ownerId: customer.id })],
    ['it cannot be transferred', unit({ pairedWith, unitType: 'krone' })],
  ])('says nothing where %s', (_name, subject) => {
    expect(codes(judged({ candidates: [subject] }))).not.toContain('STILL_PAIRED');
  });
});

describe('A8 the bench of one’s own organization', () => {
  it('inspects one’s own unit without any trust', () => {
    const verdict = judged({
      mode: 'own-organization',
      partner: customer,
      trust: null,
      candidates: [unit({ ownerId: customer.id })],
    });
    expect(verdict).toMatchObject({
      next: 'OWNED_BY_YOU',
      action: 'start-work',
      allowed: { inspect: true, transfer: false },
    });
    expect(codes(verdict)).toEqual(['OWNED_BY_YOU', 'SUBSCRIPTION_ACTIVE']);
  });

  it('brings nobody else’s unit in', () => {
    const verdict = judged({ mode: 'own-organization', partner: customer, trust: null });
    expect(verdict).toMatchObject({ next: 'TRANSFER_NOT_OFFERED', action: 'use-asset-page' });
  });
});
