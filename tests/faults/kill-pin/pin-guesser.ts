import { writeSync } from 'node:fs';
import { openedStore } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { guess, guessWay, openPinCheck } from './guessing.ts';

// Guesses one person's PIN until it is killed. What the thief learns goes to standard output past every buffer of ours.

const [directory, way, whose] = process.argv.slice(2);
if (directory === undefined || whose === undefined) {
  throw new Error('name the folder, the way and the person');
}
const standardOutput = 1;
const say = (line: string) => writeSync(standardOutput, `${line}\n`);
const store = openedStore(directory);
const check = openPinCheck(store, guessWay.parse(way), { onJudged: () => say('ack judged') });
say('ready');
for (let number = 0; ; number += 1) {
  if ((await guess(check, whose, number)) === 'locked-out') {
    say('ack locked');
    // Nothing more can be had here; the kill comes all the same.
    setInterval(() => {}, 1_000);
    await new Promise(() => {});
  }
}
