import type { PortCheck } from '#core/contract/station/ports.ts';
import type { CaptureLine } from '#core/domain/capture/capture-line.ts';
import type { Texts } from '#core/texts/create-texts.ts';

const arrows = { 'to-unit': '>', 'from-unit': '<', note: '#' } as const satisfies Record<
  CaptureLine['direction'],
  string
>;

/** One line of what went over the cable, with the time of day to the millisecond in UTC. */
export function logLine({ at, direction, text }: CaptureLine): string {
  return `${at.slice(11, 23)} ${arrows[direction]} ${text}`;
}

/** A whole check as text, for a message to whoever can help. */
export function checkText(texts: Texts, { port, at, findings, log }: PortCheck): string {
  const said = findings.flatMap(({ code, values, command }) => [
    texts.t(`ports.finding.${code}`, values),
    `  ${texts.t(`ports.do.${code}`, values)}`,
    ...(command === null ? [] : [`  ${command}`]),
  ]);
  return [`${port}  ${at}`, ...said, '', ...log.map(logLine), ''].join('\n');
}
