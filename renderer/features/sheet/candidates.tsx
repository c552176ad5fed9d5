import type { PairingView } from '#core/contract/station/bench.ts';
import { groupVin } from '#core/domain/identity/group-digits.ts';
import { assetLabel } from '#core/domain/pairing/asset.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';

export type Candidate = PairingView['candidates'][number];

/** Vehicles of the customer that fit, best first. One with another unit is shown and not offered: that is a decision for people (PAIR-2). */
export function Candidates(props: {
  readonly candidates: readonly Candidate[];
  readonly onChoose: (candidate: Candidate) => void;
  readonly onCorrect: (candidate: Candidate) => void;
}) {
  const texts = useTexts();
  if (props.candidates.length === 0) {
    return <p className="dim">{texts.t('pair.no-candidates')}</p>;
  }
  return (
    <ul className="candidates" aria-label={texts.t('pair.candidates')}>
      {props.candidates.map((candidate) => (
        <li key={candidate.id} className="candidate">
          <span className="candidate-name">
            <strong>{assetLabel(candidate)}</strong>
            <span className="small dim">
              {[texts.t(`pair.category.${candidate.category}`), candidate.code]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
          </span>
          <span className="mono candidate-vin" lang="en" translate="no">
            {candidate.vin === null ? texts.t('pair.no-vin') : groupVin(candidate.vin)}
          </span>
          <span className="candidate-tags">
            <Tag mark={candidate.match === 'exact' ? 'ok' : candidate.match === 'partial' ? 'warn' : 'idle'}>
              {texts.t(`pair.match.${candidate.match}`)}
            </Tag>
            {candidate.occupied ? <Tag mark="stop">{texts.t('pair.occupied')}</Tag> : null}
          </span>
          {candidate.occupied ? null : (
            <span className="candidate-acts">
              <Button
                needs="assets"
                size="list"
                onPress={() => props.onCorrect(candidate)}
                aria-label={texts.t('pair.correct-named', { asset: assetLabel(candidate) })}
              >
                {texts.t('pair.correct-asset')}
              </Button>
              <Button
                size="list"
                onPress={() => props.onChoose(candidate)}
                aria-label={texts.t('pair.pair-with', { asset: assetLabel(candidate) })}
              >
                {texts.t('pair.pair')}
              </Button>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
