import { parentPort } from 'node:worker_threads';
import { invariant } from '#core/kernel/invariant.ts';
import { createImageFileDecoder } from './create-image-file-decoder.ts';
import type { DecoderAnswer, DecoderQuestion } from './start-decoder-thread.ts';

// The thread that reads codes out of image files (start-decoder-thread.ts): one question, one answer.

invariant(parentPort, 'this file is a thread of its own');
const port = parentPort;
const decoder = createImageFileDecoder();

port.on('message', ({ turn, file }: DecoderQuestion) => {
  void decoder.decodeFile(file).then((decoded) => {
    const answer: DecoderAnswer = { turn, decoded };
    port.postMessage(answer);
  });
});
port.postMessage('ready');
