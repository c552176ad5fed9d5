import { useState } from 'react';
import type { JobPhoto } from '#core/domain/jobs/job.ts';
import type { JobId } from '#core/kernel/entity-ids.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { PhotoThumb } from './photo-thumb.tsx';
import { PhotoViewer } from './photo-viewer.tsx';
import './photos.css';

/** The photos that the end of a job names: those that have arrived, and that the others are still on their way (JOB-8). */
export function PhotoStrip({ jobId, photos }: { readonly jobId: JobId; readonly photos: readonly JobPhoto[] }) {
  const texts = useTexts();
  const [opened, open] = useState<number | null>(null);
  const here = photos.flatMap(({ sha256, arrivedAt }) => (arrivedAt === null ? [] : [{ jobId, sha256 }]));
  return (
    <>
      <ul className="photos-row photos-strip" aria-label={texts.t('photos.title')}>
        {photos.map(({ sha256, arrivedAt }, at) => (
          <li key={sha256}>
            {arrivedAt === null ? (
              <OnItsWay />
            ) : (
              <PhotoThumb
                photo={{ jobId, sha256 }}
                number={at + 1}
                onOpen={() => open(here.findIndex((photo) => photo.sha256 === sha256))}
              />
            )}
          </li>
        ))}
      </ul>
      <PhotoViewer photos={here} at={opened} onMove={open} />
    </>
  );
}

function OnItsWay() {
  const texts = useTexts();
  return (
    <div className="photos-thumb photos-thumb-empty small">
      <StatusMark mark="wait" size="tiny" />
      <strong>{texts.t('photos.not-here')}</strong>
      <span>{texts.t('photos.not-here-text')}</span>
    </div>
  );
}
