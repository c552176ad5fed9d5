import { Outlet, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useActing } from '../../station/acting.ts';
import { RightsProvider } from '../../station/rights.tsx';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useFreshForPerson } from '../../station/use-fresh-for-person.ts';
import { useCameraPlace } from '../camera/camera-place.ts';
import { CameraView } from '../camera/camera-view.tsx';
import { ScanBanner } from '../scan/scan-banner.tsx';
import { TypeSerial } from '../scan/type-serial.tsx';
import { StepUpDialog } from '../sign-in/step-up-dialog.tsx';
import { SwitchDialog } from '../sign-in/switch-dialog.tsx';
import { StorageNotice } from '../storage/storage-notice.tsx';
import { ActFailureNotice } from './act-failure-notice.tsx';
import { goToNextRegion } from './go-to-next-region.ts';
import { Header } from './header.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { IdleLock } from './idle-lock.tsx';
import { useKeyActs } from './key-acts.ts';
import { KeyBar } from './key-bar.tsx';
import { LostStation } from './lost-station.tsx';
import { Permitted } from './permitted.tsx';
import { useFrameScans } from './use-frame-scans.ts';
import './frame.css';

/** What stands around every page: header, answers to scans, keys. Follows where a scan leads. */
export function Frame() {
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const info = useStationQuery(['station', 'info'], (client) => client.station.info());
  const [asking, ask] = useState<'serial' | 'help' | null>(null);
  const camera = useCameraPlace();
  useFrameScans(() => ask(null));
  useFreshForPerson(seat.data?.kind === 'signed-in' ? seat.data.personId : null);
  if (seat.data?.kind !== 'signed-in' || info.data === undefined) {
    return null;
  }
  return (
    <RightsProvider rights={seat.data.rights}>
      <FrameKeys ask={ask} openCamera={camera.open} />
      <div className="frame">
        <Header seat={seat.data} info={info.data} />
        <div className="frame-news">
          <LostStation />
          <StorageNotice />
          <ActFailureNotice />
        </div>
        <div className="frame-body">
          <Permitted seat={seat.data}>
            <Outlet />
          </Permitted>
        </div>
        <ScanBanner />
        <KeyBar />
        <IdleLock afterMs={seat.data.locksAfterMs} />
        <TypeSerial isOpen={asking === 'serial'} onClose={() => ask(null)} />
        <CameraView
          isOpen={camera.isOpen}
          onClose={camera.close}
          onType={() => {
            camera.close();
            ask('serial');
          }}
        />
        <StepUpDialog />
        <SwitchDialog seatPersonId={seat.data.personId} />
        <HelpDialog isOpen={asking === 'help'} onClose={() => ask(null)} />
      </div>
    </RightsProvider>
  );
}

/** A part of its own: which keys are live depends on the rights around it. */
function FrameKeys(props: { readonly ask: (what: 'serial' | 'help') => void; readonly openCamera: () => void }) {
  const { ask, openCamera } = props;
  const acting = useActing();
  const navigate = useNavigate();
  useKeyActs('frame', [
    { key: 'F1', label: 'help', act: () => ask('help') },
    { key: 'F2', label: 'type-serial', needs: 'scan', act: () => ask('serial') },
    { key: 'F4', label: 'camera', needs: 'scan', act: openCamera },
    { key: 'F6', label: 'region', act: goToNextRegion },
    { key: 'F9', label: 'customer', act: () => void navigate({ to: '/' }) },
    { key: 'Ctrl+L', label: 'lock', act: () => void acting((client) => client.access.lock()) },
  ]);
  return null;
}
