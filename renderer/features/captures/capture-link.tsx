import { useNavigate } from '@tanstack/react-router';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';

/** The way to what went over the cable of a sheet (INST-7). */
export function CaptureLink({ sessionId }: { readonly sessionId: string }) {
  const texts = useTexts();
  const navigate = useNavigate();
  return (
    <Button size="list" onPress={() => void navigate({ to: '/captures', search: { sessionId } })}>
      {texts.t('captures.open')}
    </Button>
  );
}
