import { describe, expect, it } from 'vitest';
import type { Decoded } from '#core/domain/scanning/image-code.ts';
import { createImageScanReader, type ScanWorker } from './image-scan-reader.ts';
import type { ImageScanRequest } from './image-scan-reading.ts';

const decoded: Decoded = {
  kind: 'decoded',
  symbology: 'QRCode',
  text: 'EVP-359315075384726',
  identifier: ']Q1',
  engine: 'zxing-wasm',
  others: [],
};

/** Workers that do as told with each request, and what became of them. */
function workersThat(answer: (request: ImageScanRequest, worker: EventTarget) => void) {
  const started: { readonly requests: ImageScanRequest[]; isTerminated: boolean }[] = [];
  const startWorker = (): ScanWorker => {
    const one = { requests: [] as ImageScanRequest[], isTerminated: false };
    started.push(one);
    return Object.assign(new EventTarget(), {
      postMessage(this: EventTarget, request: ImageScanRequest) {
        one.requests.push(request);
        answer(request, this);
      },
      terminate: () => {
        one.isTerminated = true;
      },
    });
  };
  return { started, startWorker };
}

const say = (worker: EventTarget, data: unknown) =>
  queueMicrotask(() => worker.dispatchEvent(new MessageEvent('message', { data })));
const textOf = ({ picture: sent }: ImageScanRequest) =>
  sent.kind === 'file' ? new TextDecoder().decode(sent.file) : `frame ${sent.count}`;
const picture = (text = 'a picture') => new Blob([text]);

describe('SCAN-1 images read beside the page', () => {
  it('one worker reads all of them, one after the other', async () => {
    const { started, startWorker } = workersThat((request, worker) => say(worker, { turn: request.turn, decoded }));
    const reader = createImageScanReader({ startWorker });
    expect(await Promise.all([reader.read(picture('one')), reader.read(picture('two'))])).toEqual([decoded, decoded]);
    expect(started).toHaveLength(1);
    expect(started[0]?.requests.map(textOf)).toEqual(['one', 'two']);
  });

  it('a frame of a camera goes to the same worker, with its place in the film', async () => {
    const { started, startWorker } = workersThat((request, worker) => say(worker, { turn: request.turn, decoded }));
    const reader = createImageScanReader({ startWorker });
    // A browser's own object; here only handed on.
    const frame = {} as ImageBitmap;
    expect(await Promise.all([reader.read(picture('one')), reader.readFrame(frame, 7)])).toEqual([decoded, decoded]);
    expect(started.flatMap(({ requests }) => requests.map(textOf))).toEqual(['one', 'frame 7']);
  });

  it('starts no worker before there is a picture, and none for one that is too large', async () => {
    const { started, startWorker } = workersThat(() => {});
    const reader = createImageScanReader({ startWorker });
    const huge = new Blob([new Uint8Array(33_000_000)]);
    expect(await reader.read(huge)).toEqual({ kind: 'nothing', reason: 'too-large' });
    expect(started).toHaveLength(0);
  });

  it('takes no answer to an earlier picture for its own', async () => {
    const { startWorker } = workersThat((request, worker) => {
      say(worker, { turn: request.turn - 1, decoded: { kind: 'nothing', reason: 'no-code' } });
      say(worker, { turn: request.turn, decoded });
    });
    expect(await createImageScanReader({ startWorker }).read(picture())).toEqual(decoded);
  });

  it('ends a worker that does not answer in time, and the next picture has a new one', async () => {
    const { started, startWorker } = workersThat((request, worker) => {
      if (started.length === 2) {
        say(worker, { turn: request.turn, decoded });
      }
    });
    const reader = createImageScanReader({ startWorker, timeLimitMs: 20 });
    expect(await reader.read(picture())).toEqual({ kind: 'nothing', reason: 'time-limit' });
    expect(started[0]?.isTerminated).toBe(true);
    expect(await reader.read(picture())).toEqual(decoded);
  });

  it('says so when the worker cannot be loaded or breaks', async () => {
    const { started, startWorker } = workersThat((_, worker) => {
      queueMicrotask(() => worker.dispatchEvent(new Event('error')));
    });
    const reader = createImageScanReader({ startWorker });
    expect(await reader.read(picture())).toEqual({ kind: 'nothing', reason: 'no-engine' });
    expect(started[0]?.isTerminated).toBe(true);
  });

  it('takes its worker with it when the page goes', async () => {
    const { started, startWorker } = workersThat((request, worker) => say(worker, { turn: request.turn, decoded }));
    const reader = createImageScanReader({ startWorker });
    await reader.read(picture());
    reader.dispose();
    expect(started[0]?.isTerminated).toBe(true);
  });
});
