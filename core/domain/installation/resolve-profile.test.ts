import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileId } from '../../kernel/entity-ids.ts';
import { deepestProfile, derivedFrom, resolveAll, resolveProfile } from './resolve-profile.ts';
import { sampleProfile } from './testing/sample-profile.ts';

const id = (text: string) => profileId.parse(text);
const base = sampleProfile({
  id: 'base',
  name: 'Base',
  organizationId: 'fleet',
  minimumFirmware: '03.20',
  values: { apn: 'fleet.example.com', apnPassword: 'apn of the fleet', serverPort: '7700' },
});
const trailer = sampleProfile({
  id: 'trailer',
  name: 'Trailer',
  organizationId: 'fleet',
  version: 4,
  baseId: 'base',
  values: { serverPort: '7710', tyreCount: '6' },
});

describe('INST-3 a profile with all that it inherits', () => {
  it('takes the nearest value of each key, and says whose it is', () => {
    const outcome = resolveProfile(id('trailer'), [trailer, base]);
    expect(outcome).toMatchObject({ kind: 'resolved', levels: [{ id: 'base' }, { id: 'trailer' }] });
    expect(outcome.kind === 'resolved' && outcome.profile).toMatchObject({
      name: 'Trailer',
      version: 4,
      minimumFirmware: '03.20',
      values: [
        { key: 'apn', value: 'fleet.example.com', from: 'Base' },
        {
          key: 'apnPassword',
          secret: true,
          from: 'Base',
          reference: { organizationId: 'fleet', name: 'apn of the fleet' },
        },
        { key: 'serverPort', value: '7710' },
        { key: 'tyreCount', value: '6' },
      ],
    });
  });

  it('INST-7 never holds the value of a secret, nor the name under which it is kept where a value would stand', () => {
    const outcome = resolveProfile(id('base'), [base]);
    const secret = outcome.kind === 'resolved' ? outcome.profile.values.find(({ key }) => key === 'apnPassword') : null;
    expect(secret?.value).toBe('••••••');
  });

  it('refuses what has no end or no beginning', () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, index) =>
        sampleProfile({ id: `p${index}`, baseId: index === 0 ? null : `p${index - 1}`, values: { tyreCount: '2' } }),
      );
    expect(resolveProfile(id('none'), [base])).toEqual({ kind: 'no-such-profile' });
    expect(resolveProfile(id('trailer'), [trailer])).toEqual({ kind: 'base-missing' });
    expect(resolveProfile(id('a'), [sampleProfile({ id: 'a', baseId: 'a' })])).toEqual({ kind: 'cycle' });
    expect(
      resolveProfile(id('a'), [sampleProfile({ id: 'a', baseId: 'b' }), sampleProfile({ id: 'b', baseId: 'a' })]),
    ).toEqual({ kind: 'cycle' });
    expect(resolveProfile(id(`p${deepestProfile - 1}`), chain(deepestProfile)).kind).toBe('resolved');
    expect(resolveProfile(id(`p${deepestProfile}`), chain(deepestProfile + 1))).toEqual({ kind: 'too-deep' });
  });

  it('ends for every net of profiles, and leaves out those that cannot be put together', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
    const net = fc.tuple(...names.map(() => fc.option(fc.constantFrom(...names, 'missing'), { nil: null })));
    fc.assert(
      fc.property(net, (bases) => {
        const templates = names.map((name, index) => sampleProfile({ id: name, baseId: bases[index] ?? null }));
        const resolved = resolveAll(templates);
        const kinds = templates.map((template) => resolveProfile(template.id, templates).kind);
        expect(resolved).toHaveLength(kinds.filter((kind) => kind === 'resolved').length);
        for (const template of templates) {
          expect(derivedFrom(template.id, templates).map((one) => one.id)).not.toContain(template.id);
        }
      }),
    );
  });
});
