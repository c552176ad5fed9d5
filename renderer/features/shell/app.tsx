import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import type { SeatView } from '#core/contract/station/access.ts';
import type { StationConnection } from '../../station/connection.ts';
import { StationProvider, useStationQuery } from '../../station/station-provider.tsx';
import { TextProvider } from '../../text/text-provider.tsx';
import { EnrolmentPage } from '../enrolment/enrolment-page.tsx';
import { ImageScanProvider } from '../scan/image-scan-provider.tsx';
import { ScanGuardProvider } from '../scan/scan-guard-provider.tsx';
import { SignIn } from '../sign-in/sign-in.tsx';
import { Connecting } from './connecting.tsx';
import { createRoutes } from './routes.tsx';

/** The page: station, words, scan guard, then either the sign-in or the work. */
export function App({ connection }: { readonly connection: StationConnection }) {
  return (
    <StationProvider connection={connection}>
      <Spoken />
    </StationProvider>
  );
}

function Spoken() {
  const info = useStationQuery(['station', 'info'], (client) => client.station.info());
  const locale = info.data?.locale ?? (navigator.language.startsWith('de') ? 'de' : 'en');
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return (
    <TextProvider locale={locale}>
      <ScanGuardProvider>
        {info.data === undefined ? <Connecting /> : info.data.enrolled ? <Seated /> : <EnrolmentPage />}
      </ScanGuardProvider>
    </TextProvider>
  );
}

function Seated() {
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const router = useMemo(createRoutes, []);
  useFreshStart(router, seat.data);
  if (seat.data === undefined) {
    return <Connecting />;
  }
  if (seat.data.kind === 'empty' || seat.data.locked) {
    return <SignIn seat={seat.data} />;
  }
  return (
    <ImageScanProvider>
      <RouterProvider router={router} />
    </ImageScanProvider>
  );
}

/** Another person begins where they left, and not on the sheet of whoever sat there before; the same one is where they were. */
function useFreshStart(router: ReturnType<typeof createRoutes>, seat: SeatView | undefined): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (seat?.kind !== 'signed-in') {
      return;
    }
    if (last.current !== null && last.current !== seat.personId) {
      void router.navigate({ to: seat.customer === null ? '/' : '/bench' });
    }
    last.current = seat.personId;
  }, [router, seat]);
}
