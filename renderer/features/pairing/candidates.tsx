import type { PairingCandidate } from '#core/contract/station/pairing.ts';
import { assetLabel } from '#core/domain/pairing/asset.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { VinCells } from './vin-cells.tsx';
import { compareVinCells, differingPlaces } from './vin-compare.ts';

/**
 * Assets that might be meant, best first, each with its VIN held against the one that is looked for. One that has another unit is shown and not
 * offered: that is a decision for people (PAIR-2).
 */
export function Candidates(props: {
  readonly candidates: readonly PairingCandidate[];
  /** The VIN that they are held against; null where none is known. */
  readonly vin: string | null;
  readonly label: string;
  readonly empty: string;
  /** Null while something that was asked before has no answer. */
  readonly onChoose: ((candidate: PairingCandidate) => void) | null;
  readonly onCorrect: (candidate: PairingCandidate) => void;
}) {
  const { onChoose } = props;
  if (props.candidates.length === 0) {
    return <p className="dim">{props.empty}</p>;
  }
  return (
    <ul className="candidates" aria-label={props.label}>
      {props.candidates.map((candidate) => (
        <CandidateRow
          key={candidate.id}
          candidate={candidate}
          vin={props.vin}
          onChoose={onChoose === null ? null : () => onChoose(candidate)}
          onCorrect={() => props.onCorrect(candidate)}
        />
      ))}
    </ul>
  );
}

function CandidateRow(props: {
  readonly candidate: PairingCandidate;
  readonly vin: string | null;
  readonly onChoose: (() => void) | null;
  readonly onCorrect: () => void;
}) {
  const texts = useTexts();
  const { candidate, vin } = props;
  const asset = assetLabel(candidate);
  return (
    <li className="candidate">
      <span className="candidate-name">
        <strong>{asset}</strong>
        <span className="small dim">
          {[texts.t(`pair.category.${candidate.category}`), candidate.code].filter((part) => part !== null).join(' · ')}
        </span>
      </span>
      <HeldAgainst vin={vin} of={candidate.vin} />
      <span className="candidate-tags">
        <Tag mark={candidate.match === 'exact' ? 'ok' : candidate.match === 'partial' ? 'warn' : 'idle'}>
          {texts.t(`pair.match.${candidate.match}`)}
        </Tag>
        {candidate.occupied ? <Tag mark="stop">{texts.t('pair.occupied')}</Tag> : null}
      </span>
      <span className="candidate-acts">
        <Button
          needs="assets"
          size="list"
          onPress={props.onCorrect}
          aria-label={texts.t(candidate.occupied ? 'pair.its-unit-named' : 'pair.correct-named', { asset })}
        >
          {texts.t(candidate.occupied ? 'pair.its-unit' : 'pair.correct-asset')}
        </Button>
        {candidate.occupied || props.onChoose === null ? null : (
          <Button needs="pair" size="list" onPress={props.onChoose} aria-label={texts.t('pair.pair-with', { asset })}>
            {texts.t('pair.pair')}
          </Button>
        )}
      </span>
    </li>
  );
}

/** The asset's VIN with every place marked in which the one that is looked for has something else. */
function HeldAgainst({ vin, of }: { readonly vin: string | null; readonly of: string | null }) {
  const texts = useTexts();
  if (of === null) {
    return <span className="candidate-vin dim">{texts.t('pair.no-vin')}</span>;
  }
  const [, cells] = compareVinCells([vin, of]);
  const places = vin === null ? [] : differingPlaces(compareVinCells([vin, of]));
  return (
    <span className="candidate-vin" lang="en" translate="no">
      <VinCells cells={cells ?? []} small />
      {places.length === 0 ? null : (
        <span className="visually-hidden">
          {' '}
          {texts.t('pair.differing-places', { count: places.length, places: texts.list(places.map(String)) })}
        </span>
      )}
    </span>
  );
}
