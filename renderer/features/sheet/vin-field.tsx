import { useState } from 'react';
import { judgeVin } from '#core/domain/identity/vin.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSheetText } from './sheet-typing.ts';
import type { SheetAct } from './use-sheet-act.ts';

/** A VIN typed by hand, judged while it is typed; the plate can be scanned instead at any time (PAIR-6, SCAN-5). */
export function VinField({ sessionId, act }: { readonly sessionId: string; readonly act: SheetAct }) {
  const texts = useTexts();
  const [vin, setVin] = useSheetText(sessionId, 'vin');
  const [refused, refuse] = useState<readonly string[]>([]);
  const judged = judgeVin(vin);
  const worthSaying = vin.trim().length >= 8 && judged.kind === 'bad' ? judged.codes : refused;
  const take = async () => {
    const answer = await act.run('vin', (client) => client.bench.setVin({ sessionId, vin }));
    if (answer?.kind === 'taken') {
      setVin('');
      refuse([]);
    } else if (answer?.kind === 'bad-vin') {
      refuse(answer.codes);
    }
  };
  return (
    <div className="vin-field">
      <TextField
        label={texts.t('pair.vin-label')}
        hint={texts.t('pair.vin-hint')}
        value={vin}
        onChange={(value) => {
          setVin(value);
          refuse([]);
        }}
        onSubmit={() => void take()}
        error={worthSaying.length === 0 ? undefined : worthSaying.map((code) => vinWords(texts, code)).join(' ')}
        mono
      />
      <Button isDisabled={judged.kind === 'bad'} isPending={act.running === 'vin'} onPress={() => void take()}>
        {texts.t('pair.take-vin')}
      </Button>
    </div>
  );
}

/** What is to be said against a VIN. */
export function vinWords(texts: ReturnType<typeof useTexts>, code: string): string {
  const key = `pair.vin-fault.${code}`;
  return texts.has(key) ? texts.t(key) : code;
}
