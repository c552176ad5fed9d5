import { describe, expect, it } from 'vitest';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { commandStation } from './testing/command-station.ts';
import { fitbay, jsonLines } from './testing/run-fitbay.ts';

const assetOf = (key: string) => demoFleet.assets.find((asset) => asset.key === key)?.id ?? '';

describe('PAIR-1 STA-7 fitbay pairing on a station', { timeout: 120_000 }, () => {
  const unit = demoFleet.road[0]?.unit ?? '';
  const station = commandStation({ isSynced: true });

  const on = async (...words: string[]) => {
    const ran = await fitbay('pairing', ...words, '--data', station.dataFolder, '--json');
    return [ran.status, jsonLines(ran)[0]];
  };
  const act = (name: 'pair' | 'unpair', key: string, of = unit) => on(name, '--unit', of, '--asset', assetOf(key));

  it('pairs, says so when it is so already, and unpairs', async () => {
    expect(await on('inbox')).toMatchObject([0, { kind: 'inbox', rows: [] }]);
    expect(await act('pair', 'twin-a')).toEqual([0, { kind: 'done', asset: 'HH AB 31' }]);
    expect(await act('pair', 'twin-a')).toEqual([0, { kind: 'already', asset: 'HH AB 31' }]);
    expect(await act('unpair', 'twin-a')).toEqual([0, { kind: 'done', asset: 'HH AB 31' }]);
  });

  it('is told no clearly, and to try later where nobody answers', async () => {
    expect(await act('pair', 'occupied')).toEqual([2, { kind: 'refused', code: 'ASSET_OCCUPIED' }]);
    expect(await act('pair', 'kl99', 'evopulse:000000000000018')).toEqual([2, { kind: 'unknown-unit' }]);
    const away = await fitbay(
      ...['pairing', 'pair', '--unit', unit, '--asset', assetOf('kl99')],
      ...['--data', station.dataFolder, '--json', '--cloud', 'http://127.0.0.1:9'],
    );
    expect([away.status, jsonLines(away)[0]]).toEqual([75, { kind: 'waiting', asset: 'KL 99' }]);
  });
});
