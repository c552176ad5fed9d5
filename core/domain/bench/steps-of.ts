// The lines of the work sheet as they stand (ux rule 19): what each says, where to go on, what is in the way. For page, list and report.
import type { UnitTypeEntry } from '../ownership/unit-type-matrix.ts';
import type { BenchSession, StepName, StepView } from './bench-session.ts';
import { configurationLine, identityLine } from './cable-lines.ts';
import { inspectionLine, pairingLine, signOffLine } from './later-lines.ts';
import { ownerLine } from './owner-line.ts';
import type { SheetLine } from './sheet-line.ts';

/**
 * The six lines in order. `entry` is the unit's row of the type matrix, null while the type is not known. One line is current on an open
 * sheet: the wrong unit on the cable first, then the owner, since nothing else counts before, then the first that can be worked on.
 */
export function stepsOf(session: BenchSession, entry: UnitTypeEntry | null): readonly StepView[] {
  const lines: readonly SheetLine[] = [
    identityLine(session),
    ownerLine(session),
    configurationLine(session, entry),
    inspectionLine(session),
    pairingLine(session),
    signOffLine(session),
  ];
  const current = session.state === 'open' ? currentStep(session, lines) : null;
  return lines.map((line) => ({
    step: line.step,
    mark: line.mark,
    current: line.step === current,
    state: line.state,
    detail: { ...line.detail },
    blockedBy: session.state === 'open' || line.settled ? (line.blockedBy ?? null) : 'sheet-closed',
    at: line.at ?? null,
  }));
}

function currentStep(session: BenchSession, lines: readonly SheetLine[]): StepName | null {
  if (session.identity.kind === 'mismatch') {
    return 'identity';
  }
  const open = lines.filter((line) => !line.settled);
  const next = open.find((line) => line.step === 'owner') ?? open.find((line) => (line.blockedBy ?? null) === null);
  return next?.step ?? null;
}
