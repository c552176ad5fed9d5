import { type ReactNode, useEffect, useMemo } from 'react';
import { wedgeProfileFor } from '#core/domain/scanning/reader.ts';
import { useStation, useStationEvents, useStationQuery } from '../../station/station-provider.tsx';
import { attachKeyRecorder, useTestScans } from './key-recorder.ts';
import { takeBrokenScan, takeScan } from './scan-intake.ts';
import { attachWedgeGuard } from './wedge-guard.ts';

/**
 * Where scans come into the page, sign-in and dialogs included: keyboard readers through the guard, set to how this station's readers type,
 * and readers on serial ports as events of the station. Both go the same way from here.
 */
export function ScanGuardProvider({ children }: { readonly children: ReactNode }) {
  const station = useStation();
  const habits = useStationQuery(['readers', 'habits'], (client) => client.readers.habits());
  const profile = useMemo(() => wedgeProfileFor(habits.data ?? []), [habits.data]);
  const testScans = useTestScans((state) => state.listener);
  useEffect(
    () =>
      testScans === null
        ? attachWedgeGuard(
            {
              onScan: (text, rhythm) => void takeScan(station, text, { source: 'wedge', rhythm }),
              onBroken: (text) => void takeBrokenScan(station, text, 'wedge'),
            },
            profile,
          )
        : attachKeyRecorder(testScans),
    [station, profile, testScans],
  );
  useStationEvents((event) => {
    if (event.kind === 'reader-scan') {
      void (event.whole
        ? takeScan(station, event.text, 'serial-reader')
        : takeBrokenScan(station, event.text, 'serial-reader'));
    }
  });
  return children;
}
