import { useNavigate } from '@tanstack/react-router';
import type { SyncStatus } from '#core/contract/station/sync.ts';
import { useMay } from '../../station/rights.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { ContactSupport } from '../support/contact-support.tsx';

/** Whether the centre stopped this station, and over what. */
export function frozenBy({ why }: SyncStatus): 'forked' | 'audit-broken' | null {
  switch (why) {
    case 'sync.why.forked':
      return 'forked';
    case 'sync.why.audit-broken':
      return 'audit-broken';
    default:
      return null;
  }
}

/** Why nothing is sent any more, that nothing is lost by it, and the one way on (reliability.md §3.3). */
export function FrozenNotice({ why, pending }: { readonly why: 'forked' | 'audit-broken'; readonly pending: number }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const mayEnrol = useMay()('administer');
  return (
    <section className="card frozen" aria-labelledby="frozen-title">
      <h2 id="frozen-title" className="frozen-title">
        <StatusMark mark="stop" />
        {texts.t(`sync.frozen.${why}.title`)}
      </h2>
      <p>{texts.t(`sync.frozen.${why}.text`)}</p>
      <p>{texts.t('sync.frozen.kept', { count: pending })}</p>
      <p className="dim">{texts.t(mayEnrol ? 'sync.frozen.next' : 'sync.frozen.ask-admin')}</p>
      <div className="frozen-buttons">
        {mayEnrol ? (
          <Button tone="go" size="list" onPress={() => void navigate({ to: '/settings/cloud' })}>
            {texts.t('sync.frozen.enrol')}
          </Button>
        ) : null}
        <ContactSupport code={`sync.why.${why}`} said={texts.t(`sync.frozen.${why}.text`)} />
      </div>
    </section>
  );
}
