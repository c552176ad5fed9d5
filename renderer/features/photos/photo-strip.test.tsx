import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { jobId } from '#core/kernel/entity-ids.ts';
import { clearPage, renderOnPage } from '../../testing/render-on-page.tsx';
import { PhotoStrip } from './photo-strip.tsx';

const id = jobId.parse('job-1');
const [here, away] = ['a'.repeat(64), 'b'.repeat(64)];
const arrivedAt = '2026-11-23T10:00:00.000Z';
const photo = { kind: 'photo', jpegBase64: '/9j/2Q==' };

afterEach(clearPage);

describe('JOB-8 the photos of a failed job, for its fleet', () => {
  it('asks only for those that have arrived, and says of the others that they are not here yet', async () => {
    const photos = [
      { sha256: away, arrivedAt: null },
      { sha256: here, arrivedAt },
    ];
    const station = await renderOnPage(<PhotoStrip jobId={id} photos={photos} />, { 'photos.read': () => photo });
    expect(await screen.findByRole('button', { name: 'Open photo 2' })).toBeTruthy();
    expect(screen.getByText('Not here yet')).toBeTruthy();
    expect(station.calls.flatMap(({ name, input }) => (name === 'photos.read' ? [input] : []))).toEqual([
      { jobId: id, sha256: here },
    ]);
  });

  it('shows the bytes as a JPEG in an image, and nothing else', async () => {
    const photos = [{ sha256: here, arrivedAt }];
    await renderOnPage(<PhotoStrip jobId={id} photos={photos} />, { 'photos.read': () => photo });
    const thumb = await screen.findByRole('button', { name: 'Open photo 1' });
    expect(thumb.querySelector('img')?.getAttribute('src')).toBe(`data:image/jpeg;base64,${photo.jpegBase64}`);
    expect(document.querySelector('iframe, object, embed, a[href^="data:"]')).toBeNull();
  });

  it.each([
    [{ kind: 'not-answered', why: 'offline' }, 'Offline: the photo is at the centre.'],
    [{ kind: 'not-answered', why: 'trouble' }, 'The centre does not give the photo now.'],
  ])('%o is said, and can be tried again', async (answer, words) => {
    let now: object = answer;
    const photos = [{ sha256: here, arrivedAt }];
    await renderOnPage(<PhotoStrip jobId={id} photos={photos} />, { 'photos.read': () => now });
    const again = await screen.findByRole('button', { name: `${words}Try again` });
    now = photo;
    await act(async () => fireEvent.click(again));
    expect(await screen.findByRole('button', { name: 'Open photo 1' })).toBeTruthy();
  });

  it('says so where the centre has it no more', async () => {
    const photos = [{ sha256: here, arrivedAt }];
    await renderOnPage(<PhotoStrip jobId={id} photos={photos} />, { 'photos.read': () => ({ kind: 'not-here' }) });
    expect(await screen.findByText('The centre does not have it any more.')).toBeTruthy();
  });
});
