import { SCAN_KINDS } from '#core/domain/scanning/scan-context.ts';
import { scanCell } from '#core/domain/scanning/scan-table.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { currentPlace, useScanPlaces } from '../scan/scan-place.ts';
import { ContactSupport } from '../support/contact-support.tsx';

/** Help and the station's own health, in the same place on every page (WCAG 3.2.6). */
export function HelpDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const texts = useTexts();
  const doctor = useStationQuery(['station', 'doctor'], (client) => client.station.doctor(), { enabled: isOpen });
  const info = useStationQuery(['station', 'info'], (client) => client.station.info());
  return (
    <Dialog title={texts.t('help.title')} isOpen={isOpen} onClose={onClose} scans="as-behind">
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
      <ScansHere />
      <div className="dialog-buttons">
        <ContactSupport code={null} said={null} size="bench" onLeave={onClose} />
        <Button onPress={onClose}>{texts.t('common.close')}</Button>
      </div>
    </Dialog>
  );
}

/** The row of the table of scans for the page behind, in words (ux rule 4). */
function ScansHere() {
  const texts = useTexts();
  const place = useScanPlaces(currentPlace);
  const context = { screen: place.screen, awaiting: place.awaiting, sheetOpen: place.sessionId !== null };
  return (
    <>
      <h3 className="over help-scans-title">{texts.t('help.scans')}</h3>
      <ul className="help-scans">
        {SCAN_KINDS.map((kind) => {
          const cell = scanCell(context, kind);
          return (
            <li key={kind}>
              <StatusMark mark={cell === 'acts' ? 'ok' : 'idle'} size="tiny" />
              <span>
                <strong>{texts.t(`scan-kind.${kind}`)}</strong>{' '}
                <span className="dim small">{texts.t(cell === 'acts' ? 'help.scan-acts' : `scan.wrong.${cell}`)}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
