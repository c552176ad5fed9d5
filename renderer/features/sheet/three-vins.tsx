import type { PairingView } from '#core/contract/station/bench.ts';
import { assetLabel } from '#core/domain/pairing/asset.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';
import { VinCells } from '../pairing/vin-cells.tsx';
import { compareVinCells, differingPlaces } from '../pairing/vin-compare.ts';

/** The same vehicle said three ways, character under character: plate, unit, asset (decisions.md d5). */
export function ThreeVins({ pairing }: { readonly pairing: PairingView }) {
  const texts = useTexts();
  const best = pairing.candidates.find((candidate) => candidate.match !== 'none') ?? null;
  const rows = compareVinCells([pairing.scanned, pairing.fromUnit, best?.vin ?? null]);
  const names = [
    texts.t(pairing.scannedFrom === 'vehicle-bus' ? 'pair.vin-bus' : 'pair.vin-scanned'),
    texts.t('pair.vin-unit'),
    best === null ? texts.t('pair.vin-asset') : texts.t('pair.vin-asset-named', { asset: assetLabel(best) }),
  ];
  const places = differingPlaces(rows);
  return (
    <div className="vins">
      <table className="vin-table">
        <caption className="visually-hidden">{texts.t('pair.three-way')}</caption>
        <tbody>
          {rows.map((cells, index) => (
            <tr key={names[index]}>
              <th scope="row">{names[index]}</th>
              <td lang="en" translate="no">
                {cells === null || cells.length === 0 ? (
                  <span className="dim">{texts.t('pair.no-vin')}</span>
                ) : (
                  <VinCells cells={cells} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="panel-note">
        <StatusMark mark={agreementMarks[pairing.agreement]} />
        <span>
          {texts.t(`pair.agreement.${pairing.agreement}`)}
          {places.length === 0
            ? null
            : ` ${texts.t('pair.differing-places', { count: places.length, places: texts.list(places.map(String)) })}`}
        </span>
      </p>
    </div>
  );
}

const agreementMarks = {
  'all-agree': 'ok',
  partly: 'warn',
  differ: 'stop',
  incomplete: 'idle',
} as const satisfies Record<PairingView['agreement'], Mark>;
