import { describe, expect, it } from 'vitest';
import { latin1Bytes } from '../latin1.ts';
import type { LinkEffect, LinkInput } from '../link-machine.ts';
import { type QueclinkOutcome, queclinkWakeAtMs, startQueclinkExchange, stepQueclinkExchange } from './exchange.ts';
import { askReport, askSection, askVersion, type QueclinkRequest, writeSection } from './requests.ts';
import { publishedAcks, publishedReports, publishedUnsolicited } from './testing/published-frames.ts';

const address = (sequence: string, password = 'gl300') => ({ password, sequence });
const IMEI = '860599000773978';
const ack = (sequence: string, count: string, about = 'VER') =>
  `+ACK:GTRTO,1A0800,${IMEI},GL300,${about},${sequence},20261120120000,${count}$`;
const version = (count: string, firmware = '0A03') =>
  `+RESP:GTVER,1A0800,${IMEI},GL300,GL300,${firmware},0103,20261120120000,${count}$`;

/** Feeds a machine and keeps what it did. */
function machine() {
  let state = startQueclinkExchange;
  const effects: LinkEffect<QueclinkOutcome>[] = [];
  const feed = (input: LinkInput<QueclinkRequest>) => {
    const step = stepQueclinkExchange(state, input);
    state = step.state;
    effects.push(...step.effects);
  };
  return {
    ask: (request: QueclinkRequest, nowMs = 0) => feed({ kind: 'ask', request, nowMs }),
    hear: (text: string, nowMs = 10) => feed({ kind: 'bytes', bytes: latin1Bytes(text), nowMs }),
    time: (nowMs: number) => feed({ kind: 'time', nowMs }),
    cancel: (nowMs: number) => feed({ kind: 'cancel', nowMs }),
    lose: (nowMs: number) => feed({ kind: 'lost', detail: 'pulled', nowMs }),
    wakeAtMs: () => queclinkWakeAtMs(state),
    outcomes: () => effects.flatMap((effect) => (effect.kind === 'answer' ? [effect.outcome] : [])),
    logged: () => effects.flatMap((effect) => (effect.kind === 'log' ? [effect.role] : [])),
  };
}

