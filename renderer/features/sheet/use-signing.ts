import { useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import { longestRemarks } from '#core/kernel/reason.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { isTooLong } from '../../ui/text-field.tsx';
import { pinWords } from '../sign-in/pin-words.ts';
import type { Drawn } from './drawn-signatures.tsx';
import { type ActTrouble, useSheetAct } from './use-sheet-act.ts';

export interface Signing {
  readonly pad: { readonly value: string; readonly onChange: (value: string) => void; readonly onSubmit: () => void };
  readonly isBusy: boolean;
  /** What kept the last try from signing, in words. */
  readonly why: string | null;
  readonly trouble: ActTrouble | null;
}

/** The PIN is the signature: it freezes the sheet (INSP-4). A wrong one says how many tries are left and keeps everything else. */
export function useSigning(wish: {
  readonly sheet: Sheet;
  readonly result: 'succeeded' | 'failed';
  readonly remarks: string;
  readonly needsRemarks: boolean;
  readonly drawn: Drawn;
}): Signing {
  const texts = useTexts();
  const { id: sessionId } = wish.sheet.session;
  const act = useSheetAct(sessionId);
  const [pin, setPin] = useState('');
  const [why, setWhy] = useState<string | null>(null);
  const sign = async () => {
    if (wish.needsRemarks && wish.remarks === '') {
      setWhy(texts.t('bench.refused.remarks-missing'));
      return;
    }
    if (isTooLong(wish.remarks, longestRemarks)) {
      setWhy(texts.t('common.too-long', { most: longestRemarks, count: wish.remarks.length }));
      return;
    }
    setWhy(null);
    const remarks = wish.remarks === '' ? null : wish.remarks;
    const { own, customer } = wish.drawn;
    const drawings = { signatureSvgPath: own, ...(customer === null ? {} : { customerSignature: customer }) };
    const answer = await act.run('sign', (client) =>
      client.bench.sign({ sessionId, pin, result: wish.result, remarks, ...drawings }),
    );
    setPin('');
    if (answer?.kind === 'wrong-pin' || answer?.kind === 'locked-out') {
      setWhy(pinWords(texts, answer));
    } else if (answer?.kind === 'not-ready') {
      setWhy(answer.missing.map((what) => say(texts, [`bench.missing.${what}`, what])).join('. '));
    }
  };
  return {
    pad: { value: pin, onChange: setPin, onSubmit: () => void sign() },
    isBusy: act.running !== null,
    why,
    trouble: act.trouble,
  };
}
