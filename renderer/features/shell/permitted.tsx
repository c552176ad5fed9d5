import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { SeatView } from '#core/contract/station/access.ts';
import type { Right } from '#core/domain/access/roles.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from './page.tsx';

/** What a place of the page asks of whoever opens it, by the beginning of its address; the station asks the same of every call (ORG-2). */
const routeRights: readonly (readonly [place: string, right: Right])[] = [
  ['/audit', 'audit'],
  ['/bench', 'look'],
  ['/captures', 'look'],
  ['/carton', 'scan'],
  ['/jobs/mine', 'look'],
  ['/jobs/import', 'jobs'],
  ['/jobs/job', 'look'],
  ['/jobs/sheet', 'look'],
  ['/jobs/new', 'jobs'],
  ['/jobs/edit', 'jobs'],
  ['/jobs/templates', 'jobs'],
  ['/jobs', 'jobs'],
  ['/profiles', 'look'],
  ['/report', 'report'],
  ['/settings/firmware', 'look'],
  ['/sheet', 'look'],
  ['/sync', 'look'],
  ['/tasks', 'look'],
];

/** Shows the page, or where the address was typed by somebody whose role does not give it, says so and shows nothing of it. */
export function Permitted({
  seat,
  children,
}: {
  readonly seat: Extract<SeatView, { kind: 'signed-in' }>;
  readonly children: ReactNode;
}) {
  const texts = useTexts();
  const navigate = useNavigate();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const wanted = routeRights.find(([place]) => path === place || path.startsWith(`${place}/`))?.[1];
  return wanted === undefined || seat.rights.includes(wanted) ? (
    children
  ) : (
    <Page title={texts.t('common.not-allowed-title')}>
      <Notice
        mark="warn"
        action={<Button onPress={() => void navigate({ to: '/' })}>{texts.t('common.to-start')}</Button>}
      >
        {texts.t('common.not-allowed')}
      </Notice>
    </Page>
  );
}
