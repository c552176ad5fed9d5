import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { PartnerView } from '#core/domain/organizations/partner-exchange.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { LastKnownNotice } from './last-known-notice.tsx';
import { PartnerCode } from './partner-code.tsx';
import { nameOf } from './partner-words.ts';
import { PartnershipPeriod, PartnershipTag } from './partnership-tag.tsx';
import { momentOf, troubleOf, usePartnerList } from './use-partner-lists.ts';
import './partners.css';

/** The service partners of our fleet: who was invited, who works for us and for how long, and what each may override (ORG-4, ORG-5). */
export function PartnersPage() {
  const texts = useTexts();
  const list = usePartnerList();
  const [inviting, setInviting] = useState(false);
  useScanPlace('partners', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const isOff = list.data === undefined || troubleOf(list.data) !== null;
  return (
    <Page
      title={texts.t('partners.title')}
      actions={
        <Button tone="go" size="list" isDisabled={isOff} onPress={() => setInviting(true)}>
          {texts.t('partners.invite')}
        </Button>
      }
    >
      <p className="dim partners-lead">{texts.t('partners.lead')}</p>
      <Answered query={list}>
        {(answer) => (
          <>
            <LastKnownNotice list={answer} />
            <PartnerTable rows={answer.rows} asOf={momentOf(answer)} />
          </>
        )}
      </Answered>
      <InviteDialog isOpen={inviting} onClose={() => setInviting(false)} />
    </Page>
  );
}

function PartnerTable({ rows, asOf }: { readonly rows: readonly PartnerView[]; readonly asOf: IsoTime }) {
  const texts = useTexts();
  if (rows.length === 0) {
    return <p className="empty card dim">{texts.t('partners.empty')}</p>;
  }
  return (
    <div className="table-card card">
      <table className="table partners-table">
        <caption className="visually-hidden">{texts.t('partners.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.t('partners.column.standing')}</th>
            <th scope="col">{texts.t('partners.column.partner')}</th>
            <th scope="col">{texts.t('partners.column.code')}</th>
            <th scope="col">{texts.t('partners.column.override')}</th>
            <th scope="col">{texts.t('partners.column.period')}</th>
            <th scope="col">
              <span className="visually-hidden">{texts.t('partners.column.open')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PartnerRow key={row.id} row={row} asOf={asOf} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PartnerRow({ row, asOf }: { readonly row: PartnerView; readonly asOf: IsoTime }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const name = nameOf(row);
  const open = () => void navigate({ to: '/partners/$partnershipId', params: { partnershipId: row.id } });
  return (
    <tr>
      <td>
        <PartnershipTag of={row} asOf={asOf} />
      </td>
      <th scope="row">
        {name}
        {row.email === null || row.email === name ? null : <span className="small dim cell-detail">{row.email}</span>}
        {row.mail === 'none' || row.mail === 'sent' ? null : (
          <span className="small cell-detail">{texts.t(`partners.mail.${row.mail}`)}</span>
        )}
      </th>
      <td>
        <PartnerCode code={row.partnerCode} partner={name} />
      </td>
      <td>
        {row.overrideAllowed ? (
          <Tag mark="idle">{texts.t('partners.override.on')}</Tag>
        ) : (
          <span className="dim">{texts.t('partners.override.off')}</span>
        )}
      </td>
      <td className="num">
        <PartnershipPeriod of={row} asOf={asOf} />
      </td>
      <td className="cell-buttons">
        <Button size="list" aria-label={texts.t('partners.open', { partner: name })} onPress={open}>
          {texts.t('partners.manage')}
        </Button>
      </td>
    </tr>
  );
}
