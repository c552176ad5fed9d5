import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochMs, type IsoTime, toIsoTime } from '../../kernel/iso-time.ts';
import {
  applyPartnership,
  type Partnership,
  type PartnershipAct,
  type PartnershipCommand,
  type PartnershipSide,
  type PartnershipStanding,
  partnership,
  partnershipAct,
  partnershipStanding,
  standingOfPartnership,
  untilOfInvitation,
  whyNotInvite,
  whyNotPartnership,
} from './partnership.ts';

const now = '2026-11-21T08:00:00.000Z';
const hour = 3_600_000;
const inHours = (hours: number): IsoTime => toIsoTime(epochMs(now) + hours * hour);

const invited: Partnership = partnership.parse({
  id: 'partnership-1',
  customerId: 'fleet',
  partnerId: 'workshop',
  state: 'pending',
  invitedUntil: inHours(72),
  validFrom: now,
  validTo: null,
  overrideAllowed: false,
  agreement: null,
  version: 3,
});

const standings: Readonly<Record<PartnershipStanding, Partnership>> = {
  invited,
  lapsed: { ...invited, invitedUntil: now },
  active: { ...invited, state: 'active', validTo: inHours(24) },
  expired: { ...invited, state: 'active', validTo: now },
  declined: { ...invited, state: 'declined' },
  revoked: { ...invited, state: 'revoked' },
};

const commands: Readonly<Record<PartnershipAct, PartnershipCommand>> = {
  resend: { act: 'resend' },
  accept: { act: 'accept', agreed: false },
  decline: { act: 'decline' },
  remove: { act: 'remove' },
  renew: { act: 'renew', validTo: inHours(100) },
  revoke: { act: 'revoke' },
  'set-override': { act: 'set-override', allowed: true },
};

// Written down by hand from decisions.md c4: `side act` → the standings from which it works, and what it leads to.
const allowed: Readonly<
  Record<PartnershipAct, readonly [PartnershipSide, Partial<Record<PartnershipStanding, string>>]>
> = {
  resend: ['customer', { invited: 'invited', lapsed: 'invited' }],
  accept: ['partner', { invited: 'active' }],
  decline: ['partner', { invited: 'declined' }],
  remove: ['customer', { invited: 'gone', lapsed: 'gone', expired: 'gone', declined: 'gone', revoked: 'gone' }],
  renew: ['customer', { active: 'active', expired: 'active' }],
  revoke: ['customer', { active: 'revoked' }],
  'set-override': ['customer', { invited: 'invited', lapsed: 'lapsed', active: 'active', expired: 'expired' }],
};

describe('ORG-3 the life of a partnership', () => {
  it.each(partnershipStanding.options)('stands as %s', (standing) => {
    expect(standingOfPartnership(standings[standing], now)).toBe(standing);
  });

  describe.each(partnershipAct.options)('%s', (act) => {
    it.each(partnershipStanding.options)('when %s', (standing) => {
      const [side, leadsTo] = allowed[act];
      const outcome = applyPartnership(standings[standing], commands[act], { side, now });
      const ends =
        outcome.kind === 'changed'
          ? standingOfPartnership(outcome.partnership, now)
          : outcome.kind === 'removed'
            ? 'gone'
            : 'refused';
      expect(ends).toBe(leadsTo[standing] ?? 'refused');
      const why = whyNotPartnership(act, side, standing);
      expect(why).toBe(leadsTo[standing] === undefined ? `PARTNER_${standing.toUpperCase()}` : null);
    });

    it.each(partnershipStanding.options)('is not for the other side, when %s', (standing) => {
      const side = allowed[act][0] === 'customer' ? 'partner' : 'customer';
      expect(applyPartnership(standings[standing], commands[act], { side, now })).toEqual({
        kind: 'refused',
        code: 'PARTNER_OTHER_SIDE',
      });
    });
  });

  it('an invitation can be taken up for 72 hours and not a millisecond longer', () => {
    const until = untilOfInvitation(now);
    expect(until).toBe('2026-11-24T08:00:00.000Z');
    const sent = { ...invited, invitedUntil: until };
    const accept = { act: 'accept', agreed: false } as const;
    const at = (moment: IsoTime) => applyPartnership(sent, accept, { side: 'partner', now: moment });
    expect(at('2026-11-24T07:59:59.999Z')).toMatchObject({ kind: 'changed', partnership: { state: 'active' } });
    expect(at(until)).toEqual({ kind: 'refused', code: 'PARTNER_LAPSED' });
  });

  it('begins when it is accepted, and a renewal of one that expired begins a new period under the same id', () => {
    const accepted = applyPartnership({ ...invited, validFrom: inHours(-10) }, commands.accept, {
      side: 'partner',
      now,
    });
    expect(accepted).toMatchObject({ partnership: { validFrom: now } });
    const renewed = applyPartnership({ ...standings.expired, validFrom: inHours(-100) }, commands.renew, {
      side: 'customer',
      now,
    });
    expect(renewed).toMatchObject({
      partnership: { id: 'partnership-1', validFrom: now, validTo: inHours(100), version: 4 },
    });
    const longer = applyPartnership({ ...standings.active, validFrom: inHours(-100) }, commands.renew, {
      side: 'customer',
      now,
    });
    expect(longer).toMatchObject({ partnership: { validFrom: inHours(-100), validTo: inHours(100) } });
  });

  it('takes no period that is over already', () => {
    const over = { act: 'renew', validTo: now } as const;
    const refused = { kind: 'refused', code: 'PARTNER_PERIOD_OVER' };
    expect(applyPartnership(standings.expired, over, { side: 'customer', now })).toEqual(refused);
    expect(applyPartnership({ ...invited, validTo: now }, commands.accept, { side: 'partner', now })).toEqual(refused);
  });

  it('C9 asks for the agreement before acceptance takes effect, where there is one', () => {
    const asked = { ...invited, agreement: 'We keep the fleet’s data to ourselves.' };
    const accept = (agreed: boolean) => applyPartnership(asked, { act: 'accept', agreed }, { side: 'partner', now });
    expect(accept(false)).toEqual({ kind: 'refused', code: 'PARTNER_AGREEMENT_NEEDED' });
    expect(accept(true)).toMatchObject({ kind: 'changed' });
  });

  it('ORG-5 the same setting again changes nothing', () => {
    const again = applyPartnership(
      standings.active,
      { act: 'set-override', allowed: false },
      { side: 'customer', now },
    );
    expect(again).toEqual({ kind: 'unchanged' });
  });

  it.each(partnershipStanding.options)('a second invitation is refused while there is one that is %s', (standing) => {
    expect(whyNotInvite([standings[standing]], now)).toBe(`PARTNER_${standing.toUpperCase()}`);
    expect(whyNotInvite([], now)).toBeNull();
  });
});

