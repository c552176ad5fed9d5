import { describe, expect, it } from 'vitest';
import { bytesOf } from './overheard-link.ts';
import { createPerfectHost } from './perfect-host.ts';

const baudRate = 115_200;
const wireMs = (bytes: number) => (bytes * 10_000) / baudRate;
const saying = (...texts: readonly string[]) => texts.map((text) => ({ said: Buffer.from(text), heardBytes: 0 }));
const modem = { family: 'at27007', imei: '359315075384726', seed: 7 } as const;

describe('the floor of the cable bench', () => {
  it('is the bytes in both directions and the thinking of the unit, and nothing else', () => {
    const host = createPerfectHost(modem, baudRate);
    // The echo comes back while the unit thinks; its answer has six bytes.
    expect(host.durationOf(saying('ATE0\r'))).toBeCloseTo(12 + wireMs(5) + wireMs(6), 1);
    expect(host.durationOf(saying('AT\r', 'AT\r'))).toBeCloseTo(2 * (12 + wireMs(3) + wireMs(6)), 1);
    host.close();
  });

  it('counts a report that the unit makes only some time after its answer', () => {
    const host = createPerfectHost({ ...modem, family: 'queclink', model: 'GL300' }, baudRate);
    const durationMs = host.durationOf(saying('AT+GTRTO=gl300,8,,,,,,0001$'));
    expect(durationMs).toBeGreaterThan(12 + 20);
    expect(durationMs).toBeLessThan(60);
    host.close();
  });

  it('is told of bytes in both directions', () => {
    expect(bytesOf([{ said: Buffer.from('AT\r'), heardBytes: 6 }])).toBe(9);
  });
});
