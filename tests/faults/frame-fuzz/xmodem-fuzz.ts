import { latin1Bytes, latin1Text } from '#core/protocol/latin1.ts';
import {
  type ReceivedFile,
  type ReceiveEffect,
  receivingWakeAtMs,
  startReceiving,
  stepReceiving,
} from '#core/protocol/xmodem/receive-files.ts';
import { type SendEffect, sendingWakeAtMs, startSending, stepSending } from '#core/protocol/xmodem/send-files.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import type { Spoiler } from './create-spoiler.ts';
import type { Exchange, FuzzFamily, FuzzPath, PathRun, Told } from './fuzz-family.ts';
import { AGAIN, blockOf, blocksIn, CALL, END, type HeardBlock, someContent, YES } from './strict-ymodem.ts';
import { runTransfer } from './transfer-path.ts';

/** Both halves of a file transfer. A value is a block of a file that was handed over, its name and length; and the word that a file was sent. */
type Habit = (bytes: Uint8Array) => Uint8Array;
const none: Habit = (bytes) => bytes;
/** Everything ten times over, and then some. */
const maxMs = 3_600_000;

interface Job {
  readonly protocol: 'xmodem' | 'ymodem';
  readonly name: string;
  readonly content: string;
  readonly size: 128 | 1024;
}

function someJob(seed: number): Job {
  const random = createRandom(seed, 'file');
  const protocol = random.next() < 0.7 ? 'ymodem' : 'xmodem';
  const name = protocol === 'ymodem' ? `image-${random.between(1, 9)}.bin` : '';
  const size = random.next() < 0.7 ? 128 : 1024;
  return { protocol, name, size, content: someContent(random, random.between(1, 3 * size)) };
}

function dataOf({ content, size }: Job): readonly string[] {
  return Array.from({ length: Math.ceil(content.length / size) }, (_, index) =>
    content.slice(index * size, (index + 1) * size),
  );
}

const headerFor = (name: string, length: number | '') => blockOf(0, `${name}\0${length}\0`, { size: 128, fill: '\0' });

/** What a sender says, in order. */
function framesOf(job: Job): readonly string[] {
  const blocks = dataOf(job).map((data, index) => blockOf(index + 1, data, { size: job.size, fill: '\x1a' }));
  return job.protocol === 'xmodem'
    ? [...blocks, END]
    : [headerFor(job.name, job.content.length), ...blocks, END, headerFor('', '')];
}

/** Sends a file to the letter: the first block, the one behind a header and a header go out when they are called for. */
function sender(job: Job): (heard: string) => readonly string[] {
  const frames = framesOf(job);
  const isCalledFor = (at: number) => at === 0 || (job.protocol === 'ymodem' && (at === 1 || at === frames.length - 1));
  let at = 0;
  return (heard) => {
    const isYes = heard === YES;
    at += isYes ? 1 : 0;
    const isWanted = heard === CALL ? isCalledFor(at) : heard === AGAIN || (isYes && !isCalledFor(at));
    return isWanted ? frames.slice(at, at + 1) : [];
  };
}

/** Takes a file to the letter. Everything arrives whole, so a block that was taken before is one that is repeated. */
function receiver(protocol: Job['protocol']): (heard: string) => readonly string[] {
  let expected = protocol === 'ymodem' ? 0 : 1;
  let isEndRefused = false;
  let hasFile = false;
  return (heard) => {
    const [block] = blocksIn(heard);
    if (block === undefined) {
      const isTaken = heard === END && isEndRefused;
      isEndRefused = heard === END;
      expected = isTaken && protocol === 'ymodem' ? 0 : expected;
      hasFile ||= isTaken;
      return heard !== END ? [] : isTaken ? [protocol === 'ymodem' ? `${YES}${CALL}` : YES] : [AGAIN];
    }
    const isHeader = block.number === 0 && protocol === 'ymodem';
    expected = block.number === expected ? expected + 1 : expected;
    return [isHeader && !hasFile ? `${YES}${CALL}` : YES];
  };
}

const told = (conversation: readonly Exchange[], side: 'sent' | 'heard'): readonly Told[] => {
  const stream = conversation.map((exchange) => exchange[side]).join('');
  const blocks = blocksIn(stream);
  const headers = blocks.flatMap(({ number, data }) => (number === 0 ? data.split('\0', 2).join(' ') : []));
  const highest = Math.max(0, ...blocks.map(({ number }) => number));
  const taken = stream.split(YES).length - 1;
  return [
    ...blocks.map(({ number, data }) => ({ name: `block ${number}`, value: data })),
    ...headers.flatMap((header) => lastBlockTold(header, blocks)),
    ...headers.map((value) => ({ name: 'header', value })),
    ...(stream.includes(END) ? [{ name: 'blocks', value: String(highest) }] : []),
    ...Array.from({ length: taken }, (_, index) => ({ name: 'sent', value: String(index + 1) })),
  ];
};

/**
 * A header says where the file ends: what stands behind that in a block is filling. Where the header of an earlier transfer arrives in place of
 * this one's it says so of another place; it is whole, and nobody can see whose it is.
 */
