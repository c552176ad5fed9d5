import { type CameraMemory, NOTHING_SEEN, takeFrame } from '#core/domain/scanning/camera-reading.ts';
import type { Decoded, FoundCode } from '#core/domain/scanning/image-code.ts';
import type { ScanContext } from '#core/domain/scanning/scan-context.ts';
import type { ImageScanReader } from '../scan/image-scan-reader.ts';
import type { CameraChoice } from './camera-choice.ts';
import type { Cameras, CameraTrouble, OpenCamera } from './cameras.ts';

/**
 * Watches a camera for codes: opens it, sends frames to the worker, tells what it reads. Holds the only reference to the open camera, so
 * that `dispose` is what turns it off. It shows nothing; the camera view does.
 */
export interface CameraWatch {
  /** Opens the wished camera, or any. Closes the one before. */
  start(wish: CameraChoice | null): Promise<void>;
  dispose(): void;
}

/** `closer`: nothing was read for a while. `taken-away`: it was open and went. `no-engine`: nothing on this machine reads codes. */
export type CameraState =
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'watching';
      readonly camera: OpenCamera;
      readonly cameras: readonly CameraChoice[];
      readonly advice: 'aim' | 'closer';
    }
  | { readonly kind: 'stopped'; readonly why: CameraTrouble | 'taken-away' | 'no-engine' };

export interface CameraWatchDeps {
  readonly cameras: Cameras;
  readonly reader: Pick<ImageScanReader, 'readFrame' | 'dispose'>;
  /** The part of the picture to read; null while there is no picture yet. */
  readonly grab: () => Promise<ImageBitmap | null>;
  readonly awaiting: () => ScanContext['awaiting'];
  readonly tell: (state: CameraState) => void;
  /** No further frame is taken until this is done. */
  readonly onScan: (text: string) => Promise<void>;
  readonly nowMs?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
}

/** From the start of one frame to the start of the next: nine a second, where the worker keeps up. */
const FRAME_MS = 110;
const QUIET_MS = 6_000;

export function createCameraWatch(deps: CameraWatchDeps): CameraWatch {
  const { cameras, reader, tell } = deps;
  let turn = 0;
  let open: OpenCamera | null = null;
  let isRetryDue = false;

  const close = () => {
    turn += 1;
    open?.close();
    open = null;
  };
  const stop = (why: Extract<CameraState, { kind: 'stopped' }>['why']) => {
    close();
    isRetryDue = why === 'no-camera' || why === 'taken-away';
    tell({ kind: 'stopped', why });
  };

  const start = async (wish: CameraChoice | null) => {
    close();
    const mine = turn;
    isRetryDue = false;
    tell({ kind: 'starting' });
    const opening = await cameras.open(wish);
    if (mine !== turn) {
      // Closed or started anew while the person was asked.
      if (opening.kind === 'opened') {
        opening.camera.close();
      }
      return;
    }
    if (opening.kind !== 'opened') {
      stop(opening.kind);
      return;
    }
    open = opening.camera;
    open.onEnded(() => mine === turn && stop('taken-away'));
    const watching = { kind: 'watching', camera: open, cameras: await cameras.list() } as const;
    if (mine === turn) {
      const isOver = () => mine !== turn;
      await watchFrames(deps, {
        isOver,
        advise: (advice) => tell({ ...watching, advice }),
        fail: () => stop('no-engine'),
      });
    }
  };

  // A camera that is plugged in while one is missing is the answer to the question on the screen.
  const stopListening = cameras.onChange(() => {
    if (isRetryDue) {
      void cameras.list().then((all) => (isRetryDue && all.length > 0 ? start(null) : undefined));
    }
  });

  return {
    start,
    dispose() {
      stopListening();
      isRetryDue = false;
      close();
      reader.dispose();
    },
  };
}

interface Film {
  readonly isOver: () => boolean;
  readonly advise: (advice: 'aim' | 'closer') => void;
  readonly fail: () => void;
}

async function watchFrames(deps: CameraWatchDeps, { isOver, advise, fail }: Film): Promise<void> {
  const { nowMs = () => performance.now(), wait = waitMs, grab, reader } = deps;
  let memory: CameraMemory = NOTHING_SEEN;
  let advice: 'aim' | 'closer' = 'aim';
  let lastSeenMs = nowMs();
  advise(advice);
  for (let count = 0; !isOver(); count += 1) {
    const startedMs = nowMs();
    const frame = await grab();
    const decoded = frame === null || isOver() ? null : await reader.readFrame(frame, count);
    if (isOver()) {
      return;
    }
    if (decoded?.kind === 'nothing' && decoded.reason === 'no-engine') {
      fail();
      return;
    }
    const codes = codesOf(decoded);
    lastSeenMs = codes.length > 0 ? nowMs() : lastSeenMs;
    const wanted = nowMs() - lastSeenMs > QUIET_MS ? 'closer' : 'aim';
    if (wanted !== advice) {
      advice = wanted;
      advise(advice);
    }
    const outcome = takeFrame(memory, { codes, awaiting: deps.awaiting(), atMs: nowMs() });
    memory = outcome.memory;
    if (outcome.kind === 'scan') {
      await deps.onScan(outcome.text);
    }
    await wait(Math.max(0, FRAME_MS - (nowMs() - startedMs)));
  }
}

function codesOf(decoded: Decoded | null): readonly FoundCode[] {
  return decoded?.kind === 'decoded' ? [decoded, ...decoded.others] : [];
}

function waitMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
