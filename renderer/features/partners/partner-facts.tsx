import type { ReactNode } from 'react';
import type { PartnerView } from '#core/domain/organizations/partner-exchange.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { PartnerCode } from './partner-code.tsx';
import { nameOf } from './partner-words.ts';
import { PartnershipPeriod, PartnershipTag } from './partnership-tag.tsx';

/** What is known of a partner: standing, ID, period, the invitation and how its mail fared. */
export function PartnerFacts({ row, asOf }: { readonly row: PartnerView; readonly asOf: IsoTime }) {
  const texts = useTexts();
  return (
    <section className="card partner-facts" aria-label={texts.t('partners.facts')}>
      <dl className="facts">
        <Fact name={texts.t('partners.column.standing')}>
          <PartnershipTag of={row} asOf={asOf} />
        </Fact>
        <Fact name={texts.t('partners.column.code')}>
          <PartnerCode code={row.partnerCode} partner={nameOf(row)} />
        </Fact>
        <Fact name={texts.t('partners.column.period')}>
          <PartnershipPeriod of={row} asOf={asOf} />
        </Fact>
        {row.standing === 'active' || row.standing === 'expired' ? (
          <Fact name={texts.t('partners.since')}>{texts.date(row.validFrom, 'date')}</Fact>
        ) : null}
        <Invited row={row} />
        {row.answeredBy === null || row.answeredAt === null ? null : (
          <Fact name={texts.t('partners.answered')}>
            {texts.t('partners.by-at', { name: row.answeredBy, time: texts.date(row.answeredAt, 'date-time') })}
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Invited({ row }: { readonly row: PartnerView }) {
  const texts = useTexts();
  const { email, invitedAt, invitedBy, mail, mailProblem } = row;
  if (email === null || invitedAt === null) {
    return null;
  }
  return (
    <>
      <Fact name={texts.t('partners.invited')}>
        {email}
        <span className="small dim cell-detail">
          {texts.t('partners.by-at', { name: invitedBy ?? '', time: texts.date(invitedAt, 'date-time') })}
        </span>
      </Fact>
      {mail === 'none' ? null : (
        <Fact name={texts.t('partners.mail')}>
          {texts.t(`partners.mail.${mail}`)}
          {mailProblem === null ? null : <span className="small dim cell-detail">{mailProblem}</span>}
        </Fact>
      )}
      {row.hasAgreement ? (
        <Fact name={texts.t('partners.agreement')}>{texts.t('partners.agreement-asked')}</Fact>
      ) : null}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
