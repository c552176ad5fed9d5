import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Decoded } from '#core/domain/scanning/image-code.ts';
import { clearPage, renderOnPage } from '../../testing/render-on-page.tsx';
import { type CameraParts, CameraView } from './camera-view.tsx';
import { bench, built, type PlayedCameras, playCameras } from './testing/played-cameras.ts';

const vin = {
  kind: 'decoded',
  symbology: 'DataMatrix',
  text: '1HGCM82633A004352',
  identifier: ']d1',
  engine: 'zxing-wasm',
  others: [],
} as const satisfies Decoded;
const nothing: Decoded = { kind: 'nothing', reason: 'no-code' };

async function viewOf({ cameras = playCameras(), decoded = nothing }: { cameras?: PlayedCameras; decoded?: Decoded }) {
  const onClose = vi.fn();
  const onType = vi.fn();
  const parts: CameraParts = {
    cameras,
    createReader: () => ({ readFrame: async () => decoded, dispose: () => {} }),
    // A browser's own object; here only handed on.
    grab: async () => ({}) as ImageBitmap,
  };
  const station = await renderOnPage(<CameraView isOpen onClose={onClose} onType={onType} parts={parts} />, {
    'scan.read': () => ({ kind: 'vin-taken', sessionId: 's', vin: vin.text, warnings: [] }),
  });
  return { cameras, station, onClose, onType };
}

const said = () => screen.getByRole('dialog').querySelector('[role=status]')?.textContent;

beforeEach(() => localStorage.clear());
afterEach(clearPage);

describe('SCAN-1 the camera view', () => {
  it('hands what the camera read to the station as a scan, and closes when the sheet behind took it', async () => {
    const { station, onClose } = await viewOf({ decoded: vin });
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    const scans = station.calls.filter(({ name }) => name === 'scan.read').map(({ input }) => input);
    expect(scans).toEqual([expect.objectContaining({ source: 'camera', text: vin.text })]);
  });

  it('offers the cameras where there are several, and remembers the choice', async () => {
    const cameras = playCameras([built, bench]);
    await viewOf({ cameras });
    const which = await screen.findByRole('combobox', { name: 'Camera' });
    fireEvent.change(which, { target: { value: bench.deviceId } });
    await waitFor(() =>
      expect(cameras.opened.map(({ name, isOn }) => [name, isOn])).toEqual([
        ['Built in', false],
        ['Bench camera', true],
      ]),
    );
    clearPage();
    expect(cameras.opened.every(({ isOn }) => !isOn)).toBe(true);
    await viewOf({ cameras });
    await waitFor(() => expect(cameras.opened.at(-1)).toMatchObject({ name: 'Bench camera', isOn: true }));
  });
});

describe('SCAN-5 a camera that cannot be had', () => {
  it.each([
    ['no-camera', 'No camera foundPlug one in: it starts by itself. Or type the number.'],
    ['refused', 'The camera is not allowedAllow it for this page'],
    ['in-use', 'Another program uses the cameraClose it there, then try again.'],
    ['failed', 'The camera does not startUnplug it, plug it in and try again.'],
  ] as const)('%s is said with the next step, and can be tried again', async (trouble, words) => {
    const cameras = playCameras();
    cameras.answerWith(trouble);
    const { onType } = await viewOf({ cameras });
    await waitFor(() => expect(said()).toContain(words));
    cameras.answerWith(null);
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Try again' })));
    await waitFor(() => expect(said()).toContain('Hold the label inside the frame'));
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Type the number' })));
    expect(onType).toHaveBeenCalledOnce();
  });

  it('nothing here that reads codes is said, and the camera goes off', async () => {
    const { cameras } = await viewOf({ decoded: { kind: 'nothing', reason: 'no-engine' } });
    await waitFor(() => expect(said()).toContain('Codes cannot be read hereUse the reader or type the number'));
    expect(cameras.opened[0]?.isOn).toBe(false);
  });
});
