import type { OrganizationAuditRow } from '#core/domain/audit/organization-audit-row.ts';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { isoTime } from '#core/kernel/iso-time.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

/** What the centre's log of each organization says of this sheet. Both sides of a transfer carry the same number (OWN-13). */
export function CloudRows({ sessionId }: { readonly sessionId: SessionId }) {
  const texts = useTexts();
  const answer = useStationQuery(['audit', 'cloud', sessionId], (client) => client.audit.atCloud({ sessionId }));
  const again = (
    <Button size="list" isPending={answer.isFetching} onPress={() => void answer.refetch()}>
      {texts.t('common.try-again')}
    </Button>
  );
  return (
    <section aria-labelledby="at-cloud">
      <h2 className="over part-title" id="at-cloud">
        {texts.t('audit-page.at-cloud')}
      </h2>
      <Answered query={answer}>
        {(found) => {
          switch (found.kind) {
            case 'rows':
              return <Sides rows={found.rows} />;
            case 'unreachable':
              return (
                <Notice mark="wait" action={again}>
                  {texts.t('audit-page.cloud-unreachable')}
                </Notice>
              );
            case 'no-such-sheet':
              return <Notice mark="warn">{texts.t('sheet.none')}</Notice>;
          }
        }}
      </Answered>
    </section>
  );
}

/** What each organization's log says, side by side. */
export function Sides({ rows }: { readonly rows: readonly OrganizationAuditRow[] }) {
  const texts = useTexts();
  const organizations = [...new Map(rows.map((row) => [row.organizationId, row.organizationName]))];
  if (organizations.length === 0) {
    return <p className="empty card dim">{texts.t('audit-page.cloud-empty')}</p>;
  }
  return (
    <div className="cloud-sides">
      {organizations.map(([id, name]) => (
        <div key={id} className="cloud-side card">
          <h3>{name}</h3>
          <ul>
            {rows
              .filter((row) => row.organizationId === id)
              .map((row) => (
                <CloudRow key={row.index} row={row} />
              ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function CloudRow({ row }: { readonly row: OrganizationAuditRow }) {
  const texts = useTexts();
  const at = isoTime.safeParse(row.at);
  return (
    <li className="cloud-row">
      <span className="num tiny dim">{at.success ? texts.date(at.data, 'date-time-seconds') : row.at}</span>
      <span>
        {say(texts, [`audit-page.action.${row.action}`, row.action])}
        {row.code === null ? null : (
          <span className="dim">
            {' '}
            · {say(texts, [`codes.${row.code}.title`, `audit-page.code.${row.code}`, row.code])}
          </span>
        )}
      </span>
      {row.transferId === null ? null : (
        <span className="mono tiny transfer-number" translate="no" title={row.transferId}>
          {texts.t('audit-page.transfer', { transfer: row.transferId.slice(-8).toUpperCase() })}
        </span>
      )}
    </li>
  );
}
