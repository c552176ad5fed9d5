import { describe, expect, it } from 'vitest';
import type { FindingCode } from '../codes.ts';
import type { Organization } from '../organizations/organization.ts';
import type { TrustRelationship } from '../organizations/trust.ts';
import { judgeUnit } from './judge-unit.ts';
import {
  customer,
  otherFleet,
  otherPartner,
  partner,
  question,
  reseller,
  trust,
  unit,
} from './testing/sample-question.ts';

// The decision table c6 of decisions.md, written down by hand in its own terms: one row per line of the table, the first row that fits
// counts. Nothing here calls or copies the code under test. What c6 leaves open is marked.
type Owner = 'customer' | 'this partner' | 'reseller' | 'another fleet' | 'another partner';
type Trust = 'active' | 'expired' | 'none' | 'revoked' | 'pending' | 'declined';
type Class = 'FULL' | 'TRANSFER_ONLY' | 'NONE';
type Subscription = 'active' | 'expired';
type Known = 'one' | 'unknown' | 'several' | 'several, chosen';
type Mode = 'customer' | 'own-organization';

interface Case {
  readonly mode: Mode;
  readonly known: Known;
  readonly owner: Owner;
  readonly trust: Trust;
  readonly class: Class;
  readonly subscription: Subscription;
}

interface Row {
  readonly when: Partial<{ readonly [Field in keyof Case]: Case[Field] | readonly Case[Field][] }>;
  readonly allowed: string;
  readonly next: FindingCode | 'choose-type';
}

const stranger = ['another fleet', 'another partner'] as const;
const source = ['this partner', 'reseller'] as const;
const table: readonly Row[] = [
  { when: { known: 'several' }, allowed: 'choose', next: 'choose-type' },
  { when: { known: 'unknown' }, allowed: '', next: 'SERIAL_UNKNOWN' },
  { when: { mode: 'customer', trust: 'expired' }, allowed: '', next: 'TRUST_EXPIRED' },
  { when: { mode: 'customer', trust: ['none', 'revoked', 'pending', 'declined'] }, allowed: '', next: 'TRUST_MISSING' },
  { when: { mode: 'customer', owner: stranger }, allowed: '', next: 'OWNER_OTHER' },
  { when: { mode: 'customer', class: 'NONE' }, allowed: '', next: 'TYPE_NOT_SUPPORTED' },
  { when: { mode: 'customer', owner: 'customer', class: 'TRANSFER_ONLY' }, allowed: '', next: 'TYPE_TRANSFER_ONLY' },
  {
    when: { mode: 'customer', owner: 'customer', class: 'FULL', subscription: 'active' },
    allowed: 'install inspect pair',
    next: 'OWNED_BY_CUSTOMER',
  },
  {
    when: { mode: 'customer', owner: 'customer', class: 'FULL', subscription: 'expired' },
    allowed: 'pair',
    next: 'SUBSCRIPTION_EXPIRED',
  },
  {
    when: { mode: 'customer', owner: source, class: 'FULL', subscription: 'active' },
    allowed: 'transfer',
    next: 'TRANSFER_AVAILABLE',
  },
  {
    when: { mode: 'customer', owner: source, class: 'FULL', subscription: 'expired' },
    allowed: 'transfer',
    next: 'SUBSCRIPTION_EXPIRED',
  },
  {
    when: { mode: 'customer', owner: source, class: 'TRANSFER_ONLY' },
    allowed: 'transfer',
    next: 'TYPE_TRANSFER_ONLY',
  },
  {
    when: { mode: 'own-organization', owner: [...source, ...stranger] },
    allowed: '',
    next: 'TRANSFER_NOT_OFFERED',
  },
  // c6 names install and inspect and is silent on pairing. One's own unit and one's own vehicle: allowed (PAIR-1).
  {
    when: { mode: 'own-organization', class: 'FULL', subscription: 'active' },
    allowed: 'install inspect pair',
    next: 'OWNED_BY_YOU',
  },
  { when: { mode: 'own-organization', class: 'FULL' }, allowed: '', next: 'SUBSCRIPTION_EXPIRED' },
  // c6 has no row for one's own unit of another class; as for a customer's: information only.
  { when: { mode: 'own-organization', class: 'TRANSFER_ONLY' }, allowed: '', next: 'TYPE_TRANSFER_ONLY' },
  { when: { mode: 'own-organization', class: 'NONE' }, allowed: '', next: 'TYPE_NOT_SUPPORTED' },
];

function rowFor(one: Case): Row {
  const found = table.find(({ when }) =>
    Object.entries(when).every(([field, wanted]) => {
      const value = one[field as keyof Case];
      return Array.isArray(wanted) ? wanted.includes(value) : wanted === value;
    }),
  );
  if (found === undefined) {
    throw new Error(`no row for ${JSON.stringify(one)}`);
  }
  return found;
}

const modes: readonly Mode[] = ['customer', 'own-organization'];
const knowns: readonly Known[] = ['one', 'unknown', 'several', 'several, chosen'];
const owners: readonly Owner[] = ['customer', 'this partner', 'reseller', 'another fleet', 'another partner'];
const trusts: readonly Trust[] = ['active', 'expired', 'none', 'revoked', 'pending', 'declined'];
const classes: readonly Class[] = ['FULL', 'TRANSFER_ONLY', 'NONE'];
const subscriptions: readonly Subscription[] = ['active', 'expired'];

