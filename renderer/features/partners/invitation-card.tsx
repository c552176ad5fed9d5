import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CentreTrouble } from '#core/contract/station/partners.ts';
import type { InvitationKey, InvitationView } from '#core/domain/organizations/partner-exchange.ts';
import { whyNotPartnership } from '#core/domain/organizations/partnership.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { useActing } from '../../station/acting.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { AnswerDialog } from './answer-dialog.tsx';
import { storyOf } from './invitation-story.ts';
import { PartnershipPeriod, PartnershipTag } from './partnership-tag.tsx';

interface InvitationCardProps {
  readonly row: InvitationView;
  /** How the answer names it. */
  readonly invitation: InvitationKey;
  readonly asOf: IsoTime;
  readonly off: CentreTrouble | null;
  /** `h2` where it stands right under the page's own heading. */
  readonly heading?: 'h2' | 'h3';
  readonly onAnswered?: () => void;
}

/** A fleet that invites us: what it offers, and the two answers, or the way to its bench. */
export function InvitationCard(props: InvitationCardProps) {
  const texts = useTexts();
  const { row, asOf, heading: Heading = 'h3' } = props;
  return (
    <article className="card invitation" aria-label={row.customerName}>
      <div className="invitation-head">
        <Heading>{row.customerName}</Heading>
        <PartnershipTag of={row} asOf={asOf} />
      </div>
      <p>
        <PartnershipPeriod of={row} asOf={asOf} />
        {' · '}
        {texts.t(row.overrideAllowed ? 'invitations.override-on' : 'invitations.override-off')}
        {' · '}
        {texts.t('home.partner-code', { code: row.partnerCode })}
      </p>
      <p className="small dim">{storyOf(row, texts)}</p>
      <Answers {...props} />
    </article>
  );
}

function Answers(props: InvitationCardProps) {
  const texts = useTexts();
  const [asked, ask] = useState<'accept' | 'decline' | null>(null);
  const { row, off } = props;
  if (row.standing === 'active') {
    return <OpenBench row={row} />;
  }
  if (whyNotPartnership('accept', 'partner', row.standing) !== null) {
    return null;
  }
  const offId = `invitation-off-${row.id}`;
  return (
    <div className="invitation-answers">
      {off === null ? null : (
        <span id={offId} className="small dim">
          {texts.t(`partners.why.${off}`)} {texts.t('invitations.needs-centre')}
        </span>
      )}
      <Button size="list" isDisabled={off !== null} aria-describedby={offId} onPress={() => ask('decline')}>
        {texts.t('invitations.decline')}
      </Button>
      <Button tone="go" size="list" isDisabled={off !== null} aria-describedby={offId} onPress={() => ask('accept')}>
        {texts.t('invitations.accept')}
      </Button>
      <AnswerDialog {...props} asked={asked} onClose={() => ask(null)} />
    </div>
  );
}

function OpenBench({ row }: { readonly row: InvitationView }) {
  const texts = useTexts();
  const acting = useActing();
  const navigate = useNavigate();
  const open = async () => {
    const chosen = await acting((client) => client.customers.choose({ customerId: row.customerId }));
    if (chosen?.kind === 'chosen') {
      await navigate({ to: '/bench' });
    }
  };
  return (
    <div className="invitation-answers">
      <Button size="list" onPress={() => void open()}>
        {texts.t('invitations.open-bench')}
      </Button>
    </div>
  );
}
