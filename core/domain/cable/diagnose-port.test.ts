import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnosePort, type PortAttempt, type PortFacts, type PortSituation } from './diagnose-port.ts';

const facts: PortFacts = {
  system: 'linux',
  presence: 'device',
  access: 'allowed',
  group: 'dialout',
  membership: 'in-session',
  user: 'mkaya',
  holders: [],
  modemManager: 'not-running',
  listing: 'works',
};
const situation: PortSituation = {
  path: '/dev/ttyUSB0',
  usb: '0403:6001',
  baudRate: 115_200,
  use: 'bay',
  activity: null,
  facts,
  attempt: { kind: 'none' },
};
const trouble = (reason: string): PortAttempt => ({ kind: 'trouble', reason, detail: reason });
const codesOf = (change: Partial<PortSituation>, changed: Partial<PortFacts> = {}) =>
  diagnosePort({ ...situation, ...change, facts: { ...facts, ...changed } }).map(({ code }) => code);

describe('INST-1 the port doctor', () => {
  it.each<[string, Partial<PortSituation>, Partial<PortFacts>]>([
    ['unit-answers', { attempt: { kind: 'unit', model: 'FMB920', imei: '350424063817363' } }, {}],
    ['usable', {}, {}],
    ['at-work', { activity: 'write', attempt: trouble('busy') }, {}],
    ['reader', { use: 'reader' }, {}],
    ['ignored', { use: 'ignored' }, {}],
    ['gone', {}, { presence: 'absent' }],
    ['gone', { attempt: trouble('not-found') }, { presence: 'unknown' }],
    ['not-a-port', { attempt: trouble('not-a-port') }, { presence: 'no-device' }],
    ['busy-program', { attempt: trouble('busy') }, { holders: [{ program: 'minicom', pid: 4711 }] }],
    ['busy-program', {}, { holders: [{ program: 'minicom', pid: 4711 }] }],
    ['busy-windows', { attempt: trouble('busy') }, { system: 'windows', group: null }],
    ['busy-unknown', { attempt: trouble('busy') }, {}],
    ['rights-group', { attempt: trouble('no-rights') }, { access: 'denied', membership: 'none' }],
    ['rights-new-session', { attempt: trouble('no-rights') }, { access: 'denied', membership: 'not-in-session' }],
    ['rights-denied', { attempt: trouble('no-rights') }, { access: 'denied', membership: 'in-session' }],
    ['rights-denied', { attempt: trouble('no-rights') }, { access: 'unknown', group: null }],
    ['silent', { attempt: trouble('silent') }, {}],
    ['silent', { attempt: trouble('timed-out') }, {}],
    ['garbled', { attempt: trouble('garbled') }, {}],
    ['locked', { attempt: trouble('locked') }, {}],
    ['silent-or-locked', { attempt: trouble('silent-or-locked') }, {}],
    ['readings-differ', { attempt: trouble('readings-differ') }, {}],
    ['cable-lost', { attempt: trouble('port-lost') }, {}],
  ])('%s', (code, change, changed) => {
    expect(codesOf(change, changed)).toEqual([code]);
  });

  it('names the program, the group and the command that helps', () => {
    const [denied] = diagnosePort({ ...situation, facts: { ...facts, access: 'denied', membership: 'none' } });
    expect(denied).toMatchObject({ values: { group: 'dialout' }, command: 'sudo usermod -aG dialout mkaya' });
    const [busy] = diagnosePort({ ...situation, facts: { ...facts, holders: [{ program: 'minicom', pid: 4711 }] } });
    expect(busy).toMatchObject({ mark: 'stop', values: { program: 'minicom', pid: '4711' } });
  });

  it('says that ModemManager types at fresh ports, and how to stop it', () => {
    const watched = { modemManager: 'may-try-it' } as const;
    expect(codesOf({ attempt: trouble('busy') }, watched)).toEqual(['busy-unknown', 'modem-manager']);
    expect(codesOf({ attempt: trouble('busy') }, { modemManager: 'ignores-it' })).toEqual(['busy-unknown']);
    expect(codesOf({ use: 'reader' }, watched)).toEqual(['reader']);
    const [, found] = diagnosePort({ ...situation, facts: { ...facts, ...watched } });
    expect(found?.command).toContain('ATTRS{idVendor}=="0403", ATTRS{idProduct}=="6001", ENV{ID_MM_DEVICE_IGNORE}="1"');
    const [, builtIn] = diagnosePort({ ...situation, path: '/dev/ttyS0', usb: null, facts: { ...facts, ...watched } });
    expect(builtIn?.command).toContain('KERNEL=="ttyS0", ENV{ID_MM_DEVICE_IGNORE}="1"');
  });

  it('says that ports cannot be listed, beside what is the matter with this one', () => {
    expect(codesOf({ attempt: trouble('silent') }, { listing: 'no-udevadm' })).toEqual(['silent', 'no-udevadm']);
  });

  it('never puts a strange name into a command', () => {
    const strange = fc.string().filter((text) => /[^a-zA-Z0-9_-]/.test(text));
    fc.assert(
      fc.property(strange, strange, strange, (group, user, path) => {
        const found = diagnosePort({
          ...situation,
          path: `/dev/${path}`,
          usb: path,
          facts: { ...facts, access: 'denied', membership: 'none', group, user, modemManager: 'may-try-it' },
        });
        expect(found.every(({ command }) => command === null || !command.includes(group))).toBe(true);
        expect(found.map(({ command }) => command)).toEqual([null, null]);
      }),
    );
  });
});
