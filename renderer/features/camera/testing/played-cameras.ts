import type { CameraChoice } from '../camera-choice.ts';
import type { CameraOpening, Cameras } from '../cameras.ts';

/** Cameras in memory: a test says what opening one answers, and unplugs and plugs them. */
export interface PlayedCameras extends Cameras {
  /** Every camera that was opened, oldest first. */
  readonly opened: readonly PlayedCamera[];
  /** What is there from now on; told like a plug. */
  setThere(cameras: readonly CameraChoice[]): void;
  /** The next openings answer this instead of a camera. */
  answerWith(trouble: Exclude<CameraOpening, { kind: 'opened' }>['kind'] | null): void;
}

export interface PlayedCamera extends CameraChoice {
  isOn: boolean;
  /** Pulls it out. */
  end(): void;
}

export const built: CameraChoice = { deviceId: '1', name: 'Built in' };
export const bench: CameraChoice = { deviceId: '2', name: 'Bench camera' };

export function playCameras(first: readonly CameraChoice[] = [built]): PlayedCameras {
  const opened: PlayedCamera[] = [];
  const listeners = new Set<() => void>();
  let there = first;
  let trouble: Exclude<CameraOpening, { kind: 'opened' }>['kind'] | null = null;
  return {
    opened,
    setThere(cameras) {
      there = cameras;
      for (const listener of listeners) {
        listener();
      }
    },
    answerWith(answer) {
      trouble = answer;
    },
    list: async () => there,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async open(wish) {
      const choice = there.find(({ deviceId }) => deviceId === wish?.deviceId) ?? there[0];
      if (trouble !== null || choice === undefined) {
        return { kind: trouble ?? 'no-camera', detail: 'as told' };
      }
      let ended = () => {};
      const camera: PlayedCamera = { ...choice, isOn: true, end: () => ended() };
      opened.push(camera);
      return {
        kind: 'opened',
        camera: {
          ...choice,
          // A browser's own object; here only handed on.
          stream: {} as MediaStream,
          onEnded: (listener) => {
            ended = listener;
          },
          close: () => {
            camera.isOn = false;
          },
        },
      };
    },
  };
}
