import { describe, expect, it } from 'vitest';
import { findChosen } from './camera-choice.ts';
import { createCameras } from './cameras.ts';

const built = { deviceId: 'id-1', name: 'Built in' };
const bench = { deviceId: 'id-2', name: 'Bench camera' };

/** As much of the browser's devices as is used; `asked` are the constraints it was asked with. */
function devicesThat(getUserMedia: () => Promise<MediaStream>) {
  const asked: unknown[] = [];
  const devices = Object.assign(new EventTarget(), {
    enumerateDevices: async () => [
      { kind: 'audioinput', deviceId: 'm', label: 'Microphone' },
      ...[built, bench].map(({ deviceId, name }) => ({ kind: 'videoinput', deviceId, label: name })),
    ],
    getUserMedia: async (constraints: unknown) => {
      asked.push(constraints);
      return getUserMedia();
    },
  });
  // The rest of the browser's interface is of no use here.
  return { asked, cameras: createCameras(devices as unknown as MediaDevices) };
}

function failingWith(name: string) {
  return devicesThat(() => Promise.reject(Object.assign(new Error('as told'), { name })));
}

describe('SCAN-5 what the browser says about a camera', () => {
  it.each([
    ['NotFoundError', 'no-camera'],
    ['OverconstrainedError', 'no-camera'],
    ['NotAllowedError', 'refused'],
    ['SecurityError', 'refused'],
    ['NotReadableError', 'in-use'],
    ['AbortError', 'in-use'],
    ['TypeError', 'failed'],
  ])('%s means %s', async (name, kind) => {
    expect(await failingWith(name).cameras.open(null)).toMatchObject({ kind });
  });

  it('an address at which there are no devices at all is no fault of the page', async () => {
    const cameras = createCameras(undefined);
    expect(await cameras.open(null)).toMatchObject({ kind: 'failed' });
    expect(await cameras.list()).toEqual([]);
  });
});

describe('SCAN-1 which camera is opened', () => {
  const track = Object.assign(new EventTarget(), {
    label: bench.name,
    getSettings: () => ({ deviceId: bench.deviceId }),
    stop: () => {},
  });
  const stream = { getVideoTracks: () => [track], getTracks: () => [track] } as unknown as MediaStream;

  it.each([
    ['the one chosen', bench, { deviceId: { exact: 'id-2' } }],
    ['the one of that name, where ids have changed', { ...bench, deviceId: 'old' }, { deviceId: { exact: 'id-2' } }],
    ['any, where the chosen one is not there', { deviceId: 'x', name: 'Gone' }, { facingMode: 'environment' }],
    ['any, where none was chosen', null, { facingMode: 'environment' }],
  ])('%s, never with a microphone', async (_, wish, which) => {
    const { asked, cameras } = devicesThat(async () => stream);
    expect(await cameras.open(wish)).toMatchObject({ kind: 'opened', camera: bench });
    expect(asked).toEqual([{ audio: false, video: expect.objectContaining(which) }]);
  });

  it('a nameless camera is not mistaken for another nameless one', () => {
    const nameless = { deviceId: '', name: '' };
    expect(findChosen([nameless], nameless)).toBeUndefined();
  });
});
