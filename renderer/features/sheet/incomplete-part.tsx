import { type ReactNode, useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { ConfigurationView } from '#core/contract/station/configuration.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import type { ConfigurationChange } from '#core/domain/installation/configuration-difference.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { writeCounts } from './configuration-rows.ts';
import { PanelNote } from './panel-card.tsx';
import type { SheetAct } from './use-sheet-act.ts';

/**
 * A write that was cut off: what is known of it, and the two ways on (INST-3, ux rule 20). Going on reads the unit first and writes what is
 * missing; rolling back returns it to the backup that was kept before the first byte. Another unit on the cable is named, and touched by neither.
 */
export function IncompletePart(props: {
  readonly sheet: Sheet;
  readonly act: SheetAct;
  /** What else may be done, beside rolling back. */
  readonly children: ReactNode;
}) {
  const { sheet, act, children } = props;
  const texts = useTexts();
  const { session } = sheet;
  const { configuration, identity } = session;
  const answer = useStationQuery(['sheets', 'configuration', session.id], (client) =>
    client.bench.configuration({ sessionId: session.id }),
  );
  const backup = answer.data?.kind === 'configuration' ? answer.data.view.backup : null;
  if (configuration.kind !== 'incomplete' || session.state !== 'open') {
    return null;
  }
  return (
    <>
      <p className="write-counts" role="status">
        {countWords(texts, configuration.changes)}
      </p>
      {identity.kind === 'mismatch' ? (
        <Notice mark="stop">
          {texts.t('configure.other-unit', {
            bay: session.bay ?? 0,
            read: identity.read === null ? '–' : unbroken(identity.read),
            scanned: unbroken(identity.scanned),
          })}
        </Notice>
      ) : null}
      <Button
        tone="go"
        size="primary"
        wide
        needs="configure"
        aria-describedby="go-on-text"
        onPress={() => void act.run('write', (client) => client.bench.goOn({ sessionId: session.id }))}
      >
        {texts.t('configure.go-on')}
      </Button>
      <p id="go-on-text" className="small dim">
        {texts.t('configure.go-on-text')}
      </p>
      <div className="panel-buttons">
        {backup === null || identity.kind === 'mismatch' ? null : <RollBack sheet={sheet} act={act} backup={backup} />}
        {identity.kind === 'mismatch' ? null : children}
      </div>
    </>
  );
}

/** A number in the middle of a sentence stays on one line. */
const unbroken = (serial: string) => groupSerial(serial).replaceAll(' ', '\u00a0');

const counted = ['proved', 'accepted', 'unknown', 'notSent', 'rejected'] as const;

/** How many values stand how; what there is none of is not said. */
function countWords(texts: Texts, changes: readonly ConfigurationChange[]): string {
  const counts = writeCounts(changes);
  return counted
    .filter((name) => counts[name] > 0)
    .map((name) => texts.t(`configure.count.${name}`, { count: counts[name] }))
    .join(' · ');
}

function RollBack(props: {
  readonly sheet: Sheet;
  readonly act: SheetAct;
  readonly backup: NonNullable<ConfigurationView['backup']>;
}) {
  const texts = useTexts();
  const { sheet, act, backup } = props;
  const [isAsking, ask] = useState(false);
  const { id: sessionId } = sheet.session;
  const time = texts.date(backup.takenAt, 'time');
  const rollBack = () => {
    ask(false);
    void act.run('roll-back', (client) => client.backups.rollBack({ sessionId, backupId: backup.id }));
  };
  return (
    <>
      <Button needs="configure" onPress={() => ask(true)}>
        {texts.t('configure.roll-back', { time })}
      </Button>
      <Dialog
        title={texts.t('configure.roll-back-title')}
        isOpen={isAsking}
        onClose={() => ask(false)}
        role="alertdialog"
        sessionId={sessionId}
      >
        <p className="dim dialog-text">
          {texts.t('configure.roll-back-text', { time, by: backup.takenBy, count: backup.keys })}
        </p>
        <PanelNote mark="warn">{texts.t('backups.roll-back-cable')}</PanelNote>
        <div className="dialog-buttons">
          <Button onPress={() => ask(false)} autoFocus>
            {texts.t('common.cancel')}
          </Button>
          <span className="push" />
          <Button tone="go" onPress={rollBack}>
            {texts.t('configure.roll-back-do')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
