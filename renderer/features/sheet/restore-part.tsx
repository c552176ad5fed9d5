import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import { unitOfSheet } from '#core/domain/bench/unit-of-sheet.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';
import { ActTroubleNotice } from './act-trouble.tsx';
import { CableProgress, useCableWork } from './cable-progress.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { RestoreTable } from './restore-table.tsx';
import { useSheetText } from './sheet-typing.ts';
import { useSheetAct, wasDone } from './use-sheet-act.ts';

type Restore = Exclude<Sheet['session']['restore'], { kind: 'none' }>;

/** Whether putting back is what this sheet should do next: kept for an acknowledged transfer, or cut off in the middle. */
export function isRestoreDue({ session }: Sheet): boolean {
  const { restore, transfer, state } = session;
  return state === 'open' && (restore.kind === 'incomplete' || (restore.kind === 'kept' && transfer.kind === 'done'));
}

/**
 * What was kept of the unit and how putting it back stands (decisions.md d2): the backup, then the restore with its progress, and a line for
 * every value. Each part can be taken up again from here, after an unplug, a crash or an answer of the centre that came late.
 */
export function RestorePart({ sheet }: { readonly sheet: Sheet }) {
  const texts = useTexts();
  const { session } = sheet;
  const { restore } = session;
  const work = useCableWork(session.id, session.bay);
  if (restore.kind === 'none') {
    return null;
  }
  return (
    <section className="restore-part" aria-labelledby="restore-title">
      <h3 id="restore-title" className="over panel-part">
        {texts.t(`restore.title.${restore.purpose}`)}
      </h3>
      <p className="panel-note">
        <StatusMark mark="ok" />
        <span>
          {texts.t('restore.kept', {
            count: restore.backupKeys,
            time: texts.date(restore.backupTakenAt, 'date-time'),
          })}
        </span>
      </p>
      <Standing sheet={sheet} restore={restore} isWorking={work !== null} />
      <Acts sheet={sheet} restore={restore} />
      <RestoreTable lines={restore.kind === 'kept' ? [] : restore.lines} />
    </section>
  );
}

function Standing(props: { readonly sheet: Sheet; readonly restore: Restore; readonly isWorking: boolean }) {
  const texts = useTexts();
  const { mark, words } = standingOf(texts, props);
  return words === null ? null : (
    <p className="panel-note">
      <StatusMark mark={mark} />
      <span>{words}</span>
    </p>
  );
}

function standingOf(
  texts: Texts,
  { sheet, restore, isWorking }: Parameters<typeof Standing>[0],
): { readonly mark: Mark; readonly words: string | null } {
  switch (restore.kind) {
    case 'kept': {
      const isWaiting = sheet.session.transfer.kind !== 'done';
      if (isWorking) {
        return { mark: 'work', words: null };
      }
      return isWaiting
        ? { mark: 'wait', words: texts.t('restore.waits-for-centre') }
        : { mark: 'warn', words: texts.t('restore.waits-for-reset') };
    }
    case 'writing':
      return isWorking ? { mark: 'work', words: null } : { mark: 'stop', words: texts.t('restore.interrupted') };
    case 'done': {
      const count = restore.lines.filter(({ state }) => state === 'verified').length;
      const left = restore.lines.filter(({ state }) => state === 'left-out').length;
      return { mark: 'ok', words: texts.t('restore.done', { count, left }) };
    }
    case 'incomplete': {
      const open = restore.lines.filter(({ state }) => !settled.has(state)).length;
      const why = say(texts, [`configure.why.${restore.why}`, `cable.problem.${restore.why}`, restore.why]);
      return { mark: 'stop', words: texts.t('restore.incomplete', { open, why }) };
    }
    case 'left':
      return {
        mark: 'warn',
        words: texts.t('restore.left', { why: say(texts, [`restore.left.${restore.why}`, restore.why]) }),
      };
  }
}

const settled: ReadonlySet<string> = new Set(['verified', 'same', 'left-out']);

function Acts({ sheet, restore }: { readonly sheet: Sheet; readonly restore: Restore }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { session } = sheet;
  const act = useSheetAct(session.id);
  const work = useCableWork(session.id, session.bay);
  const [leaving, leave] = useState(false);
  const words = useSheetText(session.id, 'why not put back');
  const isBusy = act.running !== null || work !== null;
  const isDue = isRestoreDue(sheet);
  const again = () =>
    act.run('restore', (client) =>
      restore.purpose === 'roll-back'
        ? client.backups.rollBack({ sessionId: session.id, backupId: restore.backupId })
        : client.backups.restore({ sessionId: session.id }),
    );
  return (
    <>
      <CableProgress work={work} expected={act.running} />
      {isDue && !isBusy ? (
        <Button tone="go" size="primary" wide onPress={() => void again()}>
          {texts.t(restore.kind === 'kept' ? 'restore.now' : 'restore.go-on')}
        </Button>
      ) : null}
      <div className="panel-buttons">
        {isDue && !isBusy ? <Button onPress={() => leave(true)}>{texts.t('restore.leave')}</Button> : null}
        <Button
          onPress={() =>
            void navigate({
              to: '/backups',
              search: { unit: unitOfSheet(session), sessionId: session.id, id: restore.backupId },
            })
          }
        >
          {texts.t('restore.open-backup')}
        </Button>
      </div>
      <ActTroubleNotice trouble={act.trouble} />
      <ReasonDialog
        title={texts.t('restore.leave')}
        text={texts.t('restore.leave-text')}
        verb={texts.t('restore.leave')}
        sessionId={session.id}
        words={words}
        isOpen={leaving}
        onClose={() => leave(false)}
        onGive={async (why) =>
          wasDone(await act.run('leave', (client) => client.backups.leave({ sessionId: session.id, why })))
        }
      />
    </>
  );
}
