import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { StepName } from '#core/domain/bench/bench-session.ts';
import { TypingKnown } from '../../station/kept-typing.tsx';
import { useMay } from '../../station/rights.tsx';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { BenchLayout } from '../bench/bench-layout.tsx';
import { SheetBand } from '../jobs/worker/sheet-band.tsx';
import { commandOf, useScanAnswers } from '../scan/control-code.ts';
import { useScanPlace } from '../scan/scan-place.ts';
import { useKeyActs } from '../shell/key-acts.ts';
import { ClosingCodes } from './closing-codes.tsx';
import { ConfigurePanel } from './configure-panel.tsx';
import { Findings } from './findings.tsx';
import { IdentityPanel } from './identity-panel.tsx';
import { InspectPanel } from './inspect-panel.tsx';
import { isRefused } from './is-refused.ts';
import { isLookOnly, LookOnlyCard } from './look-only-card.tsx';
import { OwnerPanel } from './owner-panel.tsx';
import { PairPanel } from './pair-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { useEndOfTyping } from './sheet-typing.ts';
import { SignPanel } from './sign-panel.tsx';
import { StepList } from './step-list.tsx';
import { TakeOverCard } from './take-over-card.tsx';
import { UnitLine } from './unit-line.tsx';
import './sheet.css';

const sheetRoute = getRouteApi('/sheet/$sessionId');

/** The work sheet of one unit: one verdict, one next action, every step in sight (ux rules 12 and 19). */
export function SheetPage() {
  const { sessionId } = sheetRoute.useParams();
  const answer = useStationQuery(['sheets', 'sheet', sessionId], (client) => client.bench.sheet({ sessionId }));
  if (answer.data?.kind === 'sheet') {
    return (
      <TypingKnown>
        <OpenSheet key={sessionId} sheet={answer.data.sheet} />
      </TypingKnown>
    );
  }
  return (
    <BenchLayout activeBay={null}>
      <Answered query={answer}>{() => <NoSheet />}</Answered>
    </BenchLayout>
  );
}

function NoSheet() {
  const texts = useTexts();
  const navigate = useNavigate();
  return (
    <Notice
      mark="warn"
      action={<Button onPress={() => void navigate({ to: '/bench' })}>{texts.t('sheet.to-bench')}</Button>}
    >
      {texts.t('sheet.none')}
    </Notice>
  );
}

function OpenSheet({ sheet }: { readonly sheet: Sheet }) {
  const { session } = sheet;
  const current = sheet.steps.find((step) => step.current)?.step ?? 'sign-off';
  const [open, setOpen] = useState<StepName>(() =>
    session.state === 'open' && isUntouched(session) ? 'owner' : current,
  );
  const work = useRef<HTMLDivElement>(null);
  useShowEnd(session.state, setOpen);
  useEndOfTyping(session);
  useHeadingFocus(work, open);
  useScannedSteps(session.id, { onNext: () => setOpen(current), onVin: () => setOpen('pair') });
  useSheetKeys(session.id);
  // A sheet that is over takes nothing more; on an open one a VIN is taken at every step, and a unit at all but the vehicle's.
  useScanPlace('sheet', {
    screen: 'sheet',
    sessionId: session.state === 'open' ? session.id : null,
    awaiting: open === 'pair' ? 'vin' : 'anything',
  });
  // The list of steps says nothing where none can be done; its room is for what can help.
  const compact = open !== 'owner' || isRefused(session.verdict) || session.restore.kind !== 'none';
  return (
    <BenchLayout activeBay={session.bay}>
      <UnitLine sheet={sheet} />
      <SheetBand job={session.job} />
      <div className="sheet-open" ref={work}>
        {session.state === 'open' ? <ClosingCodes sheet={sheet} /> : null}
        <Step sheet={sheet} step={open} onOpen={setOpen} />
        <Findings session={session} troubleOnly={open !== 'owner'} />
      </div>
      <StepList steps={sheet.steps} open={open} compact={compact} onOpen={setOpen} />
    </BenchLayout>
  );
}

