import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { SyncStatus } from '#core/contract/station/sync.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';
import { useNowMs } from '../../ui/use-now.ts';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { ContactSupport } from '../support/contact-support.tsx';
import { waitOf } from './age-of.ts';
import { FrozenNotice, frozenBy } from './frozen-notice.tsx';
import { QueueSections } from './queue-sections.tsx';
import { standingMark } from './standing-mark.ts';
import './sync.css';

/** How the station stands with the centre: three numbers, and every operation that waits or needs somebody, with its reason (STA-3). */
export function SyncPage() {
  const texts = useTexts();
  const acting = useActing();
  const [sending, setSending] = useState(false);
  useScanPlace('sync', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const status = useStationQuery(['sync', 'status'], (client) => client.sync.status());
  const queue = useStationQuery(['sync', 'queue'], (client) => client.sync.queue({ limit: 200 }), { everyMs: 5_000 });
  // What helps a frozen station is another button.
  const isFrozen = status.data !== undefined && frozenBy(status.data) !== null;
  const send = async () => {
    setSending(true);
    await acting((client) => client.sync.run());
    setSending(false);
  };
  return (
    <Page
      title={texts.t('sync.title')}
      actions={
        <Button tone={isFrozen ? 'plain' : 'go'} size="list" isPending={sending} onPress={() => void send()}>
          {texts.t(sending ? 'sync.sending' : 'sync.send-now')}
        </Button>
      }
    >
      <Answered query={status}>{(answer) => <Standing status={answer} toldAtMs={status.dataUpdatedAt} />}</Answered>
      <Answered query={queue}>{(rows) => <QueueSections rows={rows} toldAtMs={queue.dataUpdatedAt} />}</Answered>
    </Page>
  );
}

function Standing({ status, toldAtMs }: { readonly status: SyncStatus; readonly toldAtMs: number }) {
  const texts = useTexts();
  const { state, pending, needsYou, lastContact, oldest, why, laterChanges } = status;
  const frozen = frozenBy(status);
  return (
    <>
      <dl className="numbers">
        <Figure
          mark={standingMark(state)}
          name={texts.t('sync.figure.state')}
          value={texts.t(`sync.state.${state}`)}
          note={texts.t('sync.last-contact', {
            time: lastContact === null ? texts.t('sync.never') : texts.date(lastContact, 'date-time'),
          })}
        />
        <Figure
          mark={pending > 0 ? 'wait' : 'ok'}
          name={texts.t('sync.figure.waiting')}
          value={texts.number(pending)}
          note={
            oldest === null
              ? texts.t(frozen === null ? 'sync.nothing-waits' : 'sync.nothing-here')
              : texts.t('sync.oldest', { time: texts.date(oldest, 'date-time') })
          }
        />
        <Figure
          mark={needsYou > 0 ? 'warn' : 'ok'}
          name={texts.t('sync.figure.needs-you')}
          value={texts.number(needsYou)}
          note={texts.t(needsYou > 0 ? 'sync.needs-you-text' : 'sync.needs-nobody')}
        />
      </dl>
      {frozen === null ? null : <FrozenNotice why={frozen} pending={pending} />}
      {laterChanges === 0 ? null : (
        <Notice mark="wait">{texts.t('sync.later-changes', { count: laterChanges })}</Notice>
      )}
      <p className="sync-why" role="status" hidden={frozen !== null}>
        {why === null ? texts.t('sync.all-well') : say(texts, [why])} <NextTry status={status} toldAtMs={toldAtMs} />
        {why !== null && supportHelps.has(why) ? <ContactSupport code={why} said={say(texts, [why])} /> : null}
        {state === 'not-enrolled' ? <Link to="/settings/cloud">{texts.t('enrolment.cloud-title')}</Link> : null}
      </p>
    </>
  );
}

/** What no waiting and no enrolling mends. */
const supportHelps: ReadonlySet<string> = new Set(['sync.why.faulty', 'sync.why.station-fault']);

function NextTry({ status, toldAtMs }: { readonly status: SyncStatus; readonly toldAtMs: number }) {
  const texts = useTexts();
  const nowMs = useNowMs(1_000);
  const { nextAttemptInMs, clockOffsetMs } = status;
  const leftMs = nextAttemptInMs === null ? 0 : nextAttemptInMs - (nowMs - toldAtMs);
  return (
    <span className="dim">
      {leftMs <= 0 ? null : texts.t('sync.next-in', { left: waitOf(texts, leftMs) })}
      {clockOffsetMs === null || Math.abs(clockOffsetMs) < noticedOffsetMs
        ? null
        : ` ${texts.t('sync.clock-differs', { seconds: Math.round(Math.abs(clockOffsetMs) / 1000) })}`}
    </span>
  );
}

/** A clock that is off by less changes nothing that people see. */
const noticedOffsetMs = 2_000;

function Figure(props: { readonly mark: Mark; readonly name: string; readonly value: string; readonly note: string }) {
  return (
    <div className="number card">
      <dt className="over">{props.name}</dt>
      <dd>
        <span className="number-value">
          <StatusMark mark={props.mark} />
          <strong>{props.value}</strong>
        </span>
        <span className="small dim">{props.note}</span>
      </dd>
    </div>
  );
}
