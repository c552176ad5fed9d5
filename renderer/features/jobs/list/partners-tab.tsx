import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { JobRow } from '#core/contract/station/jobs.ts';
import { type JobStatus, jobStatus } from '#core/domain/jobs/job.ts';
import { type JobKind, jobKind } from '#core/domain/jobs/job-fields.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Answered } from '../../../ui/answered.tsx';
import { Button } from '../../../ui/button.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { LastKnownNotice } from '../../partners/last-known-notice.tsx';
import { PartnerCode } from '../../partners/partner-code.tsx';
import { nameOf } from '../../partners/partner-words.ts';
import { PartnershipTag } from '../../partners/partnership-tag.tsx';
import { momentOf, usePartnerList } from '../../partners/use-partner-lists.ts';
import { countJobs, type JobCounts } from './count-jobs.ts';
import { VisitsChoice } from './visits-choice.tsx';

const counted = jobStatus.options.filter((status) => status !== 'pending');

/** Who does our jobs: how each partnership stands, its Partner ID, and how many jobs it has in which state (ORG-4, JOB-5). */
export function PartnersTab({ jobs }: { readonly jobs: readonly JobRow[] }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const list = usePartnerList();
  const counts = useMemo(() => countJobs(jobs), [jobs]);
  return (
    <Answered query={list}>
      {(answer) => {
        const known = new Set(answer.rows.map(({ partnerId }) => partnerId));
        const former = [...counts.values()].filter(({ partner }) => !known.has(partner.id));
        return (
          <>
            <LastKnownNotice list={answer} />
            <VisitsChoice />
            <div className="table-card card">
              <table className="table jobs-partners">
                <caption className="visually-hidden">{texts.t('jobs-list.tab.partners')}</caption>
                <Head />
                <tbody>
                  {answer.rows.map((row) => (
                    <tr key={row.id}>
                      <td>
                        <PartnershipTag of={row} asOf={momentOf(answer)} />
                      </td>
                      <th scope="row">{nameOf(row)}</th>
                      <td>
                        <PartnerCode code={row.partnerCode} partner={nameOf(row)} />
                      </td>
                      <td>{row.overrideAllowed ? <Tag mark="idle">{texts.t('partners.override.on')}</Tag> : '–'}</td>
                      <Counts of={row.partnerId === null ? undefined : counts.get(row.partnerId)} name={nameOf(row)} />
                    </tr>
                  ))}
                  {former.map((one) => (
                    <tr key={one.partner.id}>
                      <td>
                        <Tag mark="idle">{texts.t('jobs-list.former-partner')}</Tag>
                      </td>
                      <th scope="row">{one.partner.name}</th>
                      <td>–</td>
                      <td>–</td>
                      <Counts of={one} name={one.partner.name} />
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <div className="jobs-partners-foot">
              <Button size="list" onPress={() => void navigate({ to: '/partners' })}>
                {texts.t('jobs-list.manage-partners')}
              </Button>
            </div>
          </>
        );
      }}
    </Answered>
  );
}

function Head() {
  const texts = useTexts();
  return (
    <thead>
      <tr>
        <th scope="col">{texts.t('partners.column.standing')}</th>
        <th scope="col">{texts.t('partners.column.partner')}</th>
        <th scope="col">{texts.t('partners.column.code')}</th>
        <th scope="col">{texts.t('partners.column.override')}</th>
        {counted.map((status) => (
          <th scope="col" key={status} className="jobs-partners-count">
            {texts.t(`jobs-shared.status.${status}`)}
          </th>
        ))}
        <th scope="col">
          <span className="visually-hidden">{texts.t('jobs-list.show')}</span>
        </th>
      </tr>
    </thead>
  );
}

function Counts({ of, name }: { readonly of: JobCounts | undefined; readonly name: string }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const total = (status: JobStatus) =>
    jobKind.options.reduce((sum, kind) => sum + (of?.byKind[kind].get(status) ?? 0), 0);
  const show = (kind: JobKind, id: string) =>
    void navigate({ to: '/jobs', search: { ...(kind === 'installation' ? {} : { tab: kind }), partner: [id] } });
  return (
    <>
      {counted.map((status) => (
        <td key={status} className="num jobs-partners-count">
          {total(status) === 0 ? '–' : texts.number(total(status))}
        </td>
      ))}
      <td className="cell-buttons jobs-partners-show">
        {jobKind.options.map((kind) =>
          of === undefined || of.byKind[kind].size === 0 ? null : (
            <Button
              key={kind}
              size="list"
              aria-label={texts.t(`jobs-list.show-jobs.${kind}`, { partner: name })}
              onPress={() => show(kind, of.partner.id)}
            >
              {texts.t(`jobs-shared.kind.${kind}`)}
            </Button>
          ),
        )}
      </td>
    </>
  );
}
