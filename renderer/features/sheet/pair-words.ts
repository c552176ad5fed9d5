import type { PairingView, Sheet } from '#core/contract/station/bench.ts';
import { contradict } from '#core/domain/pairing/three-way.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import type { Mark } from '../../ui/status-mark.tsx';

type PairingChoice = Sheet['session']['pairing'];

export const pairingMarks = {
  open: 'idle',
  requested: 'wait',
  'awaiting-automatic': 'wait',
  paired: 'ok',
  failed: 'stop',
  'unpair-requested': 'wait',
  'left-open': 'warn',
} as const satisfies Record<PairingChoice['kind'], Mark>;

/** The unit would be paired by its own VIN, so it must not be waited for where the plate names another vehicle. */
export function isContradiction({ scanned, fromUnit }: PairingView): boolean {
  return contradict(scanned, fromUnit);
}

/** The verdict of the card: before a choice what will happen by itself, afterwards what did. */
export function pairingWords(
  texts: Texts,
  choice: PairingChoice,
  pairing: PairingView,
): { readonly title: string; readonly text: string } {
  switch (choice.kind) {
    case 'open':
      return openWords(texts, pairing);
    case 'requested':
      return {
        title: texts.t('pair.requested.title', { asset: choice.assetLabel }),
        text: texts.t('pair.requested.text'),
      };
    case 'unpair-requested':
      return {
        title: texts.t('pair.unpairing.title', { asset: choice.pairing.assetLabel }),
        text: texts.t('pair.requested.text'),
      };
    case 'awaiting-automatic':
      return { title: texts.t('pair.awaiting.title'), text: texts.t(`pair.predicted.${choice.predicted}.text`) };
    case 'paired':
      return {
        title: texts.t('pair.paired.title', { asset: choice.assetLabel }),
        text: texts.t(choice.reason === 'AutoPair' ? 'pair.paired.by-itself' : 'pair.paired.by-hand', {
          time: texts.date(choice.at, 'date-time'),
        }),
      };
    case 'failed':
      return {
        title: texts.t('pair.failed.title'),
        text: texts.t(`pair.failed.${choice.reason}`, { count: choice.candidateAssetIds.length }),
      };
    case 'left-open':
      return {
        title: texts.t('pair.left-open.title'),
        text: texts.t('pair.left-open.text', { why: choice.why, by: choice.by }),
      };
  }
}

function openWords(texts: Texts, pairing: PairingView): { readonly title: string; readonly text: string } {
  if (pairing.standing !== null) {
    const { assetLabel: asset } = pairing.standing;
    return { title: texts.t('pair.standing.title', { asset }), text: texts.t('pair.standing.text') };
  }
  const key = isContradiction(pairing) ? 'contradiction' : (`predicted.${pairing.prediction}` as const);
  return { title: texts.t(`pair.${key}.title`), text: texts.t(`pair.${key}.text`) };
}
