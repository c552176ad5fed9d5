import { useState } from 'react';
import type { PairingCandidate } from '#core/contract/station/pairing.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Candidates } from './candidates.tsx';

/** Finds another asset of the unit's organization, beside those that fit (PAIR-5). */
export function FindAsset(props: {
  readonly unit: string;
  readonly others: number;
  readonly vin: string | null;
  readonly onChoose: ((candidate: PairingCandidate) => void) | null;
  readonly onCorrect: (candidate: PairingCandidate) => void;
}) {
  const texts = useTexts();
  const [text, setText] = useState('');
  const { unit, others, vin, onChoose, onCorrect } = props;
  const isAsked = text.trim() !== '';
  const found = useStationQuery(
    ['units', 'find-assets', unit, text],
    (client) => client.pairing.findAssets({ unit, text }),
    {
      enabled: isAsked,
      keepsBefore: true,
    },
  );
  return (
    <div className="find-asset">
      <TextField
        label={texts.t('pairing.find')}
        hint={texts.t('pairing.find-hint', { count: others })}
        value={text}
        onChange={setText}
        type="search"
      />
      {isAsked && found.data?.kind === 'found' ? (
        <Candidates
          candidates={found.data.candidates}
          vin={vin}
          label={texts.t('pairing.found-assets')}
          empty={texts.t('pairing.found-none')}
          onChoose={onChoose}
          onCorrect={onCorrect}
        />
      ) : null}
    </div>
  );
}
