import { type ReactNode, useEffect } from 'react';
import { useStation } from '../../station/station-provider.tsx';
import { takeScan, useScanAnswer } from './scan-intake.ts';
import { attachWedgeGuard } from './wedge-guard.ts';

/** Keeps the scan guard up over the whole page, sign-in and dialogs included, and hands every scan to the station. */
export function ScanGuardProvider({ children }: { readonly children: ReactNode }) {
  const station = useStation();
  useEffect(
    () =>
      attachWedgeGuard({
        onScan: (text) => void takeScan(station, text, 'wedge'),
        onBroken: () =>
          useScanAnswer.setState(({ answer }) => ({
            answer: {
              text: '',
              result: { kind: 'unreadable', code: 'SCAN_UNREADABLE', detail: {} },
              turn: (answer?.turn ?? 0) + 1,
            },
          })),
      }),
    [station],
  );
  return children;
}
