import { Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useControlCode } from '../scan/control-code.ts';
import { ScanBanner } from '../scan/scan-banner.tsx';
import { useScanAnswer } from '../scan/scan-intake.ts';
import { TypeSerial } from '../scan/type-serial.tsx';
import { StepUpDialog } from '../sign-in/step-up-dialog.tsx';
import { ActFailureNotice } from './act-failure-notice.tsx';
import { goToNextRegion } from './go-to-next-region.ts';
import { Header } from './header.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { IdleLock } from './idle-lock.tsx';
import { useKeyActs } from './key-acts.ts';
import { KeyBar } from './key-bar.tsx';
import { LostStation } from './lost-station.tsx';
import './frame.css';

/** What stands around every page: header, answers to scans, keys. Follows where a scan leads. */
export function Frame() {
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const info = useStationQuery(['station', 'info'], (client) => client.station.info());
  const [asking, ask] = useState<'serial' | 'help' | null>(null);
  useFrameKeys(ask);
  useFollowScans();
  useBayCodes();
  if (seat.data?.kind !== 'signed-in' || info.data === undefined) {
    return null;
  }
  return (
    <div className="frame">
      <Header seat={seat.data} info={info.data} />
      <div className="frame-news">
        <LostStation />
        <ActFailureNotice />
      </div>
      <div className="frame-body">
        <Outlet />
      </div>
      <ScanBanner />
      <KeyBar />
      <IdleLock />
      <TypeSerial isOpen={asking === 'serial'} onClose={() => ask(null)} />
      <StepUpDialog />
      <HelpDialog isOpen={asking === 'help'} onClose={() => ask(null)} />
    </div>
  );
}

function useFrameKeys(ask: (what: 'serial' | 'help') => void): void {
  const acting = useActing();
  const navigate = useNavigate();
  const router = useRouter();
  useKeyActs('frame', [
    { key: 'F1', label: 'help', act: () => ask('help') },
    { key: 'F2', label: 'type-serial', act: () => ask('serial') },
    { key: 'F6', label: 'region', act: goToNextRegion },
    { key: 'F9', label: 'customer', act: () => void navigate({ to: '/' }) },
    { key: 'Ctrl+L', label: 'lock', act: () => void acting((client) => client.access.lock()) },
  ]);
  useControlCode('back', () => router.history.back());
}

function useFollowScans(): void {
  const navigate = useNavigate();
  const answer = useScanAnswer((state) => state.answer);
  useEffect(() => {
    if (answer?.result.kind === 'sheet-opened') {
      void navigate({ to: '/sheet/$sessionId', params: { sessionId: answer.result.sessionId } });
    } else if (answer?.result.kind === 'report-found') {
      void navigate({ to: '/report/$sessionId', params: { sessionId: answer.result.sessionId } });
    } else if (answer?.result.kind === 'customer-chosen') {
      void navigate({ to: '/bench' });
    }
  }, [answer, navigate]);
}

/** The bay codes of the bench sheet open what lies there. */
function useBayCodes(): void {
  const navigate = useNavigate();
  const bays = useStationQuery(['bays'], (client) => client.cable.bays());
  const open = (number: number) => {
    const sessionId = bays.data?.find((bay) => bay.bay === number)?.sessionId ?? null;
    if (sessionId !== null) {
      void navigate({ to: '/sheet/$sessionId', params: { sessionId } });
    }
  };
  useControlCode('lane-1', () => open(1));
  useControlCode('lane-2', () => open(2));
  useControlCode('lane-3', () => open(3));
  useControlCode('lane-4', () => open(4));
}
