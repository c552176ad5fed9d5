import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { BackupRow } from '#core/contract/station/backups.ts';
import type { Sheet } from '#core/contract/station/bench.ts';
import { sessionId as asSessionId } from '#core/kernel/entity-ids.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { unitName } from '../../text/unit-name.ts';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { ActTroubleNotice } from '../sheet/act-trouble.tsx';
import { CableProgress, useCableWork } from '../sheet/cable-progress.tsx';
import { useSheetAct } from '../sheet/use-sheet-act.ts';
import { Page } from '../shell/page.tsx';
import { BackupList } from './backup-list.tsx';
import { ImportBackup, type Imported } from './import-backup.tsx';
import { OpenedBackup } from './opened-backup.tsx';
import './backups.css';

const route = getRouteApi('/backups');
const rowsAtMost = 200;

/** What units held, by name: of one unit or of all; looked into without hardware, saved, taken from a file, put back (INST-3). */
export function BackupsPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const search = route.useSearch();
  const { unit = null, id = null } = search;
  const [imported, setImported] = useState<Imported>(null);
  useScanPlace('backups', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const sheet = useOpenSheet(search.sessionId);
  const mayChange = useMayChange();
  const act = useSheetAct(sheet?.session.id ?? '');
  const work = useCableWork(sheet?.session.id ?? '', sheet?.session.bay ?? null);
  const take = async ({ session }: Sheet) => {
    const answer = await act.run('back-up', (client) => client.backups.take({ sessionId: session.id, name: null }));
    if (answer?.kind === 'kept') {
      await navigate({ to: '/backups', search: { ...search, id: answer.row.id } });
    }
  };
  const rows = useStationQuery(['sheets', 'backups', unit], (client) =>
    client.backups.list({ unit, limit: rowsAtMost }),
  );
  return (
    <Page
      title={titleOf(texts, unit, rows.data)}
      actions={
        <PageActions sheet={sheet} isOfOneUnit={unit !== null}>
          {sheet === null || !mayChange ? null : (
            <Button
              size="list"
              isDisabled={work !== null}
              isPending={act.running !== null}
              onPress={() => void take(sheet)}
            >
              {texts.t('backups.take')}
            </Button>
          )}
          {mayChange ? <ImportBackup onImported={setImported} /> : null}
        </PageActions>
      }
    >
      <div className="backups-said">
        <ImportSaid imported={imported} />
        <CableProgress work={work} expected={act.running} />
        <ActTroubleNotice trouble={act.trouble} />
      </div>
      <Answered query={rows}>
        {(answer) => (
          <div className="backups">
            <BackupList
              rows={answer}
              openId={id}
              namesUnits={unit === null}
              onOpen={(chosen) => void navigate({ to: '/backups', search: { ...search, id: chosen } })}
            />
            {id === null ? (
              answer.length === 0 ? null : (
                <p className="card empty dim">{texts.t('backups.choose')}</p>
              )
            ) : (
              <OpenedBackup id={id} before={takenBefore(answer, id)} sheet={sheet} mayChange={mayChange} />
            )}
          </div>
        )}
      </Answered>
    </Page>
  );
}

/** The ways from here, then what can be done. */
function PageActions(props: {
  readonly sheet: Sheet | null;
  readonly isOfOneUnit: boolean;
  readonly children: ReactNode;
}) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { sheet, isOfOneUnit, children } = props;
  return (
    <>
      {sheet === null ? null : (
        <Button
          size="list"
          onPress={() => void navigate({ to: '/sheet/$sessionId', params: { sessionId: sheet.session.id } })}
        >
          {texts.t('backups.to-sheet')}
        </Button>
      )}
      {isOfOneUnit ? (
        <Button size="list" onPress={() => void navigate({ to: '/backups', search: {} })}>
          {texts.t('backups.all')}
        </Button>
      ) : null}
      {children}
    </>
  );
}

/** The sheet that a person came from, while it is open and its unit is known to be on a bay. */
function useOpenSheet(sessionId: string | undefined): Sheet | null {
  const parsed = asSessionId.safeParse(sessionId);
  const answer = useStationQuery(
    ['sheets', 'sheet', sessionId ?? ''],
    (client) => client.bench.sheet({ sessionId: parsed.success ? parsed.data : asSessionId.parse('none') }),
    { enabled: parsed.success },
  );
  const sheet = answer.data?.kind === 'sheet' ? answer.data.sheet : null;
  const { identity, state } = sheet?.session ?? {};
  return state === 'open' && identity?.kind === 'agrees' ? sheet : null;
}

function useMayChange(): boolean {
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  return seat.data?.kind === 'signed-in' && seat.data.rights.includes('configure');
}

/** Of one unit its name as its backups have it, or its number while there are none. */
function titleOf(texts: Texts, unit: string | null, rows: readonly BackupRow[] | undefined): string {
  return unit === null
    ? texts.t('backups.title')
    : texts.t('backups.title-of', { unit: unitName(rows?.[0] ?? { unit, typeLabel: null }) });
}

/** The list is sorted by time, so what was taken before a backup of the same unit stands below it. */
function takenBefore(rows: readonly BackupRow[], id: string): BackupRow | null {
  const at = rows.findIndex((row) => row.id === id);
  return rows.slice(at + 1).find((row) => at >= 0 && row.unit === rows[at]?.unit) ?? null;
}

function ImportSaid({ imported }: { readonly imported: Imported }) {
  const texts = useTexts();
  switch (imported?.kind) {
    case undefined:
      return null;
    case 'not-taken':
      return <Notice mark="stop">{texts.t(`backups.not-taken.${imported.why}`)}</Notice>;
    case 'already':
      return <Notice mark="warn">{texts.t('backups.already')}</Notice>;
    case 'imported': {
      const { row } = imported;
      return (
        <Notice mark="ok">
          {texts.t('backups.imported', { unit: unitName(row), time: texts.date(row.takenAt, 'date-time') })}
        </Notice>
      );
    }
  }
}
