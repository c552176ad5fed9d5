import { useNavigate, useRouter } from '@tanstack/react-router';
import { isLane, type LaneCommand, laneNumber } from '#core/domain/scanning/control-command.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { commandOf, useScanAnswers } from '../scan/control-code.ts';
import { answerScan, type ScanAnswer } from '../scan/scan-intake.ts';
import { isDialogOpen } from './is-dialog-open.ts';

/** Follows where a scan leads, whatever page is open. `onLeave` closes what stands open over the page. */
export function useFrameScans(onLeave: () => void): void {
  const navigate = useNavigate();
  const { history } = useRouter();
  const openLane = useOpenLane();
  useScanAnswers((answer) => {
    const { result } = answer;
    switch (result.kind) {
      case 'sheet-opened':
        onLeave();
        void navigate({ to: '/sheet/$sessionId', params: { sessionId: result.sessionId } });
        return;
      case 'report-found':
        onLeave();
        void navigate({ to: '/report/$sessionId', params: { sessionId: result.sessionId } });
        return;
      case 'job-found':
        onLeave();
        history.push(`/jobs/job/${encodeURIComponent(result.jobId)}`);
        return;
      case 'customer-chosen':
        onLeave();
        void navigate({ to: '/bench' });
        return;
      case 'control': {
        const command = commandOf(answer);
        // An open question is what `back` closes; it does so itself.
        if (command === 'back' && !isDialogOpen()) {
          history.back();
        } else if (command !== null && isLane(command)) {
          openLane(command, answer);
        }
        return;
      }
      default:
        return;
    }
  });
}

/** The bay codes of the bench sheet open what lies there. */
function useOpenLane(): (command: LaneCommand, answer: ScanAnswer) => void {
  const navigate = useNavigate();
  const bays = useStationQuery(['bays'], (client) => client.cable.bays());
  return (command, { text, source }) => {
    const sessionId = bays.data?.find(({ bay }) => bay === laneNumber(command))?.sessionId ?? null;
    if (sessionId !== null) {
      void navigate({ to: '/sheet/$sessionId', params: { sessionId } });
      return;
    }
    answerScan({
      text,
      source,
      rhythm: null,
      mark: 'warn',
      refusedBy: null,
      result: { kind: 'wrong-kind', reason: 'bay-empty', got: ['control'], wanted: [] },
    });
  };
}
