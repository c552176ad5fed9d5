import { useEffect, useEffectEvent } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import { sessionId as asSessionId } from '#core/kernel/entity-ids.ts';
import { fieldOf, type KeptTexts, useKeptTexts } from '../../station/kept-texts.ts';

/**
 * What somebody has typed and drawn on one sheet and not given yet (STA-4, SCAN-5): remarks, drawings, reasons, notes, half a VIN. An act takes its
 * own text out, the end of the sheet all of them. PINs, passwords and values that nobody may see never come here. Stands within `TypingKnown`.
 */
export function useSheetTexts(sessionId: string): KeptTexts {
  return useKeptTexts(`sheet ${sessionId}`, asSessionId.parse(sessionId));
}

/** One such text, for a field. */
export function useSheetText(sessionId: string, name: string): readonly [string, (text: string) => void] {
  return fieldOf(useSheetTexts(sessionId), name);
}

/** Forgets what was typed on a sheet that is over, whoever closed it and wherever. */
export function useEndOfTyping({ id, state }: Sheet['session']): void {
  const { texts, drop } = useSheetTexts(id);
  const forget = useEffectEvent(drop);
  const isStale = state !== 'open' && Object.keys(texts).length > 0;
  useEffect(() => {
    if (isStale) {
      forget();
    }
  }, [isStale]);
}
