import { diagnosePort, type PortFindingCode } from '#core/domain/cable/diagnose-port.ts';
import type { PortInfo, UnitPorts } from '#core/ports/byte-link.ts';
import type { MachineCheck } from '#core/ports/machine.ts';
import type { PortInspector } from '#core/ports/port-inspector.ts';
import { createTexts, type TextValues } from '#core/texts/create-texts.ts';
import { catalogues } from '#resources/texts/catalogues.ts';

export interface PortChecks {
  readonly unitPorts: Pick<UnitPorts, 'list'>;
  readonly portInspector: PortInspector;
}

const texts = createTexts({ locale: 'en', catalogues, onMissing: 'show-key' });

/** What stands between this user and the serial ports, as the port doctor judges it without opening one (INST-1, STA-5). */
export async function checkPorts({ unitPorts, portInspector }: PortChecks): Promise<readonly MachineCheck[]> {
  const ports = await unitPorts.list();
  const troubles = await Promise.all(ports.map((port) => troublesOf(port, portInspector)));
  return [
    ports.length > 0
      ? { name: 'ports', state: 'ok', detail: ports.map(({ path }) => path).join(', '), fix: null }
      : { name: 'ports', state: 'warn', detail: 'no serial port', fix: 'Plug in the cable of a bay.' },
    ...((await portInspector.listing()) === 'no-udevadm' ? [inWords('port-list', { code: 'no-udevadm' })] : []),
    ...troubles.flat(),
  ];
}

async function troublesOf(
  { path, usb, builtIn = false }: PortInfo,
  inspector: PortInspector,
): Promise<readonly MachineCheck[]> {
  const findings = diagnosePort({
    path,
    usb: usb ?? null,
    baudRate: 115_200,
    use: builtIn ? 'ignored' : 'bay',
    activity: null,
    facts: await inspector.inspect(path),
    attempt: { kind: 'none' },
  });
  return findings
    .filter(({ code, mark }) => (mark === 'stop' || mark === 'warn') && code !== 'no-udevadm')
    .map((finding) => inWords(`port ${path}`, finding));
}

function inWords(
  name: string,
  finding: { readonly code: PortFindingCode; readonly values?: TextValues; readonly command?: string | null },
): MachineCheck {
  const { code, values = {}, command = null } = finding;
  const todo = texts.t(`ports.do.${code}`, values);
  return {
    name,
    state: 'warn',
    detail: texts.t(`ports.finding.${code}`, values),
    fix: command === null ? todo : `${todo} ${command}`,
  };
}
