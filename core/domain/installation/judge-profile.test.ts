import { describe, expect, it } from 'vitest';
import { organizationId, profileId } from '../../kernel/entity-ids.ts';
import { judgeProfile } from './judge-profile.ts';
import { judgeSecret, judgeValue } from './judge-value.ts';
import { configurationKeys, keyEntryOf } from './key-catalogue.ts';
import { draftOf, type ProfileDraft } from './profile-template.ts';
import { sampleProfile } from './testing/sample-profile.ts';

const fleet = organizationId.parse('fleet');
const ours = sampleProfile({ id: 'ours', organizationId: 'fleet', values: { serverPort: '7700' } });
const platform = sampleProfile({ id: 'platform', values: { serverPort: '7700' } });
const foreign = sampleProfile({ id: 'foreign', organizationId: 'other fleet', values: { serverPort: '1' } });

const draft = (changes: Partial<ProfileDraft> = {}): ProfileDraft => ({
  name: 'New',
  baseId: null,
  unitTypes: ['evopulse'],
  minimumFirmware: null,
  entries: [{ kind: 'value', key: 'apn', value: 'fleet.example.com' }],
  ...changes,
});
const judge = (wanted: ProfileDraft, id = 'new') =>
  judgeProfile({
    id: profileId.parse(id),
    organizationId: fleet,
    draft: wanted,
    templates: [ours, platform, foreign],
  });

describe('INST-3 what may stand in a profile', () => {
  it.each([
    ['serverPort', '7710', null],
    ['serverPort', '0', 'out-of-range'],
    ['serverPort', '65536', 'out-of-range'],
    ['serverPort', '77 10', 'not-a-number'],
    ['serverPort', '', 'not-a-number'],
    ['serverPort', '1e3', 'not-a-number'],
    ['serverProto', 'udp', null],
    ['serverProto', 'UDP', 'not-a-choice'],
    ['apn', 'fleet.example.com', null],
    ['apn', '', null],
    ['apn', 'x'.repeat(101), 'too-long'],
    ['apn', 'fleet\r\nsetparam 1:2', 'not-printable'],
    ['apn', 'flotte\u{1F69B}', 'not-printable'],
    ['serverHost', 'one two', 'blanks'],
    ['vin', 'WSM00000003111444', null],
    ['vin', 'WSM000000031114449', 'too-long'],
    ['apnPassword', 'in clear', 'secret-in-clear'],
    ['warpDrive', '1', 'unknown-key'],
  ] as const)('%s = %j: %s', (key, value, problem) => {
    expect(judgeValue(key, value)?.kind ?? null).toBe(problem);
  });

  it('keeps within the tighter limits of a family', () => {
    expect(judgeValue('apn', 'x'.repeat(33), { maxLength: 32 })).toEqual({ kind: 'too-long', maximum: 32 });
    expect(judgeValue('apn', 'x'.repeat(101), { maxLength: 200 })).toEqual({ kind: 'too-long', maximum: 100 });
    expect(judgeValue('heartbeatMin', '3', { minimum: 5 })).toMatchObject({ kind: 'out-of-range', minimum: 5 });
  });

  it('INST-7 judges the value of a secret only where it is given to be kept', () => {
    expect(judgeSecret('apnPassword', 'a good one')).toBeNull();
    expect(judgeSecret('apnPassword', 'x'.repeat(65))).toEqual({ kind: 'too-long', maximum: 64 });
    expect(judgeSecret('apnPassword', 'a\nb')).toEqual({ kind: 'not-printable' });
  });

  it('has limits for every key of the catalogue, and a nature', () => {
    for (const key of configurationKeys) {
      expect(keyEntryOf(key), key).not.toBeNull();
    }
    expect(keyEntryOf('toString')).toBeNull();
  });
});

describe('INST-3 whether a profile may be saved', () => {
  it('takes one that stands alone, and one on our own or the platform', () => {
    expect(judge(draft())).toEqual([]);
    expect(judge(draft({ baseId: ours.id, entries: [] }))).toEqual([]);
    expect(judge(draft({ baseId: platform.id, entries: [] }))).toEqual([]);
  });

  it('names everything that is wrong at once', () => {
    const wrong = draft({
      name: ' ',
      entries: [
        { kind: 'value', key: 'serverPort', value: '0' },
        { kind: 'value', key: 'serverPort', value: '1' },
        { kind: 'secret', key: 'apn', secret: 'not a secret' },
        { kind: 'value', key: 'apnPassword', value: 'in clear' },
      ],
    });
    expect(judge(wrong)).toEqual([
      { kind: 'name-missing' },
      { kind: 'key', key: 'serverPort', problem: { kind: 'out-of-range', minimum: 1, maximum: 65535 } },
      { kind: 'twice', key: 'serverPort' },
      { kind: 'secret-for-value', key: 'apn' },
      { kind: 'key', key: 'apnPassword', problem: { kind: 'secret-in-clear' } },
    ]);
  });

  it('refuses a base that is somebody else’s, is not here, or is derived from this very profile', () => {
    const child = sampleProfile({ id: 'child', organizationId: 'fleet', baseId: 'ours' });
    expect(judge(draft({ baseId: foreign.id }))).toEqual([{ kind: 'foreign-base' }]);
    expect(judge(draft({ baseId: profileId.parse('nowhere') }))).toEqual([{ kind: 'base-missing' }]);
    const question = { id: ours.id, organizationId: fleet, templates: [ours, child] };
    expect(judgeProfile({ ...question, draft: { ...draftOf(ours), baseId: child.id } })).toEqual([{ kind: 'cycle' }]);
  });

  it('refuses a change that would make one further up too deep', () => {
    const chain = ['a', 'b', 'c', 'd'].map((name, index) =>
      sampleProfile({
        id: name,
        organizationId: 'fleet',
        baseId: index === 0 ? null : (['a', 'b', 'c'][index - 1] ?? null),
      }),
    );
    const root = sampleProfile({ id: 'root', organizationId: 'fleet', values: { tyreCount: '2' } });
    const [first] = chain;
    if (first === undefined) throw new Error('the chain has a first');
    const question = { id: first.id, organizationId: fleet, templates: [...chain, root] };
    expect(judgeProfile({ ...question, draft: { ...draftOf(first), baseId: root.id } })).toEqual([
      { kind: 'too-deep' },
    ]);
  });

  it('wants a profile that stands alone to set something', () => {
    expect(judge(draft({ entries: [] }))).toEqual([{ kind: 'nothing-set' }]);
  });
});
