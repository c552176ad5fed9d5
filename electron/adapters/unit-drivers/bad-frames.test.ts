import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfigReading } from '#core/ports/unit-driver.ts';
import { createAtDriver } from './create-at-driver.ts';
import { setUpDriverBench } from './testing/driver-bench.ts';
import { setUpTeltonika, teltonika } from './testing/teltonika-bench.ts';

const held: Readonly<Record<number, string>> = {
  2001: 'internet.example',
  2004: 'track.example.com',
  2005: '5027',
  2006: '1',
  2003: 'hunter2',
};
const truth: Readonly<Record<string, string>> = {
  apn: 'internet.example',
  serverHost: 'track.example.com',
  serverPort: '5027',
  serverProto: 'udp',
  apnPassword: 'hunter2',
};

/** What happens to one answer on its way. */
type Damage =
  | { readonly kind: 'none' }
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'drop'; readonly at: number; readonly length: number }
  | { readonly kind: 'noise'; readonly bytes: Uint8Array }
  | { readonly kind: 'twice' }
  | { readonly kind: 'endless' };

const damage: fc.Arbitrary<Damage> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Damage>({ kind: 'none' }) },
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat({ max: 200 }), bit: fc.nat({ max: 7 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat({ max: 200 }) }),
  fc.record({ kind: fc.constant('drop' as const), at: fc.nat({ max: 200 }), length: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('noise' as const), bytes: fc.uint8Array({ maxLength: 60 }) }),
  fc.constant<Damage>({ kind: 'twice' }),
  fc.constant<Damage>({ kind: 'endless' }),
);

/**
 * The place moves from answer to answer. The same damage at the same place in two answers running is what reading twice
 * cannot see, and a dialect without a checksum has nothing else.
 */
function spoil(answer: string, how: Damage, turn: number): string {
  const at = 'at' in how ? (how.at + turn) % Math.max(1, answer.length) : 0;
  switch (how.kind) {
    case 'none':
      return answer;
    case 'flip':
      return `${answer.slice(0, at)}${String.fromCharCode(answer.charCodeAt(at) ^ (1 << how.bit))}${answer.slice(at + 1)}`;
    case 'cut':
      return answer.slice(0, at);
    case 'drop':
      return answer.slice(0, at) + answer.slice(at + how.length);
    case 'noise':
      return String.fromCharCode(...how.bytes) + answer;
    case 'twice':
      return answer + answer;
    case 'endless':
      return '\x55'.repeat(70_000);
  }
}

function isWrong(key: string, reading: ConfigReading | undefined): boolean {
  return reading?.kind === 'value' && reading.value !== truth[key];
}

// Ten thousand damaged answers take their time on a busy machine.
describe('P25 malformed bytes on the cable', { timeout: 120_000 }, () => {
  it('reading the configuration: no crash, no hang, and no value from a damaged answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 12 }), fc.boolean(), async (damages, oneByOne) => {
        let turn = 0;
        const bench = setUpTeltonika({
          held,
          hook: (_command, usual) => {
            const how = damages[turn % (damages.length + 1)] ?? { kind: 'none' };
            turn += 1;
            const spoiled = usual === null ? null : spoil(usual, how, turn);
            if (spoiled === null || !oneByOne || spoiled.length > 500) {
              return spoiled;
            }
            for (const character of spoiled) {
              void bench.cable.unit.write(Buffer.from(character, 'latin1'));
            }
            return null;
          },
        });
        const outcome = await teltonika.readConfiguration(bench.context, Object.keys(truth));
        expect(bench.clock.monotonicMs()).toBeLessThan(60_000);
        expect(bench.captured.join('\n')).not.toContain('hunter2');
        if (outcome.kind === 'read') {
          const wrong = Object.keys(truth).filter((key) => isWrong(key, outcome.values[key]));
          expect(wrong).toEqual([]);
        }
      }),
      { numRuns: 400, seed: 20261120 },
    );
  });

  it('identify and health: no crash, no hang, and never another IMEI', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 6 }), async (damages) => {
        let turn = 0;
        const spoiling = () =>
          setUpTeltonika({
            io: { 66: '12480', 10800: 'F3D000001' },
            hook: (_command, usual) => {
              const how = damages[turn % (damages.length + 1)] ?? { kind: 'none' };
              turn += 1;
              return usual === null ? null : spoil(usual, how, turn);
            },
          });
        const identified = await teltonika.identify(spoiling().context);
        if (identified.kind === 'identified') {
          expect(['350424063817363', null]).toContain(identified.identity.imei);
        }
        const bench = spoiling();
        const health = await teltonika.readHealth(bench.context, ['ebsVin', 'gnssFix']);
        expect(bench.clock.monotonicMs()).toBeLessThan(60_000);
        if (health.kind === 'measured' && health.fields.ebsVin?.kind === 'value') {
          expect(health.fields.ebsVin.value).toBe('F3D000001');
        }
      }),
      { numRuns: 200, seed: 20261120 },
    );
  });

  it('an AT modem that sends anything at all: no crash, no hang', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(Buffer.from('\r\nOK\r\n'))), { minLength: 1 }),
        async (answers) => {
          const bench = setUpDriverBench();
          let turn = 0;
          bench.cable.unit.onBytes(() => {
            const answer = answers[turn % answers.length];
            turn += 1;
            if (answer !== undefined) {
              void bench.cable.unit.write(answer);
            }
          });
          const outcome = await createAtDriver().identify(bench.context);
          expect(['identified', 'readings-differ', 'timed-out', 'garbled']).toContain(outcome.kind);
          if (outcome.kind === 'identified') {
            expect(outcome.identity.imei).toBeNull();
          }
        },
      ),
      { numRuns: 200, seed: 20261120 },
    );
  });
});
