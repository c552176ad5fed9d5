import { imageLimits } from '#core/barcode/read-image-header.ts';
import type { Decoded } from '#core/domain/scanning/image-code.ts';
import type { ImageScanRequest, ImageScanResponse, ScanPicture } from './image-scan-reading.ts';

/** Reads codes out of image files and camera frames in a worker. The worker starts with the first picture and stays. */
export interface ImageScanReader {
  /** One picture after the other. Never rejects: what goes wrong is a reason of `nothing`. */
  read(file: Blob): Promise<Decoded>;
  /** One quick look at a frame, which is the worker's from then on. `count` numbers the frames of a film, so that each gets another look. */
  readFrame(frame: ImageBitmap, count: number): Promise<Decoded>;
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

  const askWorker = async (picture: ScanPicture): Promise<Decoded> => {
    worker ??= startWorker();
    turn += 1;
    const decoded = await ask(worker, { turn, picture }, timeLimitMs);
    if (decoded.kind === 'nothing' && (decoded.reason === 'no-engine' || decoded.reason === 'time-limit')) {
      // A worker that hangs or broke is of no use to the next picture.
      dispose();
    }
    return decoded;
  };

  const inTurn = (read: () => Promise<Decoded>): Promise<Decoded> => {
    const reading = last.then(read);
    last = reading.catch(() => undefined);
    return reading;
  };

  return {
    read: (picture) =>
      inTurn(async () => {
        if (picture.size > imageLimits.fileBytes) {
          return { kind: 'nothing', reason: 'too-large' };
        }
        const file = await picture.arrayBuffer();
        return askWorker({ kind: 'file', file });
      }),
    readFrame: (frame, count) => inTurn(() => askWorker({ kind: 'frame', frame, count })),
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
    const { picture } = request;
    worker.postMessage(request, [picture.kind === 'file' ? picture.file : picture.frame]);
  });
}

function startImageScanWorker(): ScanWorker {
  return new Worker(new URL('./image-scan-worker.ts', import.meta.url), { type: 'module' });
}
