import { useNavigate } from '@tanstack/react-router';
import type { PairingView, Sheet } from '#core/contract/station/bench.ts';
import type { PairingCandidate } from '#core/contract/station/pairing.ts';
import { wholeVin } from '../pairing/whole-vin.ts';

/** Ways from the sheet to the form of an asset, which leads back here and pairs (PAIR-5). The VIN that was read stands in it. */
export function useAssetForm(
  { session }: Sheet,
  { scanned, fromUnit }: PairingView,
): { readonly create: () => void; readonly correct: (candidate: PairingCandidate) => void } {
  const navigate = useNavigate();
  const vin = scanned ?? fromUnit;
  const search = { sheet: session.id, ...(session.mode === 'own-organization' ? { of: 'own' } : {}) };
  return {
    create: () => void navigate({ to: '/assets/new', search: { ...search, ...(vin === null ? {} : { vin }) } }),
    correct: ({ id, occupied }) =>
      void navigate({
        to: '/assets/$assetId',
        params: { assetId: id },
        search: { ...search, ...(occupied ? {} : wholeVin(vin)) },
      }),
  };
}
