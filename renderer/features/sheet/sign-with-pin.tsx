import { useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PinPad } from '../sign-in/pin-pad.tsx';
import { pinWords } from '../sign-in/pin-words.ts';
import { ActTroubleNotice } from './act-trouble.tsx';
import { useSheetAct } from './use-sheet-act.ts';

/** The PIN is the signature: it freezes the sheet. A wrong one says how many tries are left and keeps everything else. */
export function SignWithPin(props: {
  readonly sheet: Sheet;
  readonly result: 'succeeded' | 'failed';
  readonly remarks: string | null;
  readonly lacksRemarks: boolean;
}) {
  const texts = useTexts();
  const { sheet, result, remarks, lacksRemarks } = props;
  const act = useSheetAct(sheet.session.id);
  const [pin, setPin] = useState('');
  const [why, setWhy] = useState<string | null>(null);
  const sign = async () => {
    if (lacksRemarks) {
      setWhy(texts.t('bench.refused.remarks-missing'));
      return;
    }
    setWhy(null);
    const answer = await act.run('sign', (client) =>
      client.bench.sign({ sessionId: sheet.session.id, pin, result, remarks, signatureSvgPath: null }),
    );
    setPin('');
    if (answer?.kind === 'wrong-pin' || answer?.kind === 'locked-out') {
      setWhy(pinWords(texts, answer));
    } else if (answer?.kind === 'not-ready') {
      setWhy(answer.missing.map((what) => say(texts, [`bench.missing.${what}`, what])).join('. '));
    }
  };
  return (
    <div className="sign-pin">
      <PinPad
        value={pin}
        onChange={setPin}
        onSubmit={() => void sign()}
        isBusy={act.running !== null}
        submitLabel={texts.t(result === 'failed' ? 'sign.submit-failed' : 'sign.submit')}
        autoFocus={false}
      />
      {why === null ? null : <Notice mark="stop">{why}</Notice>}
      <ActTroubleNotice trouble={act.trouble} />
    </div>
  );
}
