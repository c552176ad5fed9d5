import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { control } from './blocks.ts';
import { type Line, runTwoEnds } from './testing/two-ends.ts';

/** What happens to the n-th message in one direction. At most one burst a message: two may pass a 16-bit checksum by chance. */
interface Mishap {
  readonly message: number;
  readonly kind: 'flip' | 'drop-byte' | 'double-byte' | 'insert' | 'lose' | 'double' | 'split' | 'late' | 'very-late';
  readonly place: number;
  readonly change: number;
}

const anyKind = fc.constantFrom<Mishap['kind']>(
  ...(['flip', 'drop-byte', 'double-byte', 'insert', 'lose', 'double', 'split', 'late', 'very-late'] as const),
);
/** A block that comes twice, or long after it was sent again, is answered twice, and that looks like the answers of two blocks. */
const onceKind = anyKind.filter((kind) => kind !== 'double' && kind !== 'very-late');
/** Answers that are lost, doubled or a moment late, but never turned into other answers. */
const honestKind = fc.constantFrom<Mishap['kind']>('lose', 'double', 'late');
const mishaps = (kind: fc.Arbitrary<Mishap['kind']>, most: number) =>
  fc.array(fc.record({ message: fc.nat(30), kind, place: fc.nat(2_000), change: fc.integer({ min: 1, max: 255 }) }), {
    maxLength: most,
  });

function lineWith(list: readonly Mishap[]): Line {
  let count = -1;
  return (bytes) => {
    count += 1;
    const now = count;
    const mishap = list.find(({ message }) => message === now);
    return mishap === undefined ? [{ bytes, afterMs: 1 }] : befall(bytes, mishap);
  };
}

function befall(bytes: Uint8Array, { kind, place, change }: Mishap): ReturnType<Line> {
  const at = place % bytes.length;
  const whole = (...parts: readonly (Uint8Array | readonly number[])[]) => [
    { bytes: Uint8Array.from(parts.flatMap((part) => [...part])), afterMs: 1 },
  ];
  const byte = bytes[at] ?? 0;
  switch (kind) {
    case 'flip':
      return whole(bytes.subarray(0, at), [byte ^ change], bytes.subarray(at + 1));
    case 'drop-byte':
      return whole(bytes.subarray(0, at), bytes.subarray(at + 1));
    case 'double-byte':
      return whole(bytes.subarray(0, at), [byte], bytes.subarray(at));
    case 'insert':
      return whole(bytes.subarray(0, at), [change], bytes.subarray(at));
    case 'lose':
      return [];
    case 'double':
      return [
        { bytes, afterMs: 1 },
        { bytes, afterMs: change },
      ];
    case 'split':
      return [
        { bytes: bytes.subarray(0, at), afterMs: 1 },
        { bytes: bytes.subarray(at), afterMs: change },
      ];
    case 'late':
      return [{ bytes, afterMs: change }];
    case 'very-late':
      return [{ bytes, afterMs: change * 50 }];
  }
}

const content = fc.uint8Array({ minLength: 1, maxLength: 5_000 });

