import { describe, expect, it } from 'vitest';
import { latin1Bytes, latin1Text } from '../latin1.ts';
import { runTwoEnds } from './testing/two-ends.ts';

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
const workshop = { name: 'workshop.txt', bytes: latin1Bytes('HELLO WORKSHOP') };
const paddedBlock = ['01 01 fe', hex(workshop.bytes), ...Array<string>(114).fill('1a'), '18 86'].join(' ');

describe('INST-5 the bytes of a transfer, as measured with other programs (link.md §4)', () => {
  it('XMODEM-CRC: call, one padded block, its answer, the end', () => {
    const { sent, received, traffic } = runTwoEnds({
      send: { protocol: 'xmodem', files: [workshop] },
      receive: { protocol: 'xmodem' },
    });
    // Our receiver refuses the first end; the measured one takes it at once.
    expect(traffic.map(({ from, bytes }) => `${from} ${hex(bytes)}`)).toEqual([
      '< 43',
      `> ${paddedBlock}`,
      '< 06',
      '> 04',
      '< 15',
      '> 04',
      '< 06',
    ]);
    expect(sent).toEqual({ kind: 'sent', repeats: 1 });
    expect(received?.kind === 'received' && latin1Text(received.files[0]?.bytes ?? new Uint8Array())).toBe(
      'HELLO WORKSHOP'.padEnd(128, '\x1a'),
    );
  });

  it('XMODEM: a length that somebody told takes the padding away', () => {
    const { received } = runTwoEnds({
      send: { protocol: 'xmodem-1k', files: [workshop] },
      receive: { protocol: 'xmodem', length: 14 },
    });
    expect(received).toEqual({
      kind: 'received',
      files: [{ name: '', bytes: workshop.bytes, isExact: true }],
      isEnded: true,
    });
  });

  it('YMODEM batch: block 0 with name and length, blocks, end, an empty block 0', () => {
    const bytes = Uint8Array.from({ length: 1_500 }, (_, index) => index % 251);
    const { sent, received, traffic } = runTwoEnds({
      send: { protocol: 'ymodem', files: [{ name: 'big.bin', bytes }] },
      receive: { protocol: 'ymodem' },
    });
    expect(traffic.map((one) => `${one.from} ${hex(one.bytes.subarray(0, 3))} ${one.bytes.length}`)).toEqual([
      '< 43 1',
      '> 01 00 ff 133',
      '< 06 1',
      '< 43 1',
      '> 02 01 fe 1029',
      '< 06 1',
      '> 01 02 fd 133',
      '< 06 1',
      '> 01 03 fc 133',
      '< 06 1',
      '> 01 04 fb 133',
      '< 06 1',
      '> 01 05 fa 133',
      '< 06 1',
      '> 04 1',
      '< 15 1',
      '> 04 1',
      '< 06 1',
      '< 43 1',
      '> 01 00 ff 133',
      '< 06 1',
    ]);
    expect(latin1Text(traffic[1]?.bytes.subarray(3, 16) ?? bytes)).toBe('big.bin\x001500\0');
    expect(sent).toEqual({ kind: 'sent', repeats: 1 });
    expect(received).toEqual({ kind: 'received', files: [{ name: 'big.bin', bytes, isExact: true }], isEnded: true });
  });

  it('YMODEM batch: several files, one of them empty, and none at all', () => {
    const files = [
      { name: 'a', bytes: Uint8Array.of(1) },
      { name: 'empty', bytes: new Uint8Array() },
      { name: 'c', bytes: new Uint8Array(700).fill(26) },
    ];
    const { sent, received } = runTwoEnds({ send: { protocol: 'ymodem', files }, receive: { protocol: 'ymodem' } });
    expect(sent?.kind).toBe('sent');
    expect(received).toEqual({
      kind: 'received',
      files: files.map((file) => ({ ...file, isExact: true })),
      isEnded: true,
    });
    const none = runTwoEnds({ send: { protocol: 'ymodem', files: [] }, receive: { protocol: 'ymodem' } });
    expect(none).toMatchObject({ sent: { kind: 'sent' }, received: { kind: 'received', files: [] } });
  });

  it('numbers of blocks begin again after 255', () => {
    const bytes = Uint8Array.from({ length: 128 * 300 }, (_, index) => (index * 7) % 256);
    const { received } = runTwoEnds({
      send: { protocol: 'xmodem', files: [{ name: '', bytes }] },
      receive: { protocol: 'xmodem' },
    });
    expect(received).toEqual({ kind: 'received', files: [{ name: '', bytes, isExact: false }], isEnded: true });
  });
});
