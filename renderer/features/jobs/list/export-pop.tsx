import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useActing } from '../../../station/acting.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Pop } from '../../../ui/pop.tsx';
import { saveTable } from '../import/save-table.ts';
import { type ExportedList, shownTable } from './export-jobs.ts';
import type { JobSpeech } from './job-words.ts';

/** Saves the jobs that the list shows: as it shows them, or with every field, so that they can be imported again (JOB-5). */
export function ExportPop({ speech, list }: { readonly speech: JobSpeech; readonly list: ExportedList }) {
  const texts = useTexts();
  return (
    <Pop
      label={texts.t('jobs-list.export')}
      side="end"
      className="jobs-export"
      button={
        <>
          {texts.t('jobs-list.export')} <span aria-hidden="true">▾</span>
        </>
      }
    >
      {(close) => <Choices {...{ speech, list, close }} />}
    </Pop>
  );
}

function Choices(props: { readonly speech: JobSpeech; readonly list: ExportedList; readonly close: () => void }) {
  const texts = useTexts();
  const acting = useActing();
  const [isAsking, setAsking] = useState(false);
  const { speech, list, close } = props;
  const fileName = `${list.name}.csv`.replaceAll(/[^\p{L}\p{N}. -]/gu, '');
  const saveShown = () => {
    saveTable({ fileName, text: shownTable(speech, list) });
    close();
  };
  const saveWhole = async () => {
    setAsking(true);
    const table = await acting((client) => client.jobs.table({ ids: list.rows.map(({ id }) => id) }));
    setAsking(false);
    if (table !== null) {
      saveTable({ fileName, text: table.text });
      close();
    }
  };
  const count = list.rows.length;
  return (
    <>
      <Choice
        title="jobs-list.export-shown"
        hint="jobs-list.export-shown-hint"
        isDisabled={isAsking}
        onPress={saveShown}
      />
      <Choice
        title="jobs-list.export-whole"
        hint="jobs-list.export-whole-hint"
        isDisabled={isAsking}
        onPress={() => void saveWhole()}
      />
      <p className="small dim jobs-export-count" role="status">
        {texts.t(isAsking ? 'jobs-list.export-asking' : 'jobs-list.export-count', { count })}
      </p>
    </>
  );
}

function Choice(props: {
  readonly title: 'jobs-list.export-shown' | 'jobs-list.export-whole';
  readonly hint: 'jobs-list.export-shown-hint' | 'jobs-list.export-whole-hint';
  readonly isDisabled: boolean;
  readonly onPress: () => void;
}) {
  const texts = useTexts();
  const { title, hint, isDisabled, onPress } = props;
  return (
    <AriaButton className="jobs-view jobs-export-choice" isDisabled={isDisabled} onPress={onPress}>
      {texts.t(title)}
      <span className="small dim">{texts.t(hint)}</span>
    </AriaButton>
  );
}
