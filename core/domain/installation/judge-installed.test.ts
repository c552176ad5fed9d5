import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileId } from '../../kernel/entity-ids.ts';
import type { ConfigurationChange } from './configuration-difference.ts';
import { desiredConfiguration } from './desired-configuration.ts';
import { type InstalledQuestion, judgeInstalled } from './judge-installed.ts';
import { offeredProfiles } from './offered-profiles.ts';
import { resolveProfile } from './resolve-profile.ts';
import { sampleProfile } from './testing/sample-profile.ts';

const template = sampleProfile({
  id: 'p',
  organizationId: 'fleet',
  values: { apn: 'fleet.example.com', apnPassword: 'apn', serverPort: '7710', tyreCount: '6' },
});
const resolution = resolveProfile(profileId.parse('p'), [template]);
if (resolution.kind !== 'resolved') throw new Error('the sample resolves');
const { profile } = resolution;

const written = (key: string, to: string, wantedBy: ConfigurationChange['wantedBy'] = 'profile') => ({
  key,
  to,
  wantedBy,
});
const judge = (question: Partial<InstalledQuestion>) =>
  judgeInstalled({ profile, changes: [], overrides: [], overrideAllowed: false, ...question }).kind;

describe('ORG-5 INST-4 whether a unit was configured as prescribed, as the centre judges it', () => {
  it.each([
    ['nothing written', [], 'as-prescribed'],
    ['what the profile says', [written('serverPort', '7710'), written('apn', 'fleet.example.com')], 'as-prescribed'],
    ['the same number, spelled otherwise', [written('serverPort', '07710')], 'as-prescribed'],
    ['another value that is called the profile’s', [written('serverPort', '7711')], 'locked'],
    ['another value that is called the unit’s own', [written('serverPort', '7711', 'unit')], 'locked'],
    ['another value that is called the job’s', [written('serverPort', '7711', 'job')], 'locked'],
    ['an override', [written('serverPort', '7711', 'override')], 'locked'],
    ['a secret of the profile', [written('apnPassword', '••••••')], 'as-prescribed'],
    ['a secret that the station says it replaced', [written('apnPassword', '••••••', 'override')], 'locked'],
    ['what belongs to the vehicle', [written('tyreCount', '4', 'unit')], 'as-prescribed'],
    ['what nobody prescribes', [written('vin', 'WSM00000003111444', 'unit')], 'as-prescribed'],
  ] as const)('%s: %s', (_what, changes, kind) => {
    expect(judge({ changes })).toBe(kind);
  });

  it('takes a departure where the customer allows it and the reason is given', () => {
    const changes = [written('serverPort', '7711', 'override')];
    const override = { key: 'serverPort', value: '7711', reason: 'their second server' };
    expect(judge({ changes, overrideAllowed: true, overrides: [override] })).toBe('overridden');
    expect(judge({ changes, overrideAllowed: true })).toBe('reason-missing');
    expect(judge({ changes, overrideAllowed: true, overrides: [{ ...override, reason: ' x ' }] })).toBe(
      'reason-missing',
    );
    expect(judge({ changes, overrideAllowed: true, overrides: [{ ...override, key: 'apn' }] })).toBe('reason-missing');
  });

  it('refuses a declared departure even where nothing of it was written this time', () => {
    expect(judge({ overrides: [{ key: 'serverPort', value: '7711', reason: 'why not' }] })).toBe('locked');
  });

  it('what the job prescribes binds as well, also for the vehicle', () => {
    expect(judge({ jobValues: { tyreCount: '4' }, changes: [written('tyreCount', '6')] })).toBe('locked');
    expect(judge({ jobValues: { tyreCount: '4' }, changes: [written('tyreCount', '4', 'job')] })).toBe('as-prescribed');
  });

  it('whatever the station let a technician want, the centre judges the same', () => {
    const value = fc.constantFrom('7710', '7711', '1');
    const given = fc.record({ value, reason: fc.constantFrom('', 'a good reason'), isOwn: fc.boolean() });
    fc.assert(
      fc.property(given, fc.boolean(), ({ value: wanted, reason, isOwn }, overrideAllowed) => {
        const override = { key: 'serverPort', value: wanted, reason };
        const station = desiredConfiguration({
          profile,
          overrideAllowed,
          ...(isOwn ? { unitValues: { serverPort: wanted } } : { overrides: [override] }),
        });
        const changes = [written('serverPort', wanted, isOwn ? 'unit' : 'override')];
        const centre = judge({ changes, overrideAllowed, overrides: isOwn ? [] : [override] });
        const isTaken = centre === 'as-prescribed' || centre === 'overridden';
        // An override that repeats what is prescribed is none; the station writes it as the profile's.
        expect(station.kind === 'desired').toBe(isTaken);
      }),
    );
  });
});

describe('ORG-5 which profiles a unit may be configured by', () => {
  const profiles = [
    { id: 'ours', organizationId: 'partner', unitTypes: ['evopulse'] },
    { id: 'theirs', organizationId: 'fleet', unitTypes: ['evopulse'] },
    { id: 'for all', organizationId: null, unitTypes: ['evopulse', 'evoguard'] },
    { id: 'foreign', organizationId: 'other fleet', unitTypes: ['evopulse', 'evoguard'] },
  ] as unknown as readonly { id: string; organizationId: never; unitTypes: string[] }[];
  const offered = (unitType: string, overrideAllowed: boolean) =>
    offeredProfiles(profiles, {
      unitType,
      overrideAllowed,
      customerId: 'fleet' as never,
      partnerId: 'partner' as never,
    }).map(({ id }) => id);

  it('the customer’s own, and nothing else where it does not let anybody depart', () => {
    expect(offered('evopulse', false)).toEqual(['theirs']);
    expect(offered('evopulse', true)).toEqual(['theirs', 'ours', 'for all']);
  });

  it('the workshop’s and the platform’s where the customer has none for the type', () => {
    expect(offered('evoguard', false)).toEqual(['for all']);
  });
});
