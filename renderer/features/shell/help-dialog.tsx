import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

/** Help and the station's own health, in the same place on every page (WCAG 3.2.6). */
export function HelpDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const texts = useTexts();
  const doctor = useStationQuery(['station', 'doctor'], (client) => client.station.doctor(), { enabled: isOpen });
  const info = useStationQuery(['station', 'info'], (client) => client.station.info());
  return (
    <Dialog title={texts.t('help.title')} isOpen={isOpen} onClose={onClose}>
      <p className="dim dialog-text">{texts.t('help.text')}</p>
      <h3 className="over">
        {info.data === undefined
          ? texts.t('help.station')
          : texts.t('help.version', { name: info.data.name, version: info.data.version })}
      </h3>
      <ul className="checks">
        {doctor.data?.checks.map((check) => (
          <li key={check.name}>
            <StatusMark mark={check.state === 'bad' ? 'stop' : check.state} />
            <span>
              <strong>{say(texts, [`help.check.${check.name}`, check.name])}</strong>{' '}
              <span className="dim small">{check.detail}</span>
              {check.fix === null || check.state === 'ok' ? null : <span className="small check-fix">{check.fix}</span>}
            </span>
          </li>
        ))}
      </ul>
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.close')}</Button>
      </div>
    </Dialog>
  );
}
