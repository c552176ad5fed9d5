import { imageLimits } from '#core/barcode/read-image-header.ts';
import type { Decoded } from '#core/domain/scanning/image-code.ts';
import type { ImageScanRequest, ImageScanResponse } from './image-scan-reading.ts';

/** Reads codes out of image files in a worker. The worker starts with the first file and stays. */
export interface ImageScanReader {
  /** One file after the other. Never rejects: what goes wrong is a reason of `nothing`. */
  read(file: Blob): Promise<Decoded>;
  /** Ends the worker. A later `read` starts another. */
  dispose(): void;
}

/** As much of a worker as is needed here. */
export type ScanWorker = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

export interface ImageScanReaderDeps {
  readonly startWorker?: () => ScanWorker;
  /** The worker is ended when it has not answered by then, whatever it is doing. */
  readonly timeLimitMs?: number;
}

export function createImageScanReader({
  startWorker = startImageScanWorker,
  timeLimitMs = 15_000,
}: ImageScanReaderDeps = {}): ImageScanReader {
  let worker: ScanWorker | undefined;
  let turn = 0;
  let last: Promise<unknown> = Promise.resolve();

  const dispose = () => {
    worker?.terminate();
    worker = undefined;
  };

  const readNow = async (file: Blob): Promise<Decoded> => {
    if (file.size > imageLimits.fileBytes) {
      return { kind: 'nothing', reason: 'too-large' };
    }
    const bytes = await file.arrayBuffer();
    worker ??= startWorker();
    turn += 1;
    const decoded = await ask(worker, { turn, file: bytes }, timeLimitMs);
    if (decoded.kind === 'nothing' && (decoded.reason === 'no-engine' || decoded.reason === 'time-limit')) {
      // A worker that hangs or broke is of no use to the next picture.
      dispose();
    }
    return decoded;
  };

  return {
    read(file) {
      const reading = last.then(() => readNow(file));
      last = reading.catch(() => undefined);
      return reading;
    },
    dispose,
  };
}

function ask(worker: ScanWorker, request: ImageScanRequest, timeLimitMs: number): Promise<Decoded> {
  return new Promise((resolve) => {
    const answered = new AbortController();
    const finish = (decoded: Decoded) => {
      clearTimeout(timer);
      answered.abort();
      resolve(decoded);
    };
    const timer = setTimeout(() => finish({ kind: 'nothing', reason: 'time-limit' }), timeLimitMs);
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<ImageScanResponse>) => {
        if (data.turn === request.turn) {
          finish(data.decoded);
        }
      },
      { signal: answered.signal },
    );
    worker.addEventListener('error', () => finish({ kind: 'nothing', reason: 'no-engine' }), {
      signal: answered.signal,
    });
    worker.postMessage(request, [request.file]);
  });
}

function startImageScanWorker(): ScanWorker {
  return new Worker(new URL('./image-scan-worker.ts', import.meta.url), { type: 'module' });
}
