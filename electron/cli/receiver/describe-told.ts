import type { PairingEvent } from '#core/domain/pairing/read-pairing-events.ts';
import type { NumberRange } from '#core/domain/webhooks/received-batches.ts';
import type { ReceiverSummary, TakenBatch, Told } from './webhook-receiver.ts';

/** What a receiver got, for people. */
export function describeTold(told: Told): string {
  const time = told.at.slice(11, 19);
  switch (told.kind) {
    case 'batch':
      return describeBatch(time, told);
    case 'refused':
      return `${time}  ${told.answered}  not believed: signature ${told.why}`;
    case 'invalid':
      return [`${time}  ${told.answered}  not understood`, ...told.issues.map((issue) => `    ${issue}`)].join('\n');
    case 'failed':
      return `${time}  ${told.answered}  on purpose  ${told.webhookId}`;
    case 'not-a-webhook':
      return `${time}  ${told.answered}  no webhook`;
  }
}

const arrivalWords: Readonly<Record<TakenBatch['arrival'], string>> = {
  first: 'first',
  next: 'next',
  gap: 'some before it are missing',
  late: 'one that was missing',
  repeat: 'again, dropped',
  unnumbered: 'without a number',
};

function describeBatch(time: string, { number, arrival, answered, signature, missing, events }: TakenBatch): string {
  const head = `${time}  ${answered}  No. ${number ?? '–'}  ${arrivalWords[arrival]}  signature ${signature}`;
  const gaps = missing.length === 0 ? [] : [`    missing: ${missing.map(rangeText).join(', ')}`];
  const lines = events.map((event) => `  ${describeEvent(event)}${event.repeat ? '  (came before)' : ''}`);
  return [head, ...gaps, ...lines].join('\n');
}

/** One event in a line, as `events check` prints it too. */
export function describeEvent(event: PairingEvent): string {
  const { registeredOn, eventType, unitId, status, reason, assetId, sensorVIN, state } = event;
  const parts = [
    '',
    registeredOn,
    eventType,
    unitId,
    status,
    reason,
    assetId,
    sensorVIN === null ? null : `VIN ${sensorVIN}`,
  ];
  const doubt = state === 'complete' ? [] : [`(${state})`];
  return [...parts.filter((part) => part !== null), ...doubt].join('  ');
}

export function describeSummary({ batches, repeats, refused, missing }: ReceiverSummary): string {
  const gaps = missing.map((range) => rangeText(range)).join(', ');
  return `${batches} batch(es), ${repeats} repetition(s), ${refused} not believed, missing: ${gaps === '' ? 'none' : gaps}`;
}

function rangeText({ from, to }: NumberRange): string {
  return from === to ? String(from) : `${from}–${to}`;
}
