import type { Sheet } from '#core/contract/station/bench.ts';
import type { ScanResult } from '#core/contract/station/scan.ts';
import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import type { UnitVerdict } from '#core/domain/ownership/verdict.ts';
import { sessionId as asSessionId, type SessionId } from '#core/kernel/entity-ids.ts';
import { type DemoFleet, demoFleet } from '#resources/demo/demo-fleet.ts';
import type { BenchWorld } from './bench-world.ts';
import { withPin } from './with-pin.ts';

/** What a technician does with a sheet, said shortly for tests that are about something else. */

/** Scans a label on the bench as a keyboard reader does. */
export function scan(bench: BenchWorld, text: string): Promise<ScanResult> {
  return bench.client.scan.read({
    text,
    source: 'wedge',
    context: { screen: 'bench', sessionId: null, awaiting: 'anything' },
  });
}

/** Scans a label that must open a sheet, or find the one that is open. */
export async function openSheetOf(bench: BenchWorld, text: string): Promise<SessionId> {
  return openedBy(await scan(bench, text));
}

/** The sheet that a scan opened. */
export function openedBy(result: ScanResult): SessionId {
  if (result.kind !== 'sheet-opened') {
    throw new Error(`no sheet was opened: ${JSON.stringify(result)}`);
  }
  return asSessionId.parse(result.sessionId);
}

/** A label of the demo's tray. */
export function labelOf(id: string): DemoFleet['tray'][number] {
  const label = demoFleet.tray.find((one) => one.id === id);
  if (label === undefined) {
    throw new Error(`the tray has a label ${id}`);
  }
  return label;
}

/** Serial of one of the units that only fill the lists: the `index`-th of those that the workshop itself owns, of twelve. */
export function workshopSerial(index: number): string {
  const crowd = demoFleet.crowds.find(({ owner }) => owner === 'hansen');
  const body = (BigInt(crowd?.serialBody ?? 0) + BigInt(index)).toString().padStart(14, '0');
  return `${body}${luhnCheckDigit(body)}`;
}

/** Chooses the customer for whom a label of the tray tells its story, and scans it. */
export async function openFromTray(bench: BenchWorld, id: string): Promise<SessionId> {
  const { text, customerHint } = labelOf(id);
  await bench.chooseCustomer(customerHint ?? 'nordfracht');
  return openSheetOf(bench, text);
}

export async function sheetOf(bench: BenchWorld, sessionId: SessionId): Promise<Sheet> {
  const result = await bench.client.bench.sheet({ sessionId });
  if (result.kind !== 'sheet') {
    throw new Error(`there is no sheet ${sessionId}`);
  }
  return result.sheet;
}

/** The verdict of a sheet whose type is settled. */
export function verdictOf({ session }: Sheet): UnitVerdict {
  if (session.verdict.kind !== 'verdict') {
    throw new Error('the type is not chosen');
  }
  return session.verdict;
}

/** Confirms the transfer exactly as the sheet shows it, with the PIN of whoever sits there. */
export async function transferAsShown(bench: BenchWorld, sessionId: SessionId, unpairFirst = false) {
  const sheet = await sheetOf(bench, sessionId);
  const { owner, ownerEpoch } = verdictOf(sheet);
  if (owner === null || ownerEpoch === null) {
    throw new Error('the sheet names no owner');
  }
  const { customerId: toId } = sheet.session;
  const shown = { sessionId, fromId: owner.id, toId, expectedEpoch: ownerEpoch, unpairFirst };
  return withPin(bench.client, () => bench.client.bench.transfer(shown));
}

/** Answers every manual check of the shipped checklists with yes. */
export async function answerManualChecks(bench: BenchWorld, sessionId: SessionId): Promise<void> {
  for (const checkId of ['mounting', 'wiring', 'seal', 'antenna']) {
    const answered = await bench.client.bench.answerCheck({ sessionId, checkId, result: 'pass', note: null });
    if (answered.kind !== 'updated') {
      throw new Error(`${checkId} was not taken: ${JSON.stringify(answered)}`);
    }
  }
}

/** How a step of the sheet stands. */
export function stepOf(sheet: Sheet, step: Sheet['steps'][number]['step']) {
  const found = sheet.steps.find((one) => one.step === step);
  if (found === undefined) {
    throw new Error(`a sheet has a step ${step}`);
  }
  return found;
}
