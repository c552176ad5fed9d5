import { Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useStation, useStationQuery } from '../../station/station-provider.tsx';
import { ScanBanner } from '../scan/scan-banner.tsx';
import { useScanAnswer } from '../scan/scan-intake.ts';
import { TypeSerial } from '../scan/type-serial.tsx';
import { Header } from './header.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { KeyBar, useKeyActs } from './key-bar.tsx';
import { LostStation } from './lost-station.tsx';
import './frame.css';

/** What stands around every page: header, answers to scans, keys. Follows where a scan leads. */
export function Frame() {
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const info = useStationQuery(['station', 'info'], (client) => client.station.info());
  const [asking, ask] = useState<'serial' | 'help' | null>(null);
  useFrameKeys(ask);
  useFollowScans();
  if (seat.data?.kind !== 'signed-in' || info.data === undefined) {
    return null;
  }
  return (
    <div className="frame">
      <Header seat={seat.data} info={info.data} />
      <LostStation />
      <div className="frame-body">
        <Outlet />
      </div>
      <ScanBanner />
      <KeyBar />
      <TypeSerial isOpen={asking === 'serial'} onClose={() => ask(null)} />
      <HelpDialog isOpen={asking === 'help'} onClose={() => ask(null)} />
    </div>
  );
}

function useFrameKeys(ask: (what: 'serial' | 'help') => void): void {
  const station = useStation();
  const navigate = useNavigate();
  const acts = useMemo(
    () => [
      { key: 'F1', label: 'help', act: () => ask('help') },
      { key: 'F2', label: 'type-serial', act: () => ask('serial') },
      { key: 'F9', label: 'customer', act: () => void navigate({ to: '/' }) },
      { key: 'Ctrl+L', label: 'lock', act: () => void station.access.lock() },
    ],
    [ask, navigate, station],
  );
  useKeyActs('frame', acts);
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
