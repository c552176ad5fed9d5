import {
  type ExchangeOutcome,
  type ExchangeRequest,
  startExchange,
  stepExchange,
  wakeAtMs,
} from '../command-exchange.ts';
import { latin1Bytes } from '../latin1.ts';

/** What became of one command whose answer was heard all at once. */
export interface HeardAnswer {
  readonly outcome: ExchangeOutcome | undefined;
  readonly written: readonly string[];
  /** Lines with how they were used: `noise:^RSSI: 9`. */
  readonly logged: readonly string[];
}

/** Sends one command, hears this text at once, and lets the machine run out. */
export function hearAnswer(resync: ExchangeRequest, request: ExchangeRequest, heard: string): HeardAnswer {
  let step = stepExchange(startExchange(resync), { kind: 'ask', request, nowMs: 0 });
  const effects = [...step.effects];
  step = stepExchange(step.state, { kind: 'bytes', bytes: latin1Bytes(heard), nowMs: 10 });
  effects.push(...step.effects);
  for (let wake = wakeAtMs(step.state); wake !== null; wake = wakeAtMs(step.state)) {
    step = stepExchange(step.state, { kind: 'time', nowMs: wake });
    effects.push(...step.effects);
  }
  return {
    outcome: effects.flatMap((effect) => (effect.kind === 'answer' ? [effect.outcome] : []))[0],
    written: effects.flatMap((effect) => (effect.kind === 'write' ? [effect.text] : [])),
    logged: effects.flatMap((effect) => (effect.kind === 'log' ? [`${effect.role}:${effect.text}`] : [])),
  };
}