function lastBlockTold(header: string, blocks: readonly HeardBlock[]): readonly Told[] {
  const length = Number(/ (\d+)$/.exec(header)?.[1] ?? '0');
  return blocks
    .filter(({ number, data }) => number === Math.ceil(length / data.length))
    .flatMap(({ number, data }) => {
      const held = data.slice(0, length - (number - 1) * data.length);
      return [
        { name: `block ${number}`, value: held.padEnd(data.length, '\x1a') },
        { name: 'blocks', value: String(number) },
      ];
    });
}

function shownOf({ name, bytes, isExact }: ReceivedFile, job: Job): readonly Told[] {
  const blocks = dataOf({ ...job, content: latin1Text(bytes) });
  return [
    ...blocks.map((data, index) => ({ name: `block ${index + 1}`, value: data.padEnd(job.size, '\x1a') })),
    ...(job.protocol === 'ymodem' ? [{ name: 'header', value: `${name} ${isExact ? bytes.length : ''}` }] : []),
    { name: 'blocks', value: String(blocks.length) },
  ];
}

function receive(spoiler: Spoiler, seed: number, habit: Habit): PathRun {
  const job = someJob(seed);
  const { conversation, effects, tookMs } = runTransfer<ReturnType<typeof startReceiving>['state'], ReceiveEffect>(
    {
      begin: startReceiving({ protocol: job.protocol }, 0),
      step: stepReceiving,
      wakeAtMs: receivingWakeAtMs,
      bytesOf: (effect) => (effect.kind === 'send' ? effect.bytes : null),
      opening: [],
      answer: sender(job),
      habit,
    },
    spoiler,
  );
  const outcomes = effects.flatMap((effect) => (effect.kind === 'ended' ? effect.outcome : []));
  const files = outcomes.flatMap((outcome) => (outcome.kind === 'received' ? outcome.files : []));
  // What the sender has to say as a whole, so that a file which ends too early shows.
  const whole = { asked: '', sent: framesOf(job).join(''), heard: '' };
  return {
    conversation: [whole, ...conversation],
    tookMs,
    shown: files.flatMap((file) => shownOf(file, job)),
    faults: outcomes.length === 1 ? [] : [`it ended ${outcomes.length} times`],
  };
}

function send(spoiler: Spoiler, seed: number, habit: Habit): PathRun {
  const job = someJob(seed);
  const protocol = job.protocol === 'ymodem' ? 'ymodem' : job.size === 128 ? 'xmodem' : 'xmodem-1k';
  const { conversation, effects, tookMs } = runTransfer<ReturnType<typeof startSending>['state'], SendEffect>(
    {
      begin: startSending({ protocol, files: [{ name: job.name, bytes: latin1Bytes(job.content) }] }, 0),
      step: stepSending,
      wakeAtMs: sendingWakeAtMs,
      bytesOf: (effect) => (effect.kind === 'send' ? effect.bytes : null),
      opening: [CALL, CALL, CALL],
      answer: receiver(job.protocol),
      habit,
    },
    spoiler,
  );
  const outcomes = effects.flatMap((effect) => (effect.kind === 'ended' ? effect.outcome : []));
  // The last answer of a batch may be missing: by then everything is acknowledged.
  const answered = framesOf(job).length - (protocol === 'ymodem' ? 1 : 0);
  const shown = outcomes.flatMap(({ kind }) => (kind === 'sent' ? [{ name: 'sent', value: String(answered) }] : []));
  return {
    conversation,
    tookMs,
    shown,
    faults: outcomes.length === 1 ? [] : [`it ended ${outcomes.length} times`],
  };
}

const common = { maxMs, told, timesTold: () => 1 } as const;
const receiving = (habit: Habit): FuzzPath => ({
  ...common,
  name: 'xmodem and ymodem: receiving',
  run: async (spoiler, seed) => receive(spoiler, seed, habit),
});
const sending = (habit: Habit): FuzzPath => ({
  ...common,
  name: 'xmodem and ymodem: sending',
  run: async (spoiler, seed) => send(spoiler, seed, habit),
});

/** Sabotage: a block in one piece is believed whatever its sum is. */
function withRightSum(bytes: Uint8Array): Uint8Array {
  const size = { 133: 128, 1029: 1024 }[bytes.length];
  if (size !== 128 && size !== 1024) {
    return bytes;
  }
  const text = latin1Text(bytes);
  return latin1Bytes(blockOf(text.charCodeAt(1), text.slice(3, -2), { size, fill: '' }));
}

/** Sabotage: any answer is a yes. */
function asYes(bytes: Uint8Array): Uint8Array {
  const isCall = latin1Text(bytes).includes(CALL);
  return latin1Bytes(isCall ? `${YES}${CALL}` : YES);
}

export const xmodemFuzz: FuzzFamily = {
  name: 'xmodem and ymodem',
  reports: ['\x18', 'CCC', '\x06', '\x15', '\x04', '[2026.11.21 07:02:11]-[CMD.DEBUG]\tx\r\n'],
  paths: [receiving(none), sending(none)],
  sabotages: [
    { name: 'does not look at the sums', paths: [receiving(withRightSum)] },
    { name: 'takes any answer to a block for a yes', paths: [sending(asYes)] },
  ],
};
