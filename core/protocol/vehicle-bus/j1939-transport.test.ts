import { describe, expect, it } from 'vitest';
import type { CanFrame } from './can-frame.ts';
import { hearFrame, noMessages } from './j1939-transport.ts';
import { readSlcan, writeSlcanFrame } from './slcan.ts';

const rules = { wantedGroup: 65_260, ownAddress: 0xf9 };

/** link.md §3, built by the rules of J1939-21: VIN 1M8GDM9AXKP042788 and its `*` from address 0B, told to all. */
const toAll = [
  'T1CECFF0B820120003FFECFE00\r',
  'T1CEBFF0B801314D3847444D39\r',
  'T1CEBFF0B80241584B50303432\r',
  'T1CEBFF0B8033738382AFFFFFF\r',
];
/** The same to us alone: the connection begins with RTS and up to two packets at once, the data has our address. */
const toUs = ['T18ECF90B81012000302ECFE00\r', ...toAll.slice(1).map((text) => text.replace('EBFF', 'EBF9'))];

function frameOf(text: string): CanFrame {
  const [word] = readSlcan(text).words;
  if (word?.kind !== 'frame') {
    throw new Error(`${text} is no frame`);
  }
  return word.frame;
}

function hearAll(texts: readonly string[]) {
  let state = noMessages;
  const sent: string[] = [];
  const messages: string[] = [];
  for (const text of texts) {
    const heard = hearFrame(state, frameOf(text), rules);
    state = heard.state;
    sent.push(...heard.send.map(writeSlcanFrame));
    if (heard.message !== null) {
      messages.push(`${heard.message.source}: ${String.fromCharCode(...heard.message.data)}`);
    }
  }
  return { sent, messages, open: state.open.size };
}

describe('INST-2 J1939 messages of several frames', () => {
  it('told to all: put together without a word of ours', () => {
    expect(hearAll(toAll)).toEqual({ sent: [], messages: ['11: 1M8GDM9AXKP042788*'], open: 0 });
  });

  it('with another priority, and with the frames of others in between', () => {
    const mixed = toAll.flatMap((text) => [text.replace('T1C', 'T18'), 'T18FEF100811223344AABBCCDD\r']);
    expect(hearAll(mixed).messages).toEqual(['11: 1M8GDM9AXKP042788*']);
  });

  it('told to us alone: we say what we can take, again after each part, and that all has arrived', () => {
    expect(hearAll(toUs)).toEqual({
      sent: ['T1CEC0BF98110201FFFFECFE00\r', 'T1CEC0BF98110103FFFFECFE00\r', 'T1CEC0BF9813120003FFECFE00\r'],
      messages: ['11: 1M8GDM9AXKP042788*'],
      open: 0,
    });
  });

  it('of two control units at once, each for itself', () => {
    const other = toAll.map((text) => text.replace('FF0B8', 'FF008'));
    const both = toAll.flatMap((text, index) => [text, other[index] ?? '']);
    expect(hearAll(both).messages).toEqual(['11: 1M8GDM9AXKP042788*', '0: 1M8GDM9AXKP042788*']);
  });

  it.each([
    ['a packet is missing', [0, 2, 3].map((index) => toAll[index] ?? '')],
    ['a packet comes twice', [0, 1, 1, 2, 3].map((index) => toAll[index] ?? '')],
    ['the beginning is missing', toAll.slice(1)],
    ['the number of packets does not fit the length', ['T1CECFF0B820120002FFECFE00\r', ...toAll.slice(1)]],
    ['it is another group', ['T1CECFF0B820120003FFCAFE00\r', ...toAll.slice(1)]],
    ['the sender gives up', [toAll[0] ?? '', toAll[1] ?? '', 'T1CECFF0B8FF01FFFFFFECFE00\r', ...toAll.slice(2)]],
    ['it is between two others', toUs.map((text) => text.replace('F90B', '030B'))],
    ['data to all follows an offer to us', [toUs[0] ?? '', ...toAll.slice(1)]],
  ])('nothing is made up when %s', (_what, texts) => {
    expect(hearAll(texts).messages).toEqual([]);
  });

  it('takes the group in one frame, where a VIN is that short', () => {
    expect(hearAll(['T18FEEC0B8303030313233342A\r']).messages).toEqual(['11: 0001234*']);
  });
});
