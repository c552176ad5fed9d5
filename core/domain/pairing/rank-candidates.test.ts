import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asset, asset } from './asset.ts';
import { matchVin } from './match-vin.ts';
import { findAssets, rankCandidates } from './rank-candidates.ts';

const trailer = (id: string, vin: string | null, names: Partial<Asset> = {}): Asset =>
  asset.parse({
    id,
    organizationId: 'nordfracht',
    category: 'trailer',
    plate: id,
    vin,
    code: null,
    unit: null,
    ...names,
  });

const idsOf = (assets: readonly Asset[], vin: string | null, namedIds: readonly string[] = []) =>
  rankCandidates(assets, { vin, namedIds, limit: 20 }).candidates.map((one) => one.asset.id);

describe('PAIR-5 the order of candidates', () => {
  const assets = [
    trailer('none', null),
    trailer('far', 'VFKSD000000612345'),
    trailer('one place off', 'WSM00000003111474'),
    trailer('last 8', 'WKESD000003111444'),
    trailer('whole', 'WSM00000003111444'),
  ];

  it('is whole VIN, last 8, then the fewest places that differ', () => {
    expect(idsOf(assets, 'WSM00000003111444')).toEqual(['whole', 'last 8', 'one place off', 'far', 'none']);
  });

  it('puts what the cloud named before what only looks alike', () => {
    expect(idsOf(assets, 'WSM00000003119944', ['far'])[0]).toBe('far');
  });

  it.each([null, '', '1444', 'Ä'])('keeps the given order where there is no usable VIN: %s', (vin) => {
    expect(idsOf(assets, vin)).toEqual(assets.map(({ id }) => id));
  });

  it('says how many it left out', () => {
    const { candidates, others } = rankCandidates(assets, { vin: 'WSM00000003111444', namedIds: [], limit: 2 });
    expect([candidates.map(({ asset: { id } }) => id), others]).toEqual([['whole', 'last 8'], 3]);
  });

  it('never calls anything a match that core would not pair, and loses nothing', () => {
    const character = fc.constantFrom(...'AB12');
    const vin = fc.string({ unit: character, minLength: 8, maxLength: 17 });
    const fleet = fc
      .array(fc.option(vin), { maxLength: 12 })
      .map((vins) => vins.map((one, index) => trailer(`a${index}`, one)));
    fc.assert(
      fc.property(fleet, vin, (of, sensorVin) => {
        const { candidates } = rankCandidates(of, { vin: sensorVin, namedIds: [], limit: 50 });
        expect(candidates.map((one) => one.asset.id).sort()).toEqual(of.map(({ id }) => id).sort());
        const match = matchVin(sensorVin, of);
        const best = candidates[0];
        expect(best !== undefined && best.match !== 'none').toBe(match.kind === 'paired' || candidatesOf(match) > 1);
      }),
    );
  });
});

const candidatesOf = (match: ReturnType<typeof matchVin>) =>
  match.kind === 'failed' ? match.candidateAssetIds.length : 1;

describe('PAIR-5 looking for another vehicle', () => {
  const assets = [
    trailer('a', 'WSM00000003111444', { plate: 'KL 99', code: 'NF-T-0417' }),
    trailer('b', null, { plate: 'HH AB 31', type: 'Curtainsider' }),
  ];
  it.each([
    ['kl99', ['a']],
    ['nf t 04', ['a']],
    ['03111444', ['a']],
    ['curtain', ['b']],
    ['  ', []],
    ['nowhere', []],
  ])('%s', (text, found) => {
    expect(findAssets(assets, text).map(({ id }) => id)).toEqual(found);
  });
});
