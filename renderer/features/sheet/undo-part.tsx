import { useState } from 'react';
import type { Sheet, UndoView } from '#core/contract/station/bench.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { fieldOf, useKeptTexts } from '../../station/kept-texts.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { ActTroubleNotice } from './act-trouble.tsx';
import { PanelNote } from './panel-card.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useSheetAct } from './use-sheet-act.ts';

/** Whether the transfer of a sheet can be undone, how a request to do so stands, and the way to ask (decisions.md d12). */
export function UndoPart({ sheet }: { readonly sheet: Sheet }) {
  const texts = useTexts();
  const { undo } = sheet;
  if (undo === null) {
    return null;
  }
  const { request, obstacles, askBefore } = undo;
  const isUndone = sheet.session.transfer.kind === 'reversed';
  return (
    <section className="undo" aria-label={texts.t('undo.ask')}>
      {request === null ? null : <Request request={request} />}
      {isUndone || request?.state === 'open' || request?.state === 'not-sent' ? null : obstacles.length > 0 ? (
        <p className="tiny dim">{texts.t('undo.not-possible', { reasons: reasonsOf(texts, obstacles) })}</p>
      ) : (
        <AskToUndo sheet={sheet} time={texts.date(askBefore, 'date-time')} />
      )}
    </section>
  );
}

const stateMarks = {
  'not-sent': 'wait',
  'not-taken': 'stop',
  open: 'wait',
  declined: 'warn',
  approved: 'warn',
} as const satisfies Record<NonNullable<UndoView['request']>['state'], Mark>;

function Request({ request }: { readonly request: NonNullable<UndoView['request']> }) {
  const texts = useTexts();
  const { state, reason, by, at, decidedBy, decidedAt, answer } = request;
  const said = state === 'not-taken' ? say(texts, [`codes.${answer ?? ''}.title`, answer ?? '']) : (answer ?? '');
  return (
    <PanelNote mark={stateMarks[state]}>
      {texts.t(`undo.state.${state}`, {
        by,
        time: texts.date(at, 'date-time'),
        decidedBy: decidedBy ?? '',
        decidedAt: decidedAt === null ? '' : texts.date(decidedAt, 'date-time'),
        answer: said,
      })}{' '}
      <span className="dim">{texts.t('undo.reason', { reason })}</span>
    </PanelNote>
  );
}

function AskToUndo({ sheet, time }: { readonly sheet: Sheet; readonly time: string }) {
  const texts = useTexts();
  const act = useSheetAct(sheet.session.id);
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const mayAsk = seat.data?.kind === 'signed-in' && seat.data.rights.includes('transfer');
  const [asking, ask] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const { id: sessionId, transfer } = sheet.session;
  // It may be asked of a sheet that is over, with which what is typed on the sheet itself goes.
  const words = fieldOf(useKeptTexts(`undo ${sessionId}`), 'why');
  const [from, to] = transfer.kind === 'done' ? [transfer.toName, transfer.fromName] : ['', ''];
  const give = async (reason: string) => {
    const answer = await act.run('undo', (client) => client.ownership.askReversal({ sessionId, reason }));
    setCodes(answer?.kind === 'not-asked' ? answer.codes : []);
    return answer?.kind === 'asked' || answer?.kind === 'queued';
  };
  return (
    <div className="undo-ask">
      <span className="small dim">{texts.t('undo.may-ask', { time })}</span>
      {mayAsk ? (
        <Button size="list" isPending={act.running !== null} onPress={() => ask(true)}>
          {texts.t('undo.ask')}
        </Button>
      ) : null}
      {codes.length === 0 ? null : (
        <PanelNote mark="stop">{texts.t('undo.not-possible', { reasons: reasonsOf(texts, codes) })}</PanelNote>
      )}
      <ReasonDialog
        title={texts.t('undo.ask-title')}
        text={texts.t('undo.ask-text', { from, to })}
        verb={texts.t('undo.ask')}
        sessionId={sessionId}
        words={words}
        isOpen={asking}
        onClose={() => ask(false)}
        onGive={give}
      />
      <ActTroubleNotice trouble={act.trouble} />
    </div>
  );
}

/** The titles of codes, as one list. */
export function reasonsOf(texts: Texts, codes: readonly string[]): string {
  return texts.list(codes.map((code) => say(texts, [`codes.${code}.title`, code])));
}
