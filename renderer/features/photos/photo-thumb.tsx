import { Button as PlainButton } from 'react-aria-components';
import { useTexts } from '../../text/text-provider.tsx';
import { type NamedPhoto, usePhoto } from './use-photo.ts';

/** A photo, small; opens it large. Where it cannot be shown it says why, and another press asks again. */
export function PhotoThumb(props: {
  readonly photo: NamedPhoto;
  readonly number: number;
  readonly onOpen: () => void;
}) {
  const texts = useTexts();
  const { photo, number, onOpen } = props;
  const seen = usePhoto(photo);
  switch (seen.kind) {
    case 'photo':
      return (
        <PlainButton className="photos-thumb" aria-label={texts.t('photos.open', { number })} onPress={onOpen}>
          <img src={seen.url} alt="" />
        </PlainButton>
      );
    case 'loading':
      return <div className="photos-thumb photos-thumb-empty small">{texts.t('photos.loading')}</div>;
    case 'missing':
      return <div className="photos-thumb photos-thumb-empty small">{texts.t('photos.missing')}</div>;
    case 'not-answered':
      return (
        <PlainButton className="photos-thumb photos-thumb-empty small" onPress={seen.again}>
          <span>{texts.t(`photos.not-answered.${seen.why}`)}</span>
          <strong>{texts.t('photos.again')}</strong>
        </PlainButton>
      );
  }
}
