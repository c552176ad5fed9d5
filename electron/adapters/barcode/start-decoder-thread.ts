import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Decoded } from '#core/domain/scanning/image-code.ts';
import type { ImageFileDecoder } from './create-image-file-decoder.ts';

/**
 * The image file decoder in a thread of its own, as the page has its worker: whatever is in a file, the program that asked goes on, and a
 * picture that would take for ever is ended with the thread.
 */
export interface DecoderThread extends ImageFileDecoder {
  /** Ends the thread. A question that is still open is answered with `no-engine`. */
  close(): Promise<void>;
}

export interface DecoderQuestion {
  readonly turn: number;
  readonly file: Uint8Array;
}

export interface DecoderAnswer {
  readonly turn: number;
  readonly decoded: Decoded;
}

export interface DecoderThreadDeps {
  /** The thread is ended when it has not answered by then; the next file has a new one. */
  readonly timeLimitMs?: number;
  readonly program?: URL;
}

const usualProgram = new URL('./decoder-thread.ts', import.meta.url);

/** Resolves when the thread runs, so that its start counts for no file. Files are read one after the other. */
export async function startDecoderThread({
  timeLimitMs = 20_000,
  program = usualProgram,
}: DecoderThreadDeps = {}): Promise<DecoderThread> {
  let thread: Worker | null = await start(program);
  let turn = 0;
  let last: Promise<unknown> = Promise.resolve();

  const decodeNow = async (file: Uint8Array): Promise<Decoded> => {
    thread ??= await start(program);
    turn += 1;
    const decoded = await ask(thread, { turn, file }, timeLimitMs);
    if (decoded.kind === 'nothing' && (decoded.reason === 'time-limit' || decoded.reason === 'no-engine')) {
      await thread.terminate();
      thread = null;
    }
    return decoded;
  };

  return {
    decodeFile(file) {
      const decoding = last.then(() => decodeNow(file));
      last = decoding.catch(() => undefined);
      return decoding;
    },
    async close() {
      await thread?.terminate();
      thread = null;
    },
  };
}

async function start(program: URL): Promise<Worker> {
  const thread = new Worker(program);
  // Its first message says that its modules are loaded; `online` would come long before.
  await once(thread, 'message');
  return thread;
}

function ask(thread: Worker, question: DecoderQuestion, timeLimitMs: number): Promise<Decoded> {
  return new Promise((resolve) => {
    const finish = (decoded: Decoded) => {
      clearTimeout(timer);
      thread.off('message', hear);
      thread.off('error', breakDown);
      thread.off('exit', breakDown);
      resolve(decoded);
    };
    const hear = ({ turn, decoded }: DecoderAnswer) => {
      if (turn === question.turn) {
        finish(decoded);
      }
    };
    // Out of memory for one; the file is all that it depends on.
    const breakDown = () => finish({ kind: 'nothing', reason: 'no-engine' });
    const timer = setTimeout(() => finish({ kind: 'nothing', reason: 'time-limit' }), timeLimitMs);
    thread.on('message', hear);
    thread.on('error', breakDown);
    thread.on('exit', breakDown);
    thread.postMessage(question);
  });
}
