import { useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { TestReportResult } from '#core/contract/station/unit-orders.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { SheetAct } from './use-sheet-act.ts';

/** Has the unit send a report now, where its family can be told to; what becomes of it is seen at the platform. */
export function TestReport(props: { readonly sheet: Sheet; readonly act: SheetAct; readonly isBusy: boolean }) {
  const texts = useTexts();
  const { sheet, act, isBusy } = props;
  const { session } = sheet;
  const [said, setSaid] = useState<Said | null>(null);
  const abilities = useStationQuery(['sheets', 'abilities', session.id], (client) =>
    client.cable.abilities({ sessionId: session.id }),
  );
  const isPossible = abilities.data?.kind === 'abilities' && abilities.data.testReport && session.state === 'open';
  if (!isPossible) {
    return null;
  }
  const send = async () => {
    setSaid(null);
    const result = await act.run('test-report', (client) => client.cable.sendTestReport({ sessionId: session.id }));
    // What the cable and the sheet say stands where all acts say it.
    setSaid(result === null || result.kind === 'link-problem' || result.kind === 'refused' ? null : result);
  };
  return (
    <>
      {isBusy ? null : (
        <Button needs="inspect" onPress={() => void send()} aria-describedby="test-report-note">
          {texts.t('unit-orders.test-report')}
        </Button>
      )}
      {isBusy || said !== null ? null : (
        <p className="panel-note dim" id="test-report-note">
          {texts.t('unit-orders.test-report-note')}
        </p>
      )}
      {said === null ? null : <Notice mark={said.kind === 'ordered' ? 'ok' : 'warn'}>{wordsOf(texts, said)}</Notice>}
    </>
  );
}

type Said = Exclude<TestReportResult, { readonly kind: 'link-problem' | 'refused' }>;

function wordsOf(texts: Texts, said: Said): string {
  switch (said.kind) {
    case 'not-taken':
      return texts.t('unit-orders.not-taken', { why: said.why });
    case 'wrong-unit':
      return texts.t('unit-orders.wrong-unit', {
        read: said.read === null ? texts.t('unit-orders.nothing') : groupSerial(said.read),
      });
    default:
      return say(texts, [`unit-orders.${said.kind}`]);
  }
}
