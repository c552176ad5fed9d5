import type { UnitForAsset } from '../../contract/station/assets.ts';
import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import type { Asset } from '../../domain/pairing/asset.ts';
import { readUnit } from '../ownership/read-unit.ts';
import { judgeForAsset } from '../sheets/judge-for.ts';
import type { StationContext } from '../station-context.ts';

/** What a link of this unit to the asset comes to, by the one verdict function (OWN-1): the same that the centre asks when it commits. */
export async function findUnitFor(context: StationContext, asset: Asset, text: string): Promise<UnitForAsset> {
  const asked = readUnit(text);
  if (asked.kind === 'bad-unit') {
    return asked;
  }
  const { verdict, units } = await judgeForAsset(context, { ...asked.unit, customerId: asset.organizationId });
  if (verdict.kind === 'choose-type') {
    return { kind: 'choose-type', serial: verdict.serial, types: verdict.types };
  }
  const unit = units.find((one) => formatUnitKey(one) === verdict.unit);
  const moves = verdict.owner !== null && verdict.owner.id !== asset.organizationId;
  const act = moves ? 'transfer' : 'pair';
  const forbidden = verdict.allowed[act] ? null : (verdict.reasons[act] ?? verdict.next);
  const isOccupied = asset.unit !== null && asset.unit !== verdict.unit;
  return {
    kind: 'unit',
    verdict,
    moves,
    pairedWith: unit?.pairedWith?.label ?? null,
    obstacle: forbidden ?? (isOccupied ? 'ASSET_OCCUPIED' : null),
  };
}
