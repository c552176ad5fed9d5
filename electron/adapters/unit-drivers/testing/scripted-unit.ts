import type { ByteLink } from '#core/ports/byte-link.ts';

/**
 * The smallest Teltonika-like unit for driver tests: a table of values behind an in-process cable, and one hook to answer
 * otherwise. It is not the simulator: faults of timing and bytes are scripted by each test.
 */
export interface ScriptedUnit {
  /** What the unit holds, by parameter id. */
  readonly held: Map<number, string>;
  /** Every whole command that arrived. */
  readonly commands: string[];
}

export interface ScriptedUnitOptions {
  readonly link: ByteLink;
  readonly imei?: string;
  readonly hardware?: string;
  readonly held?: Readonly<Record<number, string>>;
  readonly io?: Readonly<Record<number, string>>;
  /**
   * Answers in place of the unit: text to send, `null` for silence, `undefined` for the usual answer. The usual answer is
   * handed in, already applied to the table.
   */
  readonly hook?: (command: string, usual: string | null) => string | null | undefined;
}

export function startScriptedUnit(options: ScriptedUnitOptions): ScriptedUnit {
  const unit: ScriptedUnit = { held: new Map(), commands: [] };
  for (const [id, value] of Object.entries(options.held ?? {})) {
    unit.held.set(Number(id), value);
  }
  let pending = '';
  options.link.onBytes((bytes) => {
    pending += Buffer.from(bytes).toString('latin1');
    const commands = pending.split(/\r\n|\r|\n/);
    pending = commands.pop() ?? '';
    for (const command of commands) {
      unit.commands.push(command);
      const usual = usualAnswer(unit, options, command);
      const hooked = options.hook?.(command, usual);
      const answer = hooked === undefined ? usual : hooked;
      if (answer !== null) {
        void options.link.write(Buffer.from(answer, 'latin1'));
      }
    }
  });
  return unit;
}

function usualAnswer(unit: ScriptedUnit, options: ScriptedUnitOptions, command: string): string | null {
  const [word = '', rest = ''] = command.split(/ (.*)/s);
  const imei = options.imei ?? '350424063817363';
  switch (word) {
    case 'getver':
      return `Ver:03.27.07_00 GPS:AXN_5.1.9 Hw:${options.hardware ?? 'FMB920'} Mod:13 IMEI:${imei} Init:2023-8-8 5:24 Uptime:8418658 BT:4\r\n`;
    case 'getimeiccid':
      return `IMEI: ${imei}, CCID: 89883070000007211665\r\n`;
    case 'getinfo':
      return 'RTC:2026/11/20 7:13 Init:2026/11/20 5:44 UpTime:4744s PWR:1 RST:0 GPS:3 SAT:9 TTFF:0 TTLF:0 NOGPS: 1:18 SR:0 FG:200 FL:0 SMS: 3 REC:42 MD:1 DB:0\r\n';
    case 'getstatus':
      return 'Data Link: 1 GPRS: 1 Phone: 0 SIM: 0 OP: 21630 Signal: 4 NewSMS: 0 Roaming: 0 SMSFull: 0 LAC: 93 Cell ID: 5103 NetType: 1 FwUpd:-65536\r\n';
    case 'readio': {
      const value = options.io?.[Number(rest)];
      return value === undefined
        ? 'Not supported or not enabled IO element requested\r\n'
        : `Param ID:${rest} Value:${value}\r\n`;
    }
    case 'getparam':
      return `${readAnswer(unit, rest.split(';').map(Number))}\r\n`;
    case 'setparam':
      for (const part of rest.split(';')) {
        const [id = '', value = ''] = part.split(':');
        unit.held.set(Number(id), value);
      }
      return `New value ${rest}\r\n`;
    default:
      return null;
  }
}

function readAnswer(unit: ScriptedUnit, ids: readonly number[]): string {
  const missing = ids.find((id) => !unit.held.has(id));
  if (missing !== undefined) {
    return `Param ID:${missing} doesn't exist`;
  }
  const [first, ...rest] = ids.map((id) => unit.held.get(id));
  return [`Param ID:${ids[0]} Value:${first}`, ...rest.map((value, index) => `${ids[index + 1]}:${value}`)].join(';');
}