interface Model {
  readonly wait: number;
  readonly side: PartnershipSide;
  readonly command: PartnershipCommand;
}

const anyCommand: fc.Arbitrary<PartnershipCommand> = fc.oneof(
  fc.constantFrom<PartnershipCommand>({ act: 'resend' }, { act: 'remove' }, { act: 'revoke' }, { act: 'decline' }),
  fc.boolean().map((agreed): PartnershipCommand => ({ act: 'accept', agreed })),
  fc.boolean().map((flag): PartnershipCommand => ({ act: 'set-override', allowed: flag })),
  fc
    .option(fc.integer({ min: -50, max: 400 }), { nil: null })
    .map((hours): PartnershipCommand => ({ act: 'renew', validTo: hours === null ? null : inHours(hours) })),
);
const steps: fc.Arbitrary<Model[]> = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 60 }),
    side: fc.constantFrom('customer', 'partner'),
    command: anyCommand,
  }),
  { maxLength: 40 },
);

describe('ORG-3 whatever people do, in whatever order and however late', () => {
  it('a partner never becomes active without its own yes, and never again after a no', () => {
    fc.assert(
      fc.property(steps, (played) => {
        let current: Partnership = invited;
        let [hoursGone, saidYes, endedByWord] = [0, false, false];
        for (const { wait, side, command } of played) {
          hoursGone += wait;
          const at = inHours(hoursGone);
          const before = standingOfPartnership(current, at);
          const outcome = applyPartnership(current, command, { side, now: at });
          if (outcome.kind === 'removed') {
            expect(before).not.toBe('active');
            return;
          }
          if (outcome.kind !== 'changed') {
            continue;
          }
          expect(outcome.partnership).toMatchObject({ id: current.id, version: current.version + 1 });
          saidYes ||= command.act === 'accept' && side === 'partner';
          endedByWord ||= command.act === 'decline' || command.act === 'revoke';
          current = outcome.partnership;
          const after = standingOfPartnership(current, at);
          if (after === 'active' || after === 'expired') {
            expect(saidYes && !endedByWord).toBe(true);
          }
          // Both sides are needed for everything, and each has its own acts.
          expect(['accept', 'decline'].includes(command.act) ? 'partner' : 'customer').toBe(side);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('time alone only lets an invitation lapse and an active one expire', () => {
    const any = fc.constantFrom(...partnershipStanding.options);
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 10_000 }), (standing, hours) => {
        const later = standingOfPartnership(standings[standing], inHours(hours));
        const possible = { invited: ['invited', 'lapsed'], active: ['active', 'expired'] };
        expect(standing in possible ? possible[standing as keyof typeof possible] : [standing]).toContain(later);
      }),
    );
  });
});
