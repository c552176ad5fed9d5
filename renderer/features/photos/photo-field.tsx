import { useId, useRef, useState } from 'react';
import { FileTrigger, Button as PlainButton } from 'react-aria-components';
import { mostPhotos } from '#core/domain/photos/photo.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import type { JobId } from '#core/kernel/entity-ids.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useCameraPlace } from '../camera/camera-place.ts';
import { encodeFile, encodeFrame } from './encode-photo.ts';
import { PhotoCamera } from './photo-camera.tsx';
import { PhotoThumb } from './photo-thumb.tsx';
import { PhotoViewer } from './photo-viewer.tsx';
import { useGivenFiles } from './use-given-files.ts';
import { useInSight } from './use-in-sight.ts';
import type { GivenPicture, KeptPhotos, PhotoTrouble } from './use-kept-photos.ts';
import './photos.css';

/** Photos for the end of a job: chosen, dropped, pasted or taken, seen at once and removed again (JOB-7). What is shown is kept by the station. */
export function PhotoField({ jobId, photos }: { readonly jobId: JobId; readonly photos: KeptPhotos }) {
  const texts = useTexts();
  const label = useId();
  const camera = useCameraPlace('photo');
  const [opened, open] = useState<number | null>(null);
  const { hashes, isBusy, isFull } = photos;
  const field = useRef<HTMLFieldSetElement>(null);
  // What is pressed goes with what it did: the dialog would begin at its top again.
  const keepPlace = () => field.current?.focus({ preventScroll: true });
  const add = (pictures: readonly GivenPicture[]) => {
    if (hashes.length + pictures.length >= mostPhotos) {
      keepPlace();
    }
    void photos.add(pictures);
  };
  const addFiles = (files: readonly File[], how: 'dropped' | 'pasted' | 'chosen') =>
    add(
      files.map((file) => ({
        name: how === 'pasted' ? texts.t('photos.pasted') : file.name,
        encode: () => encodeFile(file),
      })),
    );
  const isOver = useGivenFiles(addFiles);
  return (
    <fieldset className={isOver ? 'photos photos-over' : 'photos'} aria-labelledby={label} ref={field} tabIndex={-1}>
      <div className="photos-head">
        <span className="field-label" id={label}>
          {texts.t('photos.optional')}
        </span>
        <span className="small dim" role="status">
          {texts.t(isBusy ? 'photos.preparing' : 'photos.kept', { count: hashes.length })}
        </span>
      </div>
      <div className="photos-row">
        {hashes.map((sha256, at) => (
          <div className="photos-slot" key={sha256}>
            <PhotoThumb photo={{ jobId, sha256 }} number={at + 1} onOpen={() => open(at)} />
            <PlainButton
              className="photos-remove"
              aria-label={texts.t('photos.remove', { number: at + 1 })}
              onPress={() => {
                keepPlace();
                void photos.remove(sha256);
              }}
            >
              <RemoveMark />
            </PlainButton>
          </div>
        ))}
        <div className="photos-ways">
          {isFull ? null : (
            <FileTrigger
              allowsMultiple
              acceptedFileTypes={['image/jpeg', 'image/png']}
              onSelect={(files) => addFiles([...(files ?? [])], 'chosen')}
            >
              <Button isPending={isBusy} onPress={() => {}}>
                {texts.t('photos.choose')}
              </Button>
            </FileTrigger>
          )}
          {isFull && !camera.isOpen ? null : (
            <Button onPress={camera.isOpen ? camera.close : camera.open}>
              {texts.t(camera.isOpen ? 'photos.close-camera' : 'photos.use-camera')}
            </Button>
          )}
        </div>
      </div>
      <p className="small dim photos-about">
        {texts.t(isOver ? 'photos.over' : isFull ? 'photos.full' : 'photos.about', { most: mostPhotos })}
      </p>
      {camera.isOpen ? (
        <PhotoCamera
          isFull={isFull || isBusy}
          onTake={(video) => add([{ name: texts.t('photos.taken'), encode: () => encodeFrame(video) }])}
          onClose={camera.close}
        />
      ) : null}
      {photos.troubles.length === 0 ? null : <Troubles troubles={photos.troubles} />}
      <PhotoViewer photos={hashes.map((sha256) => ({ jobId, sha256 }))} at={opened} onMove={open} />
    </fieldset>
  );
}

function Troubles({ troubles }: { readonly troubles: readonly PhotoTrouble[] }) {
  const texts = useTexts();
  const place = useInSight();
  const all = [...new Set(troubles.map((trouble) => wordsOf(texts, trouble)))];
  return (
    <div ref={place}>
      <Notice mark="stop">
        {all.map((words) => (
          <span className="photos-trouble" key={words}>
            {words}
          </span>
        ))}
      </Notice>
    </div>
  );
}

function RemoveMark() {
  return (
    <svg
      viewBox="0 0 24 24"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="3"
      aria-hidden="true"
    >
      <path d="M6 6l12 12M18 6L6 18" />
    </svg>
  );
}

function wordsOf(texts: Texts, trouble: PhotoTrouble): string {
  switch (trouble.kind) {
    case 'picture':
      return texts.t(`photos.trouble.${trouble.reason}`, { name: trouble.name });
    case 'refused':
      return texts.t(`photos.code.${trouble.code}`);
    case 'too-many':
      return texts.t('photos.too-many', { most: mostPhotos, count: trouble.count });
    case 'job-gone':
      return texts.t('photos.job-gone');
    default:
      return assertNever(trouble);
  }
}