describe('INST-5 a file over a line with errors arrives whole or not at all', () => {
  it('YMODEM: whatever befalls both directions, no other file than the sent one is handed over', () => {
    fc.assert(
      fc.property(content, mishaps(anyKind, 12), mishaps(anyKind, 12), (bytes, there, back) => {
        const { sent, received } = runTwoEnds({
          send: { protocol: 'ymodem', files: [{ name: 'image.bin', bytes }] },
          receive: { protocol: 'ymodem' },
          toReceiver: lineWith(there),
          toSender: lineWith(back),
        });
        expect([sent, received]).not.toContain(null);
        if (received?.kind === 'received') {
          expect(received.files.map((file) => ({ ...file }))).toEqual(
            received.files.length === 0 ? [] : [{ name: 'image.bin', bytes, isExact: true }],
          );
        }
      }),
      { numRuns: 400 },
    );
  });

  it('XMODEM with and without large blocks: the same, and nothing is missing at the end', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        content,
        mishaps(anyKind, 10),
        mishaps(anyKind, 10),
        (...[isLarge, bytes, there, back]) => {
          const { received } = runTwoEnds({
            send: { protocol: isLarge ? 'xmodem-1k' : 'xmodem', files: [{ name: '', bytes }] },
            receive: { protocol: 'xmodem' },
            toReceiver: lineWith(there),
            toSender: lineWith(back),
          });
          if (received?.kind === 'received') {
            const [file] = received.files;
            expect(file?.bytes.subarray(0, bytes.length)).toEqual(bytes);
            expect(file?.bytes.subarray(bytes.length).every((byte) => byte === 0x1a)).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('a sender says "sent" of nothing that did not arrive, as long as answers are only lost, doubled or a moment late', () => {
    fc.assert(
      fc.property(content, mishaps(onceKind, 12), mishaps(honestKind, 12), (bytes, there, back) => {
        const { sent, received } = runTwoEnds({
          send: { protocol: 'ymodem', files: [{ name: 'image.bin', bytes }] },
          receive: { protocol: 'ymodem' },
          toReceiver: lineWith(there),
          toSender: lineWith(back),
        });
        if (sent?.kind === 'sent') {
          expect(received).toMatchObject({ kind: 'received', files: [{ name: 'image.bin', bytes, isExact: true }] });
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['a flipped bit', 'flip'],
    ['a dropped byte', 'drop-byte'],
    ['a doubled byte', 'double-byte'],
    ['a lost block', 'lose'],
    ['a doubled block', 'double'],
    ['a block in two pieces', 'split'],
  ] as const)('%s in every third block is repaired', (_name, kind) => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => (index * 31) % 256);
    const there = Array.from({ length: 40 }, (_, index) => ({
      message: index * 3,
      kind,
      place: 50 + index,
      change: 4,
    }));
    const { sent, received } = runTwoEnds({
      send: { protocol: 'ymodem', files: [{ name: 'image.bin', bytes }] },
      receive: { protocol: 'ymodem' },
      toReceiver: lineWith(there),
    });
    expect(sent?.kind).toBe('sent');
    expect(received).toMatchObject({ kind: 'received', files: [{ name: 'image.bin', bytes, isExact: true }] });
  });
});

describe('INST-5 a transfer that cannot succeed says so', () => {
  const files = [{ name: 'image.bin', bytes: new Uint8Array(5_000) }];
  const ymodem = { send: { protocol: 'ymodem', files }, receive: { protocol: 'ymodem' } } as const;
  const silence: Line = () => [];

  it('nobody calls, and nobody sends', () => {
    expect(runTwoEnds({ ...ymodem, toSender: silence })).toMatchObject({
      sent: { kind: 'not-called' },
      received: { kind: 'nothing-came' },
    });
  });

  it('one block is damaged ten times in a row', () => {
    const always = lineWith(
      Array.from({ length: 60 }, (_, n) => ({ message: n + 2, kind: 'flip', place: 9, change: 1 })),
    );
    expect(runTwoEnds({ ...ymodem, toReceiver: always })).toMatchObject({
      sent: { kind: 'stopped-by-receiver', sentBytes: 1_024 },
      received: { kind: 'line-too-bad' },
    });
  });

  it('either side breaks off with CAN CAN', () => {
    const cancelling =
      (message: number): Line =>
      (bytes) => {
        count += 1;
        return [{ bytes: count === message ? Uint8Array.of(control.cancel, control.cancel) : bytes, afterMs: 1 }];
      };
    let count = 0;
    expect(runTwoEnds({ ...ymodem, toSender: cancelling(5) }).sent).toMatchObject({ kind: 'stopped-by-receiver' });
    count = 0;
    expect(runTwoEnds({ ...ymodem, toReceiver: cancelling(4) }).received).toMatchObject({ kind: 'stopped-by-sender' });
  });

  it('the end is never acknowledged', () => {
    const deafAtTheEnd: Line = (bytes) => (bytes[0] === control.endOfFile ? [] : [{ bytes, afterMs: 1 }]);
    const { sent, received } = runTwoEnds({ ...ymodem, toReceiver: deafAtTheEnd });
    expect(sent?.kind).toMatch(/not-confirmed|stopped-by-receiver/);
    expect(received?.kind).toBe('line-too-bad');
  });
});
