import { useEffect } from 'react';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { type NamedPhoto, usePhoto } from './use-photo.ts';
import './photos.css';

interface PhotoViewerProps {
  readonly photos: readonly NamedPhoto[];
  /** Which of them is shown; null: none. */
  readonly at: number | null;
  readonly onMove: (at: number | null) => void;
}

/** One photo, as large as the window lets it be. Arrows lead to the others, Escape back. */
export function PhotoViewer({ photos, at, onMove }: PhotoViewerProps) {
  const texts = useTexts();
  const photo = at === null ? undefined : photos[at];
  return (
    <Dialog
      title={texts.t('photos.nth-of', { number: (at ?? 0) + 1, count: photos.length })}
      isOpen={photo !== undefined}
      onClose={() => onMove(null)}
    >
      {photo === undefined || at === null ? null : (
        <>
          <LargePhoto photo={photo} number={at + 1} />
          <ViewerButtons at={at} count={photos.length} onMove={onMove} />
        </>
      )}
    </Dialog>
  );
}

function LargePhoto({ photo, number }: { readonly photo: NamedPhoto; readonly number: number }) {
  const texts = useTexts();
  const seen = usePhoto(photo);
  return (
    <div className="photos-large">
      {seen.kind === 'photo' ? (
        <img src={seen.url} alt={texts.t('photos.nth', { number })} />
      ) : (
        <p>{texts.t(seen.kind === 'not-answered' ? `photos.not-answered.${seen.why}` : `photos.${seen.kind}`)}</p>
      )}
    </div>
  );
}

function ViewerButtons({
  at,
  count,
  onMove,
}: Pick<PhotoViewerProps, 'onMove'> & { readonly at: number; readonly count: number }) {
  const texts = useTexts();
  useEffect(() => {
    const press = ({ key }: KeyboardEvent) => {
      const to = at + (key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0);
      if (to !== at && to >= 0 && to < count) {
        onMove(to);
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [at, count, onMove]);
  return (
    <div className="dialog-buttons">
      {count === 1 ? null : (
        <>
          <Button isDisabled={at === 0} onPress={() => onMove(at - 1)}>
            {texts.t('photos.previous')}
          </Button>
          <Button isDisabled={at === count - 1} onPress={() => onMove(at + 1)}>
            {texts.t('photos.next')}
          </Button>
        </>
      )}
      <span className="push" />
      <Button autoFocus onPress={() => onMove(null)}>
        {texts.t('common.close')}
      </Button>
    </div>
  );
}
