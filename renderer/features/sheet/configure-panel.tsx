import type { Sheet } from '#core/contract/station/bench.ts';
import { permissionFor } from '#core/domain/bench/bench-permission.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { ActTroubleNotice } from './act-trouble.tsx';
import { BackupsLink } from './backups-link.tsx';
import { BlockedPanel } from './blocked-panel.tsx';
import { CableProgress, useCableWork } from './cable-progress.tsx';
import { ConfigurationPart } from './configuration-part.tsx';
import { FirmwareCard, FirmwareUnknownCard, SendingCard } from './firmware-card.tsx';
import { FirmwarePart, OtherFirmware } from './firmware-part.tsx';
import { GoOn } from './go-on.tsx';
import { IncompletePart } from './incomplete-part.tsx';
import { PanelCard, PanelNote } from './panel-card.tsx';
import { type PanelProps, stepOf } from './panel-props.ts';
import { isRestoreDue, RestorePart } from './restore-part.tsx';
import { TestReport } from './test-report.tsx';
import { meansLocked, UnlockUnit, wantsPassword } from './unlock-unit.tsx';
import { useFirmware } from './use-firmware.ts';
import { type SheetAct, useSheetAct } from './use-sheet-act.ts';
import './configure.css';

type Configuration = Sheet['session']['configuration'];

/** Reads the unit, shows the difference to the profile, writes only that, and calls it done only after reading it back (INST-3). */
export function ConfigurePanel({ sheet, onOpen }: PanelProps) {
  const { session } = sheet;
  const act = useSheetAct(session.id);
  const step = stepOf(sheet, 'configure');
  const work = useCableWork(session.id, session.bay);
  const isBusy = act.running !== null || work !== null;
  const firmware = useFirmware(sheet, act);
  const { configuration } = session;
  const readAgain = () =>
    void act.run('read', (client) => client.bench.compareConfiguration({ sessionId: session.id }));
  // A write that met the lock ends on the sheet, and not as trouble of the act.
  const isLocked =
    wantsPassword(act.trouble) || (configuration.kind === 'incomplete' && meansLocked(configuration.why));
  if (step.state === 'firmware-unknown' && !isBusy && session.state === 'open') {
    return <FirmwareUnknownCard sheet={sheet} onOpen={onOpen} />;
  }
  if (configuration.kind === 'not-read' && !isBusy && step.blockedBy !== null) {
    return (
      <BlockedPanel sheet={sheet} step="configure" onOpen={onOpen}>
        <BackUpFirst sheet={sheet} act={act} />
      </BlockedPanel>
    );
  }
  if (configuration.kind === 'not-read' && !isBusy && (step.state === 'other-tool' || step.state === 'not-allowed')) {
    return <BlockedPanel sheet={sheet} step="configure" onOpen={onOpen} />;
  }
  if (act.running === 'firmware' || work?.activity?.key === 'firmware') {
    return <SendingCard work={work} />;
  }
  if (firmware.isNext && !isBusy) {
    return <FirmwareCard sheet={sheet} work={firmware} />;
  }
  return (
    <ConfigurationCard configuration={configuration} isBusy={isBusy}>
      <CableProgress work={work} expected={act.running} />
      {isBusy ? null : <FirmwarePart sheet={sheet} work={firmware} />}
      {isBusy ? null : <Actions sheet={sheet} act={act} onOpen={onOpen} isLocked={isLocked} />}
      <ActTroubleNotice trouble={act.trouble} />
      {isLocked && act.running === null && session.bay !== null ? (
        <UnlockUnit sessionId={session.id} bay={session.bay} onUnlocked={readAgain} />
      ) : null}
      <ConfigurationPart sheet={sheet} isBusy={isBusy} onReadAgain={readAgain} />
      {showsRestore(sheet) ? <RestorePart sheet={sheet} /> : null}
      <TestReport sheet={sheet} act={act} isBusy={isBusy} />
      {isBusy ? null : (
        <BackupsLink sheet={sheet}>
          <OtherFirmware sheet={sheet} work={firmware} />
        </BackupsLink>
      )}
    </ConfigurationCard>
  );
}

/** A roll-back belongs to this step; what is left of a restore after the transfer must be found here too. */
function showsRestore(sheet: Sheet): boolean {
  const { restore } = sheet.session;
  return isRestoreDue(sheet) || (restore.kind !== 'none' && restore.purpose === 'roll-back');
}

