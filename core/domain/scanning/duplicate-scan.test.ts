import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArrivedScan, countScan, DUPLICATE_WINDOW_MS, NO_SCANS, type RecentScans } from './duplicate-scan.ts';

function count(scans: readonly ArrivedScan[]): readonly string[] {
  let recent: RecentScans = NO_SCANS;
  return scans.map((scan) => {
    const counted = countScan(recent, scan);
    recent = counted.recent;
    return counted.kind;
  });
}

const at = (atMs: number, text = 'A', source = 'wedge'): ArrivedScan => ({ atMs, text, source });

describe('SCAN-4 a double scan within 1.5 s counts once', () => {
  it.each<readonly [string, readonly ArrivedScan[], readonly string[]]>([
    ['the same code at once', [at(0), at(300)], ['new', 'duplicate']],
    ['just within the window', [at(0), at(1499)], ['new', 'duplicate']],
    ['after the window', [at(0), at(1500)], ['new', 'new']],
    [
      'a code left in front of the reader',
      [at(0), at(1000), at(2000), at(3000), at(4500)],
      ['new', 'duplicate', 'duplicate', 'duplicate', 'new'],
    ],
    ['another code in the window', [at(0, 'A'), at(200, 'B')], ['new', 'new']],
    ['back to the first within its window', [at(0, 'A'), at(200, 'B'), at(400, 'A')], ['new', 'new', 'duplicate']],
    ['the same code from another reader', [at(0, 'A', 'wedge'), at(200, 'A', 'camera')], ['new', 'new']],
    ['a line end more or less', [at(0, 'A\r\n'), at(200, 'A')], ['new', 'duplicate']],
  ])('%s', (_, scans, kinds) => {
    expect(count(scans)).toEqual(kinds);
  });

  it('never loses a code: whatever was not counted was counted less than a window before', () => {
    const scans = fc.array(fc.record({ gapMs: fc.nat(2000), text: fc.constantFrom('A', 'B', 'C') }), { maxLength: 30 });
    fc.assert(
      fc.property(scans, (steps) => {
        let nowMs = 0;
        const arrived = steps.map(({ gapMs, text }) => {
          nowMs += gapMs;
          return at(nowMs, text);
        });
        const kinds = count(arrived);
        for (const [index, scan] of arrived.entries()) {
          const earlier = arrived.slice(0, index).findLast((other) => other.text === scan.text);
          const isRepeat = earlier !== undefined && scan.atMs - earlier.atMs < DUPLICATE_WINDOW_MS;
          expect(kinds[index]).toBe(isRepeat ? 'duplicate' : 'new');
        }
      }),
    );
  });

  it('forgets what is over, so a long shift costs nothing', () => {
    let recent: RecentScans = NO_SCANS;
    for (let index = 0; index < 1000; index += 1) {
      recent = countScan(recent, at(index * 400, `code ${index}`)).recent;
    }
    expect(recent.length).toBeLessThan(6);
  });
});
