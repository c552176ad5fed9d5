import { describe, expect, it } from 'vitest';
import { converse } from '../testing/converse.ts';
import { makeBenchFirmware } from '../units/benchunit/firmware-image.ts';
import { latin1Bytes, latin1Text } from '../units/latin1.ts';
import type { FaultText } from './fault-catalogue.ts';

/** A host that knows nothing but the bytes: line sums and blocks are made here, by other means than the unit's. */
function sumOf(text: string): string {
  let sum = 0;
  for (const byte of latin1Bytes(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      sum = sum & 1 ? (sum >> 1) ^ 0xa001 : sum >> 1;
    }
  }
  return sum.toString(16).toUpperCase().padStart(4, '0');
}
const line = (text: string) => `>${text}*${sumOf(text)}\r\n`;

function block(number: number, data: Uint8Array, length: number, fill: number): string {
  const content = Uint8Array.from({ length }, (_, index) => data[index] ?? fill);
  let sum = 0;
  for (const byte of content) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      sum = (sum & 0x8000 ? (sum << 1) ^ 0x1021 : sum << 1) & 0xffff;
    }
  }
  const start = length === 128 ? 1 : 2;
  return latin1Text(Uint8Array.of(start, number, 255 - number, ...content, sum >> 8, sum & 255));
}

const image = makeBenchFirmware({ model: 'BU-1', version: '03.28.00', programBytes: 5_000, seed: 1 });

const words: Readonly<Record<string, string>> = { '\x06': '(ack)', '\x15': '(nak)', '\x18': '(can)', C: '(call)' };
const inWords = (text: string) => [...text].map((character) => words[character] ?? character).join('');

/** Sends the image as a patient host would, says each part up to three times, and notes what came back. */
function updateSession(faults: readonly FaultText[]): { readonly heard: readonly string[]; readonly version: string } {
  const { unit, ask, wait, loss } = converse({ family: 'benchunit', seed: 5, faults });
  const heard: string[] = [inWords(ask(line('01 LOAD'), 500))];
  const header = block(0, latin1Bytes(`bu1.bin\0${image.length}\0`), 128, 0);
  const blocks = Array.from({ length: Math.ceil(image.length / 1_024) }, (_, index) =>
    block(index + 1, image.slice(index * 1_024, (index + 1) * 1_024), 1_024, 0x1a),
  );
  const parts = [header, ...blocks, '\x04', block(0, new Uint8Array(), 128, 0)];
  for (const part of heard[0]?.endsWith('(call)') === true ? parts : []) {
    let answer = '';
    for (let time = 0; time < 3 && loss() === undefined && (answer === '' || answer.endsWith('(nak)')); time += 1) {
      answer += `${time === 0 ? '' : ' again '}${inWords(ask(part, 300))}`;
    }
    heard.push(answer);
  }
  heard.push(inWords(wait(60_000)), String(loss()), unit.presence());
  const version = unit.parameters()['sys.fw'] ?? '';
  unit.close();
  return { heard, version };
}

describe('INST-2 INST-5 a virtual unit that takes firmware (link.md §10 group 15)', () => {
  const clean = updateSession([]);

  it('runs what it was sent, after a restart of its own', () => {
    expect(clean.version).toBe('03.28.00');
    expect(clean.heard[0]).toMatch(/^<01 OK\*[0-9A-F]{4}\r\n\(call\)$/);
    expect(clean.heard.at(-4)).toMatch(/^\(ack\)<00 TAKEN\*/);
    expect(clean.heard.at(-2)).toBe('the unit restarts');
  });

  it.each([
    ['firmware-bad-block=3', '03.28.00', '(nak) again (ack)'],
    ['firmware-repeated-block=3', '03.28.00', ' again (ack)'],
    ['firmware-end-refused', '03.28.00', '(nak) again (ack)(call)'],
    ['firmware-broken-off=3', '03.26.04', '(can)(can)'],
    ['firmware-never-called', '03.26.04', 'plugged'],
    ['firmware-ignored', '03.26.04', 'TAKEN'],
    ['firmware-kills', '', 'TAKEN'],
    ['unplug-mid-firmware=2000', '03.26.04', 'the cable was pulled'],
  ] as const)('%s shows in a session, repeats, and leaves version "%s"', (fault, version, sign) => {
    const session = updateSession([fault]);
    expect(session.version).toBe(version);
    expect(session.heard.join('\n')).toContain(sign);
    expect(session).not.toEqual(clean);
    expect(updateSession([fault])).toEqual(session);
  });

  it('a transfer is not taken up again from a snapshot', () => {
    const { unit, ask } = converse({ family: 'benchunit', seed: 5 });
    ask(line('01 LOAD'), 500);
    const snapshot = JSON.parse(JSON.stringify(unit.snapshot()));
    expect(unit.restore(snapshot)).toEqual({ kind: 'restored' });
    unit.close();
  });
});
