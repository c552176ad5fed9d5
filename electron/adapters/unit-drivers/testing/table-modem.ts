import { setUpDriverBench } from './driver-bench.ts';

export interface TableModemOptions {
  readonly echo?: boolean;
  readonly numeric?: boolean;
  /** Answers in place of the table; undefined leaves it to the table, null is silence. */
  readonly answer?: (command: string) => string | null | undefined;
}

/** A modem as a table: command → answer body, or a whole refusal. What is not in the table is refused. */
export function setUpModem(table: Readonly<Record<string, string | null>>, options: TableModemOptions = {}) {
  const bench = setUpDriverBench();
  const commands: string[] = [];
  let hasEcho = options.echo ?? true;
  let isNumeric = options.numeric ?? false;
  const answer = (command: string): string | null => {
    if (command === 'ATE0') {
      hasEcho = false;
    }
    if (command === 'ATV1') {
      isNumeric = false;
    }
    const ok = isNumeric ? '0\r' : '\r\nOK\r\n';
    const body = table[command];
    if (body === undefined) {
      return /^AT(E0|V1|\+CMEE=1)?$/.test(command) ? ok : '\r\nERROR\r\n';
    }
    return body === null || /ERROR/.test(body) ? body : `\r\n${body}\r\n${ok}`;
  };
  let pending = '';
  bench.cable.unit.onBytes((bytes) => {
    pending += Buffer.from(bytes).toString('latin1');
    const lines = pending.split('\r');
    pending = lines.pop() ?? '';
    for (const command of lines) {
      commands.push(command);
      const echo = hasEcho ? `${command}\r` : '';
      const own = options.answer?.(command);
      const text = own === undefined ? answer(command) : own;
      if (text !== null) {
        void bench.cable.unit.write(Buffer.from(echo + text, 'latin1'));
      }
    }
  });
  return { ...bench, commands };
}

/** A usual one. */
export const modem = {
  'AT+CGSN=1': '+CGSN: "865204020007540"',
  'AT+CGSN': '865204020007540',
  'AT+CGMI': 'Quectel',
  'AT+CGMM': 'EG25',
  'AT+CGMR': 'EG25GGBR07A08M2G',
  'AT+CCID': '+CCID: "89883070000007211665"',
  'AT+CSQ': '+CSQ: 20,99',
  'AT+CPIN?': '+CPIN: READY',
  'AT+CEREG?': '+CEREG: 0,1',
};
