import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { TrailEntry } from '#core/domain/audit/read-trail-entry.ts';
import { transferOf } from '#core/domain/audit/transfer-of.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { BothSides } from './both-sides.tsx';
import { EntryProof } from './entry-proof.tsx';
import { Change, OutcomeWords, outcomeMarks, Who } from './entry-words.tsx';
import { ErasePersonal } from './erase-personal.tsx';
import { useKnownNames } from './use-known-names.ts';

/** One entry, whole: who, what, before and after, what proves it, and what the other side holds (REP-1, OWN-13). Escape closes it. */
export function EntryPanel({ seq, onClose }: { readonly seq: number; readonly onClose: () => void }) {
  const texts = useTexts();
  const heading = useId();
  const place = useRef<HTMLElement>(null);
  const answer = useStationQuery(['audit', 'entry', seq], (client) => client.audit.entry({ seq }));
  // Whoever opened it by keyboard reads on here, and Escape reaches it.
  useEffect(() => place.current?.focus(), []);
  return (
    <section
      ref={place}
      className="card entry-panel"
      aria-labelledby={heading}
      tabIndex={-1}
      onKeyDown={(event) => (event.key === 'Escape' ? onClose() : undefined)}
    >
      <div className="row">
        <h3 id={heading}>{texts.t('audit-page.entry', { seq })}</h3>
        <span className="push" />
        <Button size="list" onPress={onClose}>
          {texts.t('common.close')}
        </Button>
      </div>
      <Answered query={answer}>
        {(found) =>
          found.kind === 'entry' ? (
            <>
              <Facts entry={found.entry} />
              <EntryProof entry={found.entry} proof={found.proof} />
              {transferOf(found.entry) === null ? null : <BothSides seq={seq} />}
              <ErasePersonal entry={found.entry} />
            </>
          ) : (
            <Notice mark="warn">{texts.t('audit-page.no-such-entry')}</Notice>
          )
        }
      </Answered>
    </section>
  );
}

function Facts({ entry }: { readonly entry: TrailEntry }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const names = useKnownNames();
  const { actor, sessionId, unit, operationId } = entry;
  return (
    <>
      <p className="entry-act">
        <StatusMark mark={outcomeMarks[entry.outcome]} />
        <span>
          <strong>{say(texts, [`audit-page.action.${entry.action}`, entry.action])}</strong>
          <span className="small dim cell-detail">
            <OutcomeWords entry={entry} />
          </span>
        </span>
      </p>
      <dl className="entry-facts">
        <Fact name={texts.t('audit-page.column.at')}>
          <span className="num">{texts.date(entry.at, 'date-time-seconds')}</span>
          {entry.clockSuspect ? <ClockDoubts entry={entry} /> : null}
        </Fact>
        <Fact name={texts.t('audit-page.column.who')}>
          <Who entry={entry} />
          {actor.method === 'system' ? null : (
            <span className="small dim cell-detail">
              {actor.roles.map((one) => say(texts, [`roles.${one}`, one])).join(', ')}
              {actor.roles.length === 0 ? '' : ' · '}
              {texts.t(`audit-page.method.${actor.method}`)}
            </span>
          )}
        </Fact>
        {unit === null ? null : (
          <Fact name={texts.t('audit-page.column.unit')}>
            <span className="mono" translate="no">
              {unit}
            </span>
          </Fact>
        )}
        {entry.before === null && entry.after === null && !entry.erased.some((path) => path !== 'actor') ? null : (
          <Fact name={texts.t('audit-page.column.change')}>
            <Change entry={entry} names={names} isWhole />
          </Fact>
        )}
        {operationId === null ? null : (
          <Fact name={texts.t('audit-page.operation')}>
            <span className="mono tiny" translate="no">
              {operationId}
            </span>
          </Fact>
        )}
        <Fact name={texts.t('audit-page.column.head')}>
          <span className="mono tiny" translate="no">
            {entry.head}
          </span>
        </Fact>
      </dl>
      {sessionId === null ? null : (
        <Button size="list" onPress={() => void navigate({ to: '/sheet/$sessionId', params: { sessionId } })}>
          {texts.t('audit-page.open-sheet')}
        </Button>
      )}
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

/** Why the time is doubtful; an entry of the first version only says that it is. */
function ClockDoubts({ entry: { clockDoubts } }: { readonly entry: TrailEntry }) {
  const texts = useTexts();
  const reasons = clockDoubts.length === 0 ? ['not-told'] : clockDoubts;
  return (
    <span className="cell-detail small audit-doubt">
      <StatusMark mark="warn" size="tiny" /> {texts.t('audit-page.clock-suspect')}:{' '}
      {reasons.map((one) => say(texts, [`audit-page.clock.${one}`, one])).join(', ')}
    </span>
  );
}
