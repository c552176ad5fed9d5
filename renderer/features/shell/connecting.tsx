import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

/** Shown while the station starts or after its process went away; the wire keeps trying by itself. */
export function Connecting() {
  const texts = useTexts();
  return (
    <main className="connecting">
      <StatusMark mark="work" size="large" />
      <h1>{texts.t('shell.connecting')}</h1>
      <p className="dim">{texts.t('shell.connecting-hint')}</p>
    </main>
  );
}
