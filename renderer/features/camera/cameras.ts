import { type CameraChoice, findChosen } from './camera-choice.ts';

/**
 * The machine's cameras as the browser gives them, with its exceptions turned into kinds. `refused`: the person, the browser or the
 * system does not allow it. `in-use`: another program has it. `failed`: everything a person cannot do anything about here.
 */
export type CameraTrouble = 'no-camera' | 'refused' | 'in-use' | 'failed';

export type CameraOpening =
  | { readonly kind: 'opened'; readonly camera: OpenCamera }
  | { readonly kind: CameraTrouble; readonly detail: string };

export interface OpenCamera extends CameraChoice {
  /** For the preview. */
  readonly stream: MediaStream;
  /** Told once when the camera goes by itself: unplugged, or its permission taken back. */
  onEnded(listener: () => void): void;
  /** Turns it off; its light goes out. */
  close(): void;
}

export interface Cameras {
  /** Asks for the camera, and for permission where that is open. `wish` counts where that camera is there. */
  open(wish: CameraChoice | null): Promise<CameraOpening>;
  /** All cameras; without names while the permission is open. */
  list(): Promise<readonly CameraChoice[]>;
  /** Tells whenever one is plugged in or out. Returns the way to stop. */
  onChange(listener: () => void): () => void;
}

/** Enough pixels for the bars of a label that fills half of the picture's width; more would only cost time. */
const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } };

/** `devices` is missing where the page did not come over a safe address. `size`: what the picture should have. */
export function createCameras(devices: MediaDevices | undefined = navigator.mediaDevices, size = SIZE): Cameras {
  if (devices === undefined) {
    return {
      open: async () => ({ kind: 'failed', detail: 'no media devices at this address' }),
      list: async () => [],
      onChange: () => () => {},
    };
  }
  const list = async () => {
    const all = await devices.enumerateDevices().catch(() => []);
    return all.filter(({ kind }) => kind === 'videoinput').map(({ deviceId, label }) => ({ deviceId, name: label }));
  };
  return {
    async open(wish) {
      const chosen = findChosen(await list(), wish);
      const which = chosen === undefined ? { facingMode: 'environment' } : { deviceId: { exact: chosen.deviceId } };
      try {
        const stream = await devices.getUserMedia({ audio: false, video: { ...size, ...which } });
        return openedCamera(stream);
      } catch (error: unknown) {
        return troubleOf(error);
      }
    },
    list,
    onChange(listener) {
      devices.addEventListener('devicechange', listener);
      return () => devices.removeEventListener('devicechange', listener);
    },
  };
}

function openedCamera(stream: MediaStream): CameraOpening {
  const [track] = stream.getVideoTracks();
  if (track === undefined) {
    return { kind: 'failed', detail: 'a camera without a picture' };
  }
  return {
    kind: 'opened',
    camera: {
      stream,
      deviceId: track.getSettings().deviceId ?? '',
      name: track.label,
      onEnded: (listener) => track.addEventListener('ended', listener, { once: true }),
      close: () => {
        for (const one of stream.getTracks()) {
          one.stop();
        }
      },
    },
  };
}

/** Names of Media Capture and Streams, 9.3.2 (getUserMedia). */
function troubleOf(error: unknown): CameraOpening {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  return { kind: TROUBLES[name] ?? 'failed', detail: `${name}: ${message}` };
}

const TROUBLES: Readonly<Record<string, CameraTrouble>> = {
  NotFoundError: 'no-camera',
  OverconstrainedError: 'no-camera',
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotReadableError: 'in-use',
  AbortError: 'in-use',
};