function ConfigurationCard(props: {
  readonly configuration: Configuration;
  readonly isBusy: boolean;
  readonly children: React.ReactNode;
}) {
  const texts = useTexts();
  const { configuration, isBusy } = props;
  if (configuration.kind === 'not-read') {
    return (
      <PanelCard
        mark={isBusy ? 'work' : 'idle'}
        title={texts.t('configure.not-read.title')}
        text={texts.t('configure.not-read.text')}
      >
        {props.children}
      </PanelCard>
    );
  }
  const values = {
    count: configuration.changes.filter((change) => change.state === 'to-write').length,
    open: configuration.changes.filter((change) => change.state !== 'verified' && change.state !== 'unsupported')
      .length,
    verified: configuration.changes.filter((change) => change.state === 'verified').length,
    keys: configuration.keysCompared,
    profile: configuration.profileName,
    version: configuration.profileVersion,
    time: texts.date(configuration.at, 'time'),
    why: configuration.kind === 'incomplete' ? whyOf(texts, configuration.why) : '',
  };
  const kind = configuration.kind === 'writing' && !isBusy ? 'interrupted' : configuration.kind;
  return (
    <PanelCard
      mark={isBusy ? 'work' : cardMarks[kind]}
      title={texts.t(`configure.${kind}.title`, values)}
      text={texts.t(`configure.${kind}.text`, values)}
    >
      {props.children}
    </PanelCard>
  );
}

const cardMarks = {
  compared: 'warn',
  writing: 'work',
  interrupted: 'stop',
  verified: 'ok',
  incomplete: 'stop',
} as const satisfies Record<string, Mark>;

/** What kept writing from ending well: one of the cable's problems, or a reason of the bench. */
function whyOf(texts: ReturnType<typeof useTexts>, why: string): string {
  return say(texts, [`configure.why.${why}`, `cable.problem.${why}`, why]);
}

function Actions({
  sheet,
  act,
  onOpen,
  isLocked,
}: PanelProps & { readonly act: SheetAct; readonly isLocked: boolean }) {
  const texts = useTexts();
  const { session } = sheet;
  const { configuration } = session;
  const { blockedBy } = stepOf(sheet, 'configure');
  if (session.state !== 'open') {
    return null;
  }
  if (configuration.kind === 'incomplete' && !isLocked) {
    return (
      <IncompletePart sheet={sheet} act={act}>
        <ReadButton sheet={sheet} act={act} isNext={false} />
      </IncompletePart>
    );
  }
  if (configuration.kind !== 'compared') {
    return (
      <>
        {configuration.kind === 'verified' ? <GoOn sheet={sheet} onOpen={onOpen} from="configure" /> : null}
        <ReadButton sheet={sheet} act={act} isNext={configuration.kind !== 'verified' && !isLocked} />
      </>
    );
  }
  const toWrite = configuration.changes.filter((change) => change.state === 'to-write').length;
  const mayWrite = toWrite > 0 && permissionFor(session, 'install').kind === 'granted' && blockedBy === null;
  return (
    <>
      {mayWrite ? (
        <Button
          tone="go"
          size="primary"
          wide
          aria-describedby="write-risk"
          onPress={() => void act.run('write', (client) => client.bench.writeConfiguration({ sessionId: session.id }))}
        >
          {texts.t('configure.write', { count: toWrite })}
        </Button>
      ) : null}
      {mayWrite ? (
        <div id="write-risk">
          <PanelNote mark="warn">{texts.t('configure.write-risk')}</PanelNote>
        </div>
      ) : null}
      {blockedBy === 'transfer-first' ? (
        <>
          <PanelNote mark="ok">{texts.t('configure.backup-kept')}</PanelNote>
          <Button tone="go" size="primary" wide onPress={() => onOpen('owner')}>
            {texts.t('sheet.go-to', { step: texts.t('bench.step-name.owner') })}
          </Button>
        </>
      ) : null}
      <ReadButton sheet={sheet} act={act} isNext={toWrite === 0 && blockedBy === null && !isLocked} />
    </>
  );
}

function ReadButton(props: { readonly sheet: Sheet; readonly act: SheetAct; readonly isNext: boolean }) {
  const texts = useTexts();
  const { session } = props.sheet;
  const first = session.configuration.kind === 'not-read';
  return (
    <Button
      tone={props.isNext ? 'go' : 'plain'}
      size={props.isNext ? 'primary' : 'bench'}
      wide={props.isNext}
      onPress={() =>
        void props.act.run('read', (client) => client.bench.compareConfiguration({ sessionId: session.id }))
      }
    >
      {texts.t(first ? 'configure.read' : 'configure.read-again')}
    </Button>
  );
}

/** Before a transfer wipes the settings they can be read and kept. */
function BackUpFirst({ sheet, act }: { readonly sheet: Sheet; readonly act: SheetAct }) {
  const texts = useTexts();
  const { session } = sheet;
  const possible =
    session.state === 'open' &&
    session.identity.kind === 'agrees' &&
    permissionFor(session, 'install').kind === 'after-transfer';
  return (
    <>
      {possible ? (
        <Button
          onPress={() => void act.run('read', (client) => client.bench.compareConfiguration({ sessionId: session.id }))}
        >
          {texts.t('configure.back-up-first')}
        </Button>
      ) : null}
      <ActTroubleNotice trouble={act.trouble} />
    </>
  );
}
