import { describe, expect, it } from 'vitest';
import type { Decoded } from '#core/domain/scanning/image-code.ts';
import { type CameraState, type CameraWatch, createCameraWatch } from './camera-watch.ts';
import { bench, built, type PlayedCameras, playCameras } from './testing/played-cameras.ts';

const label: Decoded = {
  kind: 'decoded',
  symbology: 'QRCode',
  text: 'EVP-359315075384726',
  identifier: ']Q1',
  engine: 'zxing-wasm',
  others: [],
};
const nothing: Decoded = { kind: 'nothing', reason: 'no-code' };
const frame = {} as ImageBitmap;

interface Bench {
  readonly cameras: PlayedCameras;
  readonly watch: CameraWatch;
  readonly states: CameraState[];
  readonly scans: string[];
  readonly counts: number[];
  readonly startsMs: number[];
  readonly most: { inFlight: number; disposals: number };
}

/** A watch whose time is counted, not waited for. It ends after the frames for which there is an answer. */
function benchOf(
  answers: readonly Decoded[],
  { cameras = playCameras(), decodeMs = 20, onFrame = (_count: number) => {} } = {},
): Bench {
  const states: CameraState[] = [];
  const scans: string[] = [];
  const counts: number[] = [];
  const startsMs: number[] = [];
  const most = { inFlight: 0, disposals: 0 };
  let [nowMs, inFlight, at] = [0, 0, 0];
  const watch = createCameraWatch({
    cameras,
    reader: {
      async readFrame(_, count) {
        inFlight += 1;
        most.inFlight = Math.max(most.inFlight, inFlight);
        counts.push(count);
        onFrame(count);
        startsMs.push(nowMs);
        nowMs += decodeMs;
        await Promise.resolve();
        inFlight -= 1;
        const answer = answers[at];
        at += 1;
        if (at >= answers.length) {
          queueMicrotask(() => watch.dispose());
        }
        return answer ?? nothing;
      },
      dispose: () => {
        most.disposals += 1;
      },
    },
    grab: async () => frame,
    awaiting: () => 'unit',
    tell: (state) => states.push(state),
    onScan: async (text) => void scans.push(text),
    nowMs: () => nowMs,
    wait: async (ms) => {
      nowMs += ms;
    },
  });
  return { cameras, watch, states, scans, counts, startsMs, most };
}

const kinds = (states: readonly CameraState[]) =>
  states.map((state) => (state.kind === 'stopped' ? state.why : state.kind === 'watching' ? state.advice : state.kind));

describe('SCAN-1 watching a camera', () => {
  it('reads nine frames a second, one at a time, each numbered, and a label in view once', async () => {
    const { watch, scans, counts, startsMs, most, states } = benchOf(Array(20).fill(label));
    await watch.start(null);
    expect(scans).toEqual([label.text]);
    expect(counts.slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
    expect(startsMs.slice(0, 4)).toEqual([0, 110, 220, 330]);
    expect(most.inFlight).toBe(1);
    expect(kinds(states)).toEqual(['starting', 'aim']);
  });

  it('takes the next frame at once when the worker needs longer, and never two', async () => {
    const { watch, startsMs, most } = benchOf(Array(5).fill(nothing), { decodeMs: 400 });
    await watch.start(null);
    expect(startsMs).toEqual([0, 400, 800, 1_200, 1_600]);
    expect(most.inFlight).toBe(1);
  });

  it('says how to do better after six seconds without a code, and stops saying so with the first', async () => {
    const { watch, states } = benchOf([...Array(60).fill(nothing), label, label]);
    await watch.start(null);
    expect(kinds(states)).toEqual(['starting', 'aim', 'closer', 'aim']);
  });

  it('turns the camera and the worker off when it is closed', async () => {
    const { watch, cameras, most } = benchOf([nothing, nothing]);
    await watch.start(null);
    expect(cameras.opened.map(({ isOn }) => isOn)).toEqual([false]);
    expect(most.disposals).toBe(1);
  });

  it('turns a camera off that was granted only after the view was closed', async () => {
    const { watch, cameras, counts } = benchOf([nothing]);
    const starting = watch.start(null);
    watch.dispose();
    await starting;
    expect(cameras.opened.map(({ isOn }) => isOn)).toEqual([false]);
    expect(counts).toEqual([]);
  });

  it('changing the camera turns the first one off', async () => {
    const cameras = playCameras([built, bench]);
    const { watch } = benchOf(Array(9).fill(nothing), { cameras });
    await Promise.all([watch.start(built), watch.start(bench)]);
    expect(cameras.opened.filter(({ name }) => name === 'Built in').every(({ isOn }) => !isOn)).toBe(true);
    expect(cameras.opened.at(-1)?.name).toBe('Bench camera');
  });
});

describe('SCAN-5 a camera that cannot be had', () => {
  it.each(['refused', 'in-use', 'failed', 'no-camera'] as const)(
    'says that it is %s, and takes no frame',
    async (why) => {
      const cameras = playCameras();
      cameras.answerWith(why);
      const { watch, states, counts } = benchOf([nothing], { cameras });
      await watch.start(null);
      expect(kinds(states)).toEqual(['starting', why]);
      expect(counts).toEqual([]);
    },
  );

  it('says so when it is taken away, and goes on by itself when one is plugged in', async () => {
    const cameras = playCameras();
    const pull = () => {
      cameras.setThere([]);
      cameras.opened[0]?.end();
    };
    const { watch, states } = benchOf(Array(400).fill(nothing), { cameras, onFrame: (count) => count === 3 && pull() });
    await watch.start(null);
    expect(kinds(states)).toEqual(['starting', 'aim', 'taken-away']);
    expect(cameras.opened[0]?.isOn).toBe(false);
    cameras.setThere([bench]);
    await expect.poll(() => cameras.opened.at(-1)?.name).toBe('Bench camera');
    watch.dispose();
  });

  it('a permission that was refused is not asked for again by itself', async () => {
    const cameras = playCameras();
    cameras.answerWith('refused');
    const { watch, states } = benchOf([nothing], { cameras });
    await watch.start(null);
    cameras.setThere([built, bench]);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(kinds(states)).toEqual(['starting', 'refused']);
  });

  it('says so when nothing here reads codes, and turns the camera off', async () => {
    const { watch, states, cameras } = benchOf([{ kind: 'nothing', reason: 'no-engine' }, nothing]);
    await watch.start(null);
    expect(kinds(states)).toEqual(['starting', 'aim', 'no-engine']);
    expect(cameras.opened[0]?.isOn).toBe(false);
  });
});
