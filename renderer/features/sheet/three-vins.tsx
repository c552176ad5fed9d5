import type { PairingView } from '#core/contract/station/bench.ts';
import { assetLabel } from '#core/domain/pairing/asset.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';
import { compareVinCells, differingPlaces, type VinCell } from './vin-compare.ts';

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

/** The whole VIN is read as one word; the marked characters are for the eye. */
function VinCells({ cells }: { readonly cells: readonly VinCell[] }) {
  return (
    <>
      <span className="visually-hidden">{cells.map((cell) => cell.character).join('')}</span>
      <span className="vin-cells mono" aria-hidden="true">
        {Array.from({ length: Math.max(0, 17 - cells.length) }, (_, index) => index).map((gap) => (
          <span key={`gap-${gap}`} className="vin-cell vin-cell-gap" />
        ))}
        {cells.map((cell, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place in a VIN is its identity
          <span key={index} className={cell.agrees ? 'vin-cell' : 'vin-cell vin-cell-differs'}>
            {cell.character}
          </span>
        ))}
      </span>
    </>
  );
}

const agreementMarks = {
  'all-agree': 'ok',
  partly: 'warn',
  differ: 'stop',
  incomplete: 'idle',
} as const satisfies Record<PairingView['agreement'], Mark>;
