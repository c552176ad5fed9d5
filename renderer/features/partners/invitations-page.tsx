import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { InvitationList } from '#core/contract/station/partners.ts';
import { readInvitationLink } from '#core/domain/organizations/invitation-link.ts';
import type { InvitationView } from '#core/domain/organizations/partner-exchange.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { InvitationCard } from './invitation-card.tsx';
import { storyOf } from './invitation-story.ts';
import { LastKnownNotice } from './last-known-notice.tsx';
import { PartnershipPeriod, PartnershipTag } from './partnership-tag.tsx';
import { momentOf, troubleOf, useInvitationList } from './use-partner-lists.ts';
import './partners.css';

/** Fleets that invite us: what waits for an answer first, then everything that was answered (ORG-3, ORG-4). */
export function InvitationsPage() {
  const texts = useTexts();
  const list = useInvitationList();
  useScanPlace('invitations', { screen: 'other', sessionId: null, awaiting: 'anything' });
  return (
    <Page title={texts.t('invitations.title')}>
      <p className="dim partners-lead">{texts.t('invitations.lead')}</p>
      <Answered query={list}>
        {(answer) => (
          <>
            <LastKnownNotice list={answer} />
            <Invitations list={answer} />
          </>
        )}
      </Answered>
      <LinkField />
    </Page>
  );
}

function Invitations({ list }: { readonly list: InvitationList }) {
  const texts = useTexts();
  const waiting = list.rows.filter(({ standing }) => standing === 'invited');
  const others = list.rows.filter(({ standing }) => standing !== 'invited');
  const shared = { asOf: momentOf(list), off: troubleOf(list) };
  return (
    <>
      <h2 className="over part-title">{texts.t('invitations.waiting')}</h2>
      {waiting.length === 0 ? (
        <p className="empty card dim">{texts.t('invitations.none')}</p>
      ) : (
        <ul className="invitations">
          {waiting.map((row) => (
            <li key={row.id}>
              <InvitationCard row={row} invitation={{ kind: 'id', id: row.id }} {...shared} />
            </li>
          ))}
        </ul>
      )}
      {others.length === 0 ? null : (
        <>
          <h2 className="over part-title">{texts.t('invitations.others')}</h2>
          <ul className="invitation-lines card">
            {others.map((row) => (
              <InvitationLine key={row.id} row={row} asOf={shared.asOf} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** One that needs no answer any more, in a line. */
function InvitationLine({ row, asOf }: { readonly row: InvitationView; readonly asOf: IsoTime }) {
  const texts = useTexts();
  return (
    <li className="invitation-line">
      <span>
        <strong>{row.customerName}</strong>
        <span className="small dim cell-detail">{storyOf(row, texts)}</span>
      </span>
      <span className="num">
        <PartnershipPeriod of={row} asOf={asOf} />
        <span className="small dim cell-detail">{texts.t('home.partner-code', { code: row.partnerCode })}</span>
      </span>
      <PartnershipTag of={row} asOf={asOf} />
    </li>
  );
}

/** For links that could not open the station by themselves: in a browser, or when the mail lies on another computer. */
function LinkField() {
  const texts = useTexts();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const link = readInvitationLink(text);
  const show = () => {
    if (link.kind === 'link') {
      void navigate({ to: '/workshop/$id', params: { id: link.id } });
    }
  };
  return (
    <section className="card invitation-link" aria-label={texts.t('invitations.link')}>
      <TextField
        label={texts.t('invitations.link')}
        hint={texts.t('invitations.link-hint')}
        value={text}
        onChange={setText}
        error={text.trim() !== '' && link.kind !== 'link' ? texts.t('invitations.no-link') : undefined}
        autoComplete="off"
        onSubmit={show}
      />
      <Button size="list" isDisabled={link.kind !== 'link'} onPress={show}>
        {texts.t('invitations.show')}
      </Button>
    </section>
  );
}
