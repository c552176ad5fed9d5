import { type ReactNode, useEffect } from 'react';
import { useStation } from '../../station/station-provider.tsx';
import { answerScan, takeScan } from './scan-intake.ts';
import { attachWedgeGuard } from './wedge-guard.ts';

/** Keeps the scan guard up over the whole page, sign-in and dialogs included, and hands every scan to the station. */
export function ScanGuardProvider({ children }: { readonly children: ReactNode }) {
  const station = useStation();
  useEffect(
    () =>
      attachWedgeGuard({
        onScan: (text) => void takeScan(station, text, 'wedge'),
        onBroken: () =>
          answerScan({
            text: '',
            result: { kind: 'unreadable', code: 'SCAN_UNREADABLE', detail: {} },
            mark: 'stop',
            refusedBy: null,
          }),
      }),
    [station],
  );
  return children;
}