/** What scans lead to within the sheet: the code for the next step, and a VIN, which offers pairing (SCAN-4). */
function useScannedSteps(
  sessionId: string,
  { onNext, onVin }: { readonly onNext: () => void; readonly onVin: () => void },
): void {
  useScanAnswers((answer) => {
    if (commandOf(answer) === 'next') {
      onNext();
    } else if (answer.result.kind === 'vin-taken' && answer.result.sessionId === sessionId) {
      onVin();
    }
  });
}

/** Whose open sheet this is, where it is not that of whoever looks at it. */
function useOtherOwner({ session }: Sheet): string | null {
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const { owner, state } = session;
  const isOther = seat.data?.kind === 'signed-in' && owner !== undefined && owner.personId !== seat.data.personId;
  return isOther && state === 'open' ? owner.name : null;
}

/** A sheet that is closed while it is looked at shows how it ended, and the way to the next unit. */
function useShowEnd(state: Sheet['session']['state'], open: (step: StepName) => void): void {
  const before = useRef(state);
  useEffect(() => {
    if (before.current !== state) {
      before.current = state;
      open('sign-off');
    }
  }, [state, open]);
}

/** Verdict before detail: a sheet on which nothing was done yet opens with whose the unit is and what may be done (ux rule 12). */
function isUntouched({ identity, transfer, configuration, inspection, pairing }: Sheet['session']): boolean {
  const begun = transfer.kind !== 'open' && transfer.kind !== 'not-needed';
  return (
    !begun &&
    identity.kind === 'not-read' &&
    configuration.kind === 'not-read' &&
    inspection.kind === 'open' &&
    pairing.kind === 'open'
  );
}

/** A button that vanished with its step must not leave the keyboard nowhere: the focus goes to what is open now. */
function useHeadingFocus(place: React.RefObject<HTMLDivElement | null>, open: StepName): void {
  const shown = useRef(open);
  useEffect(() => {
    if (shown.current === open) {
      return;
    }
    shown.current = open;
    place.current?.scrollTo({ top: 0 });
    if (document.activeElement === null || document.activeElement === document.body) {
      place.current?.querySelector<HTMLElement>('.panel-title')?.focus();
    }
  }, [place, open]);
}

function useSheetKeys(sessionId: string): void {
  const navigate = useNavigate();
  useKeyActs('sheet', [
    {
      key: 'F12',
      label: 'report',
      control: 'print',
      act: () => void navigate({ to: '/report/$sessionId', params: { sessionId } }),
    },
    { key: 'F7', label: 'audit', needs: 'audit', act: () => void navigate({ to: '/audit', search: { sessionId } }) },
  ]);
}

/** The step with its acts, or what stands in their place for somebody who has none there: another's sheet, or another role's step. */
function Step(props: PanelProps & { readonly step: StepName }) {
  const { sheet, step } = props;
  const may = useMay();
  const stranger = useOtherOwner(sheet);
  if (isLookOnly(sheet, step, may)) {
    return <LookOnlyCard sheet={sheet} step={step} />;
  }
  return stranger !== null && may('scan') ? <TakeOverCard sheet={sheet} owner={stranger} /> : <Panel {...props} />;
}

function Panel({ sheet, step, onOpen }: PanelProps & { readonly step: StepName }) {
  const props = { sheet, onOpen };
  switch (step) {
    case 'identity':
      return <IdentityPanel {...props} />;
    case 'owner':
      return <OwnerPanel {...props} />;
    case 'configure':
      return <ConfigurePanel {...props} />;
    case 'inspect':
      return <InspectPanel {...props} />;
    case 'pair':
      return <PairPanel {...props} />;
    case 'sign-off':
      return <SignPanel {...props} />;
  }
}