describe('INST-2 one Queclink command at a time', () => {
  it('takes the report behind the ack of its own number', () => {
    const it = machine();
    it.ask(askVersion([address('FFFF')]));
    it.hear(publishedAcks.version + publishedReports.version);
    expect(it.outcomes()).toMatchObject([{ kind: 'answered', report: { fields: ['GL300', '0A03', '0103'] } }]);
    expect(it.wakeAtMs()).toBeNull();
  });

  it('tells by the ack which of several passwords the unit took', () => {
    const it = machine();
    it.ask(askVersion([address('0001', 'gmt100'), address('0002', 'gl300')]));
    it.hear(ack('0002', '0005') + version('0006'));
    expect(it.outcomes()).toMatchObject([{ kind: 'answered', command: { password: 'gl300' } }]);
  });

  it.each([
    ['an ack with another number', ack('0001', '0004')],
    ['an ack to another command', publishedAcks.bearer],
    ['a report without an ack', version('0004')],
    ['an unsolicited report', publishedUnsolicited.fixed],
    ['a buffered one of the same name', version('0004').replace('RESP', 'BUFF')],
  ])('is not satisfied by %s', (_what, text) => {
    const it = machine();
    it.ask(askVersion([address('0002')]));
    it.hear(text);
    expect(it.outcomes()).toEqual([]);
    it.hear(ack('0002', '0005') + text + version('0006'));
    expect(it.outcomes()).toMatchObject([{ kind: 'answered', report: { count: 6 } }]);
  });

  it('takes no report that was made before its ack: it answers something earlier', () => {
    const it = machine();
    it.ask(askVersion([address('0001')]));
    it.hear(ack('0001', 'FFFE'));
    it.time(15_010);
    it.ask(askVersion([address('0002')]), 15_020);
    it.hear(ack('0002', '0000') + version('FFFF', '0900'), 15_030);
    expect(it.outcomes()).toMatchObject([{ kind: 'timed-out' }]);
    it.hear(version('0001', '0A03'), 15_040);
    expect(it.outcomes().at(-1)).toMatchObject({ kind: 'answered', report: { fields: ['GL300', '0A03', '0103'] } });
  });

  it('takes the section that was asked for and no other', () => {
    const it = machine();
    it.ask(askSection(address('0002'), 'SRI', IMEI));
    const section = (name: string, count: string) =>
      `+RESP:GTALS,1A0800,${IMEI},GL300,${name},x,20261120120000,${count}$`;
    it.hear(ack('0002', '0005', 'READ') + section('BSI', '0006') + section('SRI', '0007'));
    expect(it.outcomes()).toMatchObject([{ kind: 'answered', report: { fields: ['SRI', 'x'] } }]);
  });

  it('listens to one unit once it is known', () => {
    const it = machine();
    it.ask(askReport(address('0002'), 'CSQ', '135790246811220'));
    it.hear(ack('0002', '0005', 'CSQ'));
    expect(it.wakeAtMs()).toBe(5000);
    it.time(5000);
    expect(it.outcomes()).toMatchObject([{ kind: 'timed-out', taken: null }]);
  });

  it('gives up after five seconds without an ack, and fifteen after one', () => {
    const silent = machine();
    silent.ask(askVersion([address('0002')]));
    silent.time(4999);
    expect(silent.outcomes()).toEqual([]);
    silent.time(5000);
    expect(silent.outcomes()).toMatchObject([{ kind: 'timed-out', taken: null, heardReports: false }]);
    const slow = machine();
    slow.ask(askVersion([address('0002')]));
    slow.hear(ack('0002', '0005'), 1000);
    expect(slow.wakeAtMs()).toBe(16_000);
    slow.time(16_000);
    expect(slow.outcomes()).toMatchObject([{ kind: 'timed-out', taken: { command: { sequence: '0002' } } }]);
  });

  it('says that a unit is there which takes no command from us', () => {
    const it = machine();
    it.ask(askVersion([address('0002')]));
    it.hear(publishedUnsolicited.fixed);
    it.time(5000);
    expect(it.outcomes()).toMatchObject([{ kind: 'timed-out', heardReports: true }]);
  });

  it('takes nothing that arrives after its time, even if its own clock is late', () => {
    const it = machine();
    it.ask(askVersion([address('0002')]));
    it.hear(ack('0002', '0005') + version('0006'), 60_000);
    expect(it.outcomes()).toMatchObject([{ kind: 'timed-out' }]);
    expect(it.logged()).toEqual(['late', 'late']);
  });

  it('ends a write with its ack', () => {
    const it = machine();
    it.ask(writeSection(address('0002'), { name: 'BSI', fields: ['cmnet'] }, '135790246811220'));
    it.hear(publishedAcks.bearer);
    expect(it.outcomes()).toMatchObject([{ kind: 'answered', report: null }]);
  });

  it('tells a cancel and a lost cable apart, and hears nothing of either later', () => {
    const cancelled = machine();
    cancelled.ask(askVersion([address('0002')]));
    cancelled.cancel(5);
    cancelled.hear(ack('0002', '0005') + version('0006'));
    expect(cancelled.outcomes()).toEqual([{ kind: 'cancelled' }]);
    const lost = machine();
    lost.ask(askVersion([address('0002')]));
    lost.hear(ack('0002', '0005') + version('0006').slice(0, 30));
    lost.lose(20);
    lost.ask(askVersion([address('0003')]), 30);
    expect(lost.outcomes()).toEqual([
      { kind: 'port-lost', detail: 'pulled' },
      { kind: 'port-lost', detail: 'pulled' },
    ]);
    expect(lost.logged()).toEqual(['answer', 'cut']);
  });

  it('knows its own echo', () => {
    const it = machine();
    it.ask(askVersion([address('0002')]));
    it.hear(`AT+GTRTO=gl300,8,,,,,,0002$${ack('0002', '0005')}`);
    expect(it.logged()).toEqual(['echo', 'answer']);
  });
});
