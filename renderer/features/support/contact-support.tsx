import { useNavigate } from '@tanstack/react-router';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { currentPlace, useScanPlaces } from '../scan/scan-place.ts';
import type { RequestSearch } from './support-search.ts';

/**
 * The way to support from wherever something was refused or went wrong (REP-4): opens a request that is filled with what the person sees here.
 * Nothing is sent by pressing it.
 */
export function ContactSupport(props: {
  /** The code, or text key, of what went wrong. */
  readonly code: string | null;
  /** The words that stand on the page; null where nothing was said. */
  readonly said: string | null;
  /** Left out: the sheet that is open. */
  readonly sessionId?: string | null;
  readonly tone?: 'plain' | 'go';
  readonly size?: 'list' | 'bench' | 'primary';
  readonly wide?: boolean;
  /** Called before the page is left. */
  readonly onLeave?: () => void;
}) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { code, said, onLeave, tone = 'plain', size = 'list', wide = false } = props;
  const open = () => {
    const sessionId =
      props.sessionId === undefined ? currentPlace(useScanPlaces.getState()).sessionId : props.sessionId;
    const search: RequestSearch = {
      ...(said === null ? {} : { said }),
      ...(code === null ? {} : { code }),
      ...(sessionId === null ? {} : { sessionId }),
    };
    onLeave?.();
    void navigate({ to: '/support/new', search });
  };
  return (
    <Button tone={tone} size={size} wide={wide} onPress={open}>
      {texts.t('support.contact')}
    </Button>
  );
}
