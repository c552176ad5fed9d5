import type { PortView } from '#core/contract/station/ports.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { say } from '../../text/say.ts';
import type { Mark } from '../../ui/status-mark.tsx';
import { shortUnit } from '../bench/short-unit.ts';

/** How a port stands, in one word or two. */
export function portState(texts: Texts, port: PortView): { readonly mark: Mark; readonly words: string } {
  const { isPresent, use, state, answer } = port;
  if (!isPresent) {
    return { mark: 'idle', words: texts.t('ports.state.gone') };
  }
  if (use !== 'bay') {
    return { mark: 'idle', words: texts.t(`ports.state.${use}`) };
  }
  if (state === 'working') {
    return { mark: 'work', words: texts.t('ports.state.working') };
  }
  switch (answer.kind) {
    case 'not-asked':
      return { mark: 'idle', words: texts.t('ports.state.not-asked') };
    case 'asking':
      return { mark: 'work', words: texts.t('ports.state.asking') };
    case 'unit':
      return { mark: 'ok', words: `${answer.model} ${answer.imei === null ? '' : shortUnit(answer.imei)}`.trim() };
    case 'trouble':
      return {
        mark: answer.reason === 'silent' ? 'idle' : 'stop',
        words: say(texts, [`ports.state.${answer.reason}`, texts.t('ports.state.trouble')]),
      };
  }
}

/** The device behind a port, as exactly as it is known. */
export function deviceWords(texts: Texts, { device, usb, isNamed, isBuiltIn }: PortView): string {
  const kind = isNamed ? texts.t('ports.named') : isBuiltIn ? texts.t('ports.built-in') : null;
  return [device, usb, kind].filter((part) => part !== null).join(' · ');
}
