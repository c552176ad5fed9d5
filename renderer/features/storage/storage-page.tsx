import { useState } from 'react';
import type { StorageView } from '#core/contract/station/storage.ts';
import { useActing } from '../../station/acting.ts';
import { useMay } from '../../station/rights.tsx';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import './storage.css';

/** What the station holds and how safe it is: room, copies, the last repair (STA-4, STA-5). */
export function StoragePage() {
  const texts = useTexts();
  useScanPlace('storage', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const state = useStationQuery(['storage', 'state'], (client) => client.storage.state(), { everyMs: 30_000 });
  return (
    <Page title={texts.t('storage.title')}>
      <Answered query={state}>
        {(view) => (
          <div className="storage">
            <Standing view={view} />
            <Copies view={view} />
            {view.repair === null ? null : <Repair repair={view.repair} />}
          </div>
        )}
      </Answered>
    </Page>
  );
}

const megabyte = 1_000_000;

function useMegabytes(): (bytes: number) => string {
  const texts = useTexts();
  return (bytes) => {
    const exact = bytes / megabyte;
    return texts.t('storage.megabytes', {
      size: texts.number(exact < 100 ? Math.round(exact * 10) / 10 : Math.round(exact)),
    });
  };
}

function Standing({ view }: { readonly view: StorageView }) {
  const texts = useTexts();
  const megabytes = useMegabytes();
  const mark = view.standing === 'sound' ? 'ok' : view.standing === 'low' ? 'warn' : 'stop';
  return (
    <section className="card storage-card" aria-labelledby="storage-standing">
      <h2 id="storage-standing">{texts.t('storage.standing')}</h2>
      <Notice mark={mark}>{texts.t(`storage.${view.standing}`)}</Notice>
      <dl className="storage-facts">
        <Fact name={texts.t('storage.size')}>{megabytes(view.databaseBytes)}</Fact>
        <Fact name={texts.t('storage.journal')}>{megabytes(view.journalBytes)}</Fact>
        <Fact name={texts.t('storage.free')}>{megabytes(view.freeBytes)}</Fact>
        <Fact name={texts.t('storage.reserve')}>{megabytes(view.reserveBytes)}</Fact>
      </dl>
    </section>
  );
}

function Copies({ view }: { readonly view: StorageView }) {
  const texts = useTexts();
  const megabytes = useMegabytes();
  const { lastBackup } = view;
  return (
    <section className="card storage-card" aria-labelledby="storage-copies">
      <h2 id="storage-copies">{texts.t('storage.copies')}</h2>
      <p className="dim">{texts.t('storage.copies-text')}</p>
      {view.backupTrouble === null ? null : (
        <Notice mark="warn">{texts.t('storage.trouble', { detail: view.backupTrouble })}</Notice>
      )}
      <dl className="storage-facts">
        <Fact name={texts.t('storage.last')}>
          {lastBackup === null
            ? texts.t('storage.none')
            : `${texts.date(lastBackup.at, 'date-time')} · ${megabytes(lastBackup.bytes)}`}
        </Fact>
        <Fact name={texts.t('storage.kept')}>{texts.number(view.backups)}</Fact>
      </dl>
      <BackUp />
    </section>
  );
}

function BackUp() {
  const texts = useTexts();
  const acting = useActing();
  const mayBackUp = useMay()('administer');
  const [said, say] = useState<{ readonly mark: 'ok' | 'work' | 'stop'; readonly text: string } | null>(null);
  if (!mayBackUp) {
    return <p className="dim small">{texts.t('storage.who')}</p>;
  }
  const backUp = async () => {
    say({ mark: 'work', text: texts.t('storage.backing-up') });
    const outcome = await acting((client) => client.storage.backUp());
    if (outcome === null) {
      say(null);
    } else if (outcome.kind === 'written') {
      say({ mark: 'ok', text: texts.t('storage.written', { name: outcome.name }) });
    } else {
      say({ mark: 'stop', text: texts.t(`storage.failed.${outcome.why}`, { detail: outcome.detail }) });
    }
  };
  return (
    <>
      <div className="storage-buttons">
        <Button isDisabled={said?.mark === 'work'} onPress={() => void backUp()}>
          {texts.t('storage.back-up')}
        </Button>
      </div>
      <div className="storage-said" aria-live="polite">
        {said === null ? null : <Notice mark={said.mark}>{said.text}</Notice>}
      </div>
    </>
  );
}

function Repair({ repair }: { readonly repair: NonNullable<StorageView['repair']> }) {
  const texts = useTexts();
  const missing = repair.missingSheets.length;
  return (
    <section className="card storage-card storage-wide" aria-labelledby="storage-repair">
      <h2 id="storage-repair">{texts.t('storage.repair')}</h2>
      <Notice mark={missing === 0 ? 'ok' : 'warn'}>
        {texts.t(`storage.repair.${repair.kind}`, { replayed: repair.replayed, missing })}
      </Notice>
      <dl className="storage-facts">
        <Fact name={texts.t('storage.repair.at')}>{texts.date(repair.at, 'date-time')}</Fact>
        <Fact name={texts.t('storage.repair.from')}>{repair.from ?? texts.t('storage.none')}</Fact>
        {repair.setAside === null ? null : <Fact name={texts.t('storage.repair.aside')}>{repair.setAside}</Fact>}
        {missing === 0 ? null : <Fact name={texts.t('storage.repair.missing')}>{repair.missingSheets.join(', ')}</Fact>}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
