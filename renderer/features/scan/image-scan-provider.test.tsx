import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Decoded, FoundCode } from '#core/domain/scanning/image-code.ts';
import { clearPage, renderOnPage } from '../../testing/render-on-page.tsx';
import { ImageScanButton } from './image-scan-button.tsx';
import { ImageScanProvider } from './image-scan-provider.tsx';
import type { ScanWorker } from './image-scan-reader.ts';
import type { ImageScanRequest } from './image-scan-reading.ts';

const unit: FoundCode = { symbology: 'Code128', text: '21359315075384726', identifier: ']C1' };
const sim: FoundCode = { symbology: 'Code128', text: '8949020000012345678', identifier: ']C0' };
const label: Decoded = { kind: 'decoded', ...sim, engine: 'zxing-wasm', others: [unit] };

/** A worker that finds the same in every picture, and tells which it was given. */
function workerFinding(decoded: Decoded) {
  const seen: string[] = [];
  const startWorker = (): ScanWorker =>
    Object.assign(new EventTarget(), {
      postMessage(this: EventTarget, { turn, picture: sent }: ImageScanRequest) {
        seen.push(sent.kind === 'file' ? new TextDecoder().decode(sent.file) : 'a frame');
        queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data: { turn, decoded } })));
      },
      terminate: () => {},
    });
  return { seen, startWorker };
}

async function pageFinding(decoded: Decoded) {
  const { seen, startWorker } = workerFinding(decoded);
  const outcomes: string[] = [];
  const station = await renderOnPage(
    <ImageScanProvider startWorker={startWorker}>
      <input aria-label="a field" defaultValue="" />
      <ImageScanButton onDone={({ kind }) => outcomes.push(kind)} />
    </ImageScanProvider>,
    { 'scan.read': () => ({ kind: 'duplicate' }) },
  );
  const scans = () => station.calls.filter(({ name }) => name === 'scan.read').map(({ input }) => input);
  return { seen, outcomes, scans };
}

const picture = new File(['a picture'], 'label.jpg', { type: 'image/jpeg' });
const dropOf = (files: readonly File[]) => ({ dataTransfer: { types: ['Files'], files } });

afterEach(clearPage);

describe('SCAN-1 an image is another way to scan', () => {
  it.each([
    ['dropped anywhere', () => fireEvent.drop(document.body, dropOf([picture]))],
    ['pasted', () => fireEvent.paste(document.body, { clipboardData: { files: [picture] } })],
    [
      'chosen with the button',
      () => {
        const input = document.querySelector('input[type=file]');
        if (input !== null) {
          fireEvent.change(input, {
            target: { files: Object.assign([picture], { item: (at: number) => [picture][at] }) },
          });
        }
      },
    ],
  ])('%s: the worker reads it and the unit among its codes goes to the station', async (_, scan) => {
    const { seen, scans } = await pageFinding(label);
    await act(async () => void scan());
    await waitFor(() =>
      expect(scans()).toEqual([expect.objectContaining({ source: 'image', text: ']C121359315075384726' })]),
    );
    expect(seen).toEqual(['a picture']);
  });

  it('the button hears what became of it', async () => {
    const { outcomes } = await pageFinding({ kind: 'nothing', reason: 'no-code' });
    const input = document.querySelector('input[type=file]');
    expect(input?.getAttribute('accept')).toBe('image/png,image/jpeg');
    const files = Object.assign([picture], { item: () => picture });
    await act(async () => void (input !== null && fireEvent.change(input, { target: { files } })));
    await waitFor(() => expect(outcomes).toEqual(['nothing']));
  });

  it('SCAN-5 without a code it says what to do next, and nothing is scanned', async () => {
    const { scans } = await pageFinding({ kind: 'nothing', reason: 'not-an-image' });
    await act(async () => void fireEvent.drop(document.body, dropOf([picture])));
    expect((await screen.findByText('This is no PNG or JPEG image')).closest('[role=status]')?.textContent).toContain(
      'Save it as PNG or JPEG',
    );
    expect(scans()).toEqual([]);
  });

  it('says that it may be dropped while it is over the page', async () => {
    await pageFinding(label);
    await act(async () => void fireEvent.dragOver(document.body, dropOf([])));
    expect(screen.getByText('Drop the image: its code is read')).toBeDefined();
    await act(async () => void fireEvent.dragLeave(document.body, { relatedTarget: null }));
    expect(screen.queryByText('Drop the image: its code is read')).toBeNull();
  });

  it('never lets the browser leave the page for a dropped file', async () => {
    await pageFinding(label);
    await act(async () => {
      expect(fireEvent.dragOver(document.body, dropOf([]))).toBe(false);
      expect(fireEvent.drop(document.body, dropOf([picture]))).toBe(false);
    });
  });

  it('leaves dragged and pasted text alone', async () => {
    const { seen } = await pageFinding(label);
    const field = screen.getByLabelText('a field');
    expect(fireEvent.paste(field, { clipboardData: { files: [], types: ['text/plain'] } })).toBe(true);
    expect(fireEvent.drop(field, { dataTransfer: { types: ['text/plain'], files: [] } })).toBe(true);
    expect(seen).toEqual([]);
  });

  it('leaves a file alone that a part of the page has taken', async () => {
    const { seen } = await pageFinding(label);
    const field = screen.getByLabelText('a field');
    field.addEventListener('drop', (event) => event.preventDefault());
    fireEvent.drop(field, dropOf([picture]));
    expect(seen).toEqual([]);
  });
});
