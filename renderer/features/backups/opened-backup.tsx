import { useState } from 'react';
import type { BackupRow } from '#core/contract/station/backups.ts';
import type { Sheet } from '#core/contract/station/bench.ts';
import { unitOfSheet } from '#core/domain/bench/unit-of-sheet.ts';
import type { ConfigurationBackup } from '#core/domain/installation/configuration-backup.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { unitName } from '../../text/unit-name.ts';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Tag } from '../../ui/tag.tsx';
import { offerDownload } from '../report/offer-download.ts';
import { backupTitle, integrityMarks } from './backup-words.ts';
import { CompareBackup } from './compare-backup.tsx';
import { RenameBackup } from './rename-backup.tsx';
import { RollBack } from './roll-back.tsx';

/** One backup, looked into without any hardware: what it is, what it holds, what it is beside something else, and back into the unit. */
export function OpenedBackup(props: {
  readonly id: string;
  /** The backup taken before this one of the same unit; null for the first. */
  readonly before: BackupRow | null;
  readonly sheet: Sheet | null;
  readonly mayChange: boolean;
}) {
  const texts = useTexts();
  const { id } = props;
  const answer = useStationQuery(['sheets', 'backup', id], (client) => client.backups.open({ id }));
  return (
    <Answered query={answer}>
      {(found) =>
        found.kind === 'backup' ? (
          <Backup key={id} {...props} row={found.row} backup={found.backup} />
        ) : (
          <Notice mark="warn">{texts.t('backups.gone')}</Notice>
        )
      }
    </Answered>
  );
}

function Backup(
  props: Parameters<typeof OpenedBackup>[0] & { readonly row: BackupRow; readonly backup: ConfigurationBackup },
) {
  const texts = useTexts();
  const { row, backup, before, mayChange } = props;
  const sheet = props.sheet !== null && unitOfSheet(props.sheet.session) === row.unit ? props.sheet : null;
  return (
    <article className="card backup" aria-labelledby="backup-title">
      <div className="backup-head">
        <h2 id="backup-title">{backupTitle(texts, row)}</h2>
        <Tag mark={integrityMarks[row.integrity]}>{texts.t(`backups.integrity.${row.integrity}`)}</Tag>
      </div>
      <Facts row={row} backup={backup} />
      {row.integrity === 'changed' ? <Notice mark="stop">{texts.t('backups.changed-text')}</Notice> : null}
      {mayChange ? (
        <div className="panel-buttons">
          {sheet === null || row.integrity === 'changed' ? null : (
            <RollBack sheet={sheet} row={row} ownerId={backup.ownerId} />
          )}
          <ExportButton row={row} />
          <RenameButton row={row} />
        </div>
      ) : null}
      {mayChange && sheet === null ? <p className="small dim">{texts.t('backups.needs-sheet')}</p> : null}
      <CompareBackup backup={backup} before={before} sheet={mayChange ? sheet : null} />
    </article>
  );
}

function Facts({ row, backup }: { readonly row: BackupRow; readonly backup: ConfigurationBackup }) {
  const texts = useTexts();
  const time = texts.date(row.takenAt, 'date-time');
  const facts: readonly (readonly [string, string, 'mono' | 'plain'])[] = [
    [texts.t('backups.fact.unit'), unitName(row), 'plain'],
    [texts.t('backups.fact.model'), row.model ?? '–', 'plain'],
    [
      texts.t('backups.fact.taken'),
      row.takenBy === '' ? time : texts.t('backups.fact.by', { time, by: row.takenBy }),
      'plain',
    ],
    [texts.t('backups.fact.station'), row.station === '' ? '–' : row.station, 'plain'],
    [
      texts.t('backups.fact.holds'),
      texts.t('backups.fact.holds-text', {
        keys: row.keys,
        secrets: backup.secrets.length,
        unread: backup.unread.length,
      }),
      'plain',
    ],
    [texts.t('backups.fact.fingerprint'), row.fingerprint ?? '–', 'mono'],
  ];
  return (
    <dl className="backup-facts">
      {facts.map(([name, value, kind]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={kind === 'mono' ? 'mono' : undefined} translate={kind === 'mono' ? 'no' : undefined}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ExportButton({ row }: { readonly row: BackupRow }) {
  const texts = useTexts();
  const acting = useActing();
  const save = async () => {
    const file = await acting((client) => client.backups.exportFile({ id: row.id }));
    if (file?.kind === 'file') {
      offerDownload(new TextEncoder().encode(file.text), file.fileName, 'application/json');
    }
  };
  return <Button onPress={() => void save()}>{texts.t('backups.export')}</Button>;
}

function RenameButton({ row }: { readonly row: BackupRow }) {
  const texts = useTexts();
  const [isOpen, open] = useState(false);
  return (
    <>
      <Button onPress={() => open(true)}>{texts.t('backups.rename')}</Button>
      <RenameBackup row={row} isOpen={isOpen} onClose={() => open(false)} />
    </>
  );
}
