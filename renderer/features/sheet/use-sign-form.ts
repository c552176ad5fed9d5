import { customerSignature, signaturePath } from '#core/domain/bench/drawn-signature.ts';
import { fieldOf, type KeptTexts } from '../../station/kept-texts.ts';
import type { Drawn } from './drawn-signatures.tsx';
import { useSheetTexts } from './sheet-typing.ts';

export type SignResult = 'succeeded' | 'failed';

/** What is given with a signature, as it was chosen, typed and drawn so far; it outlives the page until the sheet is over (STA-4). The PIN does not. */
export function useSignForm(sessionId: string) {
  const typing = useSheetTexts(sessionId);
  const [remarks, setRemarks] = fieldOf(typing, 'remarks');
  return {
    typing,
    result: resultIn(typing.texts),
    choose: (result: SignResult) => typing.type({ result }),
    remarks,
    setRemarks,
    drawn: drawnIn(typing.texts),
    setDrawn: ({ own, customer }: Drawn) =>
      typing.type({
        'signature own': own,
        'signature customer': customer?.path ?? null,
        'name of customer': customer?.name ?? null,
      }),
  };
}

function resultIn({ result }: KeptTexts['texts']): SignResult {
  return result === 'failed' ? 'failed' : 'succeeded';
}

/** What is no drawing of this release was never drawn. */
function drawnIn(texts: KeptTexts['texts']): Drawn {
  const customer = { path: texts['signature customer'], name: texts['name of customer'] };
  return {
    own: signaturePath.safeParse(texts['signature own']).data ?? null,
    customer: customerSignature.safeParse(customer).data ?? null,
  };
}
