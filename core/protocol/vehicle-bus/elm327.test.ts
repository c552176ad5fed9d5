import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vinIn } from './bus-session.ts';
import { readElmAnswer } from './elm327.ts';

const text = (bytes: readonly number[]) => String.fromCharCode(...bytes);

describe('INST-2 ELM327 answers', () => {
  it('ELM329 manual p. 38: the VIN of a car', () => {
    const answer = readElmAnswer(
      '014\r0: 49 02 01 31 44 34\r1: 47 50 30 30 52 35 35\r2: 42 31 32 33 34 35 36\r\r',
      '0902',
    );
    expect(answer).toMatchObject({ kind: 'bytes' });
    expect(answer.kind === 'bytes' ? text(answer.bytes.slice(3)) : '').toBe('1D4GP00R55B123456');
  });

  it('ELM329 manual p. 53: the shape of a truck’s, numbered from 01, padded with FF', () => {
    const answer = readElmAnswer(
      'FEEC\r012\r01: 31 4D 38 47 44 4D 39\r02: 41 58 4B 50 30 34 32\r03: 37 38 38 2A FF FF FF\r\r',
      'FEEC',
    );
    expect(answer.kind === 'bytes' ? vinIn(answer.bytes) : null).toEqual({ kind: 'vin', vin: '1M8GDM9AXKP042788' });
  });

  it.each([
    ['\r\rELM327 v1.5\r\r', 'ATZ', { kind: 'text', lines: ['ELM327 v1.5'] }],
    ['ATE0\rOK\r\r', 'ATE0', { kind: 'text', lines: ['OK'] }],
    ['SEARCHING...\rNO DATA\r\r', '0902', { kind: 'refused', word: 'NO DATA' }],
    ['SEARCHING...UNABLE TO CONNECT\r\r', '0902', { kind: 'refused', word: 'UNABLE TO CONNECT' }],
    ['?\r\r', 'ATSPA', { kind: 'refused', word: '?' }],
    ['BUS INIT: ...ERROR\r\r', '0902', { kind: 'refused', word: 'BUS INIT: ...ERROR' }],
    ['CAN ERROR\r\r', 'FEEC', { kind: 'refused', word: 'CAN ERROR' }],
    ['STOPPED\r\r', 'FEEC', { kind: 'refused', word: 'STOPPED' }],
    ['012\r01: 31 4D 38 47 44 4D 39\rBUFFER FULL\r', 'FEEC', { kind: 'refused', word: 'BUFFER FULL' }],
    ['012\r01: 314D3847444D39\r03: 37 38 38 2A FF FF FF\r', 'FEEC', { kind: 'broken' }],
    ['012\r01: 31 4D 38 47 44 4D 39\r02: 41 58 4B 50 30 34 32\r', 'FEEC', { kind: 'broken' }],
    ['012\r01: 31 4D 38 47 44 4D 39\r01: 31 4D 38 47 44 4D 39\r', 'FEEC', { kind: 'broken' }],
    ['007\r012\r', 'FEEC', { kind: 'broken' }],
    ['41 00 BE 3E\r', '0100', { kind: 'bytes', bytes: [0x41, 0, 0xbe, 0x3e] }],
  ])('%j to %s', (said, command, expected) => {
    expect(readElmAnswer(said, command)).toEqual(expected);
  });

  it('never throws, and never gives more bytes than it announced', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789ABCDEF:\r >?KO.'), maxLength: 120 }), (said) => {
        const answer = readElmAnswer(said, 'FEEC');
        expect(answer.kind === 'bytes' ? answer.bytes.length : 0).toBeLessThanOrEqual(4095);
      }),
    );
  });

  it.each([
    [
      'padded with NUL in front and FF behind',
      [0, 0, ...Buffer.from('WSM00000003111444'), 0xff, 0xff],
      { kind: 'vin', vin: 'WSM00000003111444' },
    ],
    ['with its star', [...Buffer.from('F3D000001*'), 0xff], { kind: 'vin', vin: 'F3D000001' }],
    ['not available', [0xff, 0xff, 0xff], { kind: 'none' }],
    ['only a star', [0x2a], { kind: 'none' }],
    ['damaged', [...Buffer.from('WSM0000'), 7, ...Buffer.from('03111444')], { kind: 'unreadable' }],
    ['too long', [...Buffer.from('WSM000000031114445')], { kind: 'unreadable' }],
  ])('a VIN in bytes: %s', (_what, bytes, expected) => {
    expect(vinIn(bytes)).toEqual(expected);
  });
});