const cases: readonly Case[] = modes.flatMap((mode) =>
  knowns.flatMap((known) =>
    owners.flatMap((owner) =>
      trusts.flatMap((standing) =>
        classes.flatMap((unitClass) =>
          subscriptions.map((subscription) => ({
            mode,
            known,
            owner,
            trust: standing,
            class: unitClass,
            subscription,
          })),
        ),
      ),
    ),
  ),
);

const organizations: Readonly<Record<Owner, Organization>> = {
  customer,
  'this partner': partner,
  reseller,
  'another fleet': otherFleet,
  'another partner': otherPartner,
};
const typeOf: Readonly<Record<Class, string>> = { FULL: 'evopulse', TRANSFER_ONLY: 'txgo', NONE: 'krone' };
const trustOf: Readonly<Record<Trust, TrustRelationship | null>> = {
  active: trust(),
  expired: trust({ validTo: '2026-11-02T00:00:00.000Z' }),
  none: null,
  revoked: trust({ state: 'revoked' }),
  pending: trust({ state: 'pending' }),
  declined: trust({ state: 'declined' }),
};

function ask(one: Case) {
  const subject = unit({
    unitType: typeOf[one.class],
    ownerId: organizations[one.owner].id,
    subscription: { state: one.subscription, endsAt: null },
  });
  const twin = unit({ unitType: 'tp', ownerId: otherFleet.id });
  const candidates = { one: [subject], unknown: [], several: [twin, subject], 'several, chosen': [twin, subject] };
  return judgeUnit(
    question({
      mode: one.mode,
      partner: one.mode === 'customer' ? partner : customer,
      candidates: candidates[one.known],
      chosenType: one.known === 'several, chosen' ? typeOf[one.class] : null,
      trust: one.mode === 'customer' ? trustOf[one.trust] : null,
    }),
  );
}

describe('OWN-1 OWN-15 the decision table, every combination', () => {
  it('covers them all', () => {
    expect(cases).toHaveLength(2 * 4 * 5 * 6 * 3 * 2);
  });

  it.each(modes.flatMap((mode) => knowns.map((known) => [mode, known] as const)))(
    'in %s mode with %s unit: what is allowed and what decides',
    (mode, known) => {
      for (const one of cases.filter((each) => each.mode === mode && each.known === known)) {
        const verdict = ask(one);
        const row = rowFor(one);
        const name = JSON.stringify(one);
        if (verdict.kind === 'choose-type') {
          expect('choose-type', name).toBe(row.next);
          continue;
        }
        const allowed = Object.entries(verdict.allowed).flatMap(([action, yes]) => (yes ? [action] : []));
        expect(allowed.join(' '), name).toBe(row.allowed);
        expect(verdict.next, name).toBe(row.next);
      }
    },
  );

  it('OWN-1 gives a reason among its findings for everything that is not allowed, and none for what is', () => {
    for (const one of cases) {
      const verdict = ask(one);
      if (verdict.kind === 'choose-type') continue;
      const codes = verdict.findings.map((finding) => finding.code);
      for (const action of ['transfer', 'install', 'inspect', 'pair'] as const) {
        const reason = verdict.reasons[action];
        expect(reason === undefined, `${action} ${JSON.stringify(one)}`).toBe(verdict.allowed[action]);
        if (reason !== undefined) expect(codes).toContain(reason);
      }
    }
  });

  it('OWN-15 decides by the first blocker and names it among the findings', () => {
    for (const one of cases) {
      const verdict = ask(one);
      if (verdict.kind === 'choose-type') continue;
      const blocker = verdict.findings.find((finding) => finding.severity === 'block');
      expect(verdict.next).toBe(blocker?.code ?? verdict.next);
      expect(verdict.findings.map((finding) => finding.code)).toContain(verdict.next);
    }
  });

  it('OWN-15 lists findings in the fixed order, each once', () => {
    const order: readonly (readonly FindingCode[])[] = [
      ['SERIAL_FORMAT', 'SERIAL_CHECKDIGIT'],
      ['SERIAL_UNKNOWN'],
      ['TYPE_AMBIGUOUS'],
      ['TRUST_ACTIVE', 'TRUST_MISSING', 'TRUST_EXPIRED'],
      ['TRUST_ENDING'],
      ['OWNED_BY_CUSTOMER', 'OWNED_BY_YOU', 'OWNED_BY_RESELLER', 'OWNER_OTHER', 'TRANSFER_NOT_OFFERED'],
      ['TRANSFER_PENDING', 'TRANSFER_AVAILABLE'],
      ['TYPE_TRANSFER_ONLY', 'TYPE_NOT_SUPPORTED'],
      ['SUBSCRIPTION_ACTIVE', 'SUBSCRIPTION_EXPIRED'],
      ['SUBSCRIPTION_ENDING'],
      ['STILL_PAIRED'],
      ['CONFIG_WILL_RESET'],
      ['NEEDS_CONFIGURATION'],
      ['UNVERIFIED_OFFLINE'],
    ];
    for (const one of cases) {
      const verdict = ask(one);
      if (verdict.kind === 'choose-type') continue;
      const places = verdict.findings.map(({ code }) => order.findIndex((group) => group.includes(code)));
      expect(places, JSON.stringify(verdict.findings)).toEqual([...new Set(places)].sort((a, b) => a - b));
      expect(places).not.toContain(-1);
    }
  });
});
