import { useState } from 'react';
import type { BackupRow } from '#core/contract/station/backups.ts';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { ConfigurationBackup } from '#core/domain/installation/configuration-backup.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useActing } from '../../station/acting.ts';
import type { StationClient } from '../../station/connection.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ActTroubleNotice } from '../sheet/act-trouble.tsx';
import type { ActTrouble } from '../sheet/use-sheet-act.ts';
import { BackupTable, type Beside } from './backup-table.tsx';
import { backupTitle } from './backup-words.ts';

type With = 'nothing' | 'profile' | 'unit' | 'backup';

interface Comparing {
  readonly backup: ConfigurationBackup;
  readonly before: BackupRow | null;
  /** The sheet whose unit may be read; null where there is none. */
  readonly sheet: Sheet | null;
}

/** The values of a backup, alone or beside a profile, the backup before it, or the unit as it is now. */
export function CompareBackup({ backup, before, sheet }: Comparing) {
  const texts = useTexts();
  const acting = useActing();
  const [chosen, choose] = useState<With>('nothing');
  const [isAsking, setAsking] = useState(false);
  const [beside, setBeside] = useState<Beside | null>(null);
  const [trouble, setTrouble] = useState<ActTrouble | 'no-profile' | null>(null);
  const show = async (other: With) => {
    choose(other);
    setBeside(null);
    setTrouble(null);
    if (other === 'nothing') {
      return;
    }
    setAsking(true);
    const answer = await acting((client): Promise<Answer> => ask(client, other, { backup, before, sheet }));
    setAsking(false);
    if (answer?.kind === 'compared') {
      setBeside({ other: nameOf(texts, other, { before, other: answer.other }), differences: answer.differences });
    } else if (answer?.kind === 'no-profile') {
      setTrouble('no-profile');
    } else if (answer?.kind === 'link-problem' || answer?.kind === 'refused') {
      setTrouble(answer);
    }
  };
  return (
    <>
      <div className="backup-beside">
        <span className="over">{texts.t('backups.beside')}</span>
        <ChoiceBar
          label={texts.t('backups.beside')}
          value={chosen}
          isDisabled={isAsking}
          choices={[
            { value: 'nothing', label: texts.t('backups.beside.nothing') },
            { value: 'profile', label: texts.t('backups.beside.profile') },
            ...(before === null ? [] : [{ value: 'backup' as const, label: texts.t('backups.beside-backup') }]),
            ...(sheet === null ? [] : [{ value: 'unit' as const, label: texts.t('backups.beside.unit') }]),
          ]}
          onChoose={(other) => void show(other)}
        />
      </div>
      {trouble === 'no-profile' ? <Notice mark="warn">{texts.t('backups.no-profile')}</Notice> : null}
      {trouble === null || trouble === 'no-profile' ? null : <ActTroubleNotice trouble={trouble} />}
      <BackupTable backup={backup} beside={beside} />
    </>
  );
}

/** What stands beside, as its column is headed. */
function nameOf(
  texts: Texts,
  chosen: Exclude<With, 'nothing'>,
  { before, other }: { readonly before: BackupRow | null; readonly other: string },
): string {
  if (chosen === 'unit') {
    return texts.t('backups.beside.unit');
  }
  return chosen === 'backup' && before !== null
    ? `${backupTitle(texts, before)}, ${texts.date(before.takenAt, 'date-time')}`
    : other;
}

type Answer =
  | Awaited<ReturnType<StationClient['backups']['compare']>>
  | Awaited<ReturnType<StationClient['backups']['compareWithUnit']>>;

async function ask(
  client: StationClient,
  other: Exclude<With, 'nothing'>,
  { backup, before, sheet }: Comparing,
): Promise<Answer> {
  const { id } = backup;
  if (other === 'unit' && sheet !== null) {
    return client.backups.compareWithUnit({ id, sessionId: sheet.session.id });
  }
  return client.backups.compare({
    id,
    with: other === 'backup' && before !== null ? { kind: 'backup', id: before.id } : { kind: 'profile' },
  });
}
