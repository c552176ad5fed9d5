import { useRef, useState } from 'react';
import { type ImportPreviewView, type ImportWish, importFileLimit } from '#core/contract/station/job-import.ts';
import type { ImportTarget } from '#core/domain/jobs/import/import-columns.ts';
import { toBase64 } from '#core/kernel/base64.ts';
import { useActing } from '../../../station/acting.ts';
import { useColumnChoices } from './use-column-choices.ts';

export type Previewed = Extract<ImportPreviewView, { kind: 'preview' }>;
export type ImportTrouble = Exclude<ImportPreviewView, { kind: 'preview' }>;

/** An import as it stands on the page: the file, what was chosen with it, and what the station makes of both. */
export interface ImportDraft {
  /** Null before a file was chosen. */
  readonly wish: ImportWish | null;
  /** Of the newest file that could be read; stays while a change is being judged. */
  readonly preview: Previewed | null;
  readonly trouble: ImportTrouble | null;
  readonly isAsking: boolean;
  /** Reads another file; what was chosen for its rows stays, what was chosen for its columns goes. Answers whether it is a table with rows. */
  take(file: File): Promise<boolean>;
  change(changed: Partial<Omit<ImportWish, 'columns'>>): Promise<void>;
  /**
   * What one column is read as. It is taken from whichever column had it, and given back when this one is read as something else again: keys
   * and arrows go through many choices on the way to one.
   */
  choose(index: number, target: ImportTarget | null): Promise<void>;
  /** Asks anew with the same. */
  again(): Promise<void>;
  restart(): void;
}

const longestName = 200;

/** Nothing is kept at the station between its answers, so this is the whole draft; it ends with the page. */
export function useImport(): ImportDraft {
  const acting = useActing();
  const turn = useRef(0);
  const choices = useColumnChoices();
  const [wish, setWish] = useState<ImportWish | null>(null);
  const [preview, setPreview] = useState<Previewed | null>(null);
  const [trouble, setTrouble] = useState<ImportTrouble | null>(null);
  const [isAsking, setAsking] = useState(false);

  const settle = (answer: ImportPreviewView) => {
    if (answer.kind === 'preview') {
      setPreview(answer);
      setTrouble(null);
      return;
    }
    setTrouble(answer);
    if (answer.kind !== 'no-template') {
      setPreview(null);
    }
  };
  /** Only the answer to the newest question counts. */
  const ask = async (next: ImportWish): Promise<ImportPreviewView | null> => {
    turn.current += 1;
    const mine = turn.current;
    setWish(next);
    setAsking(true);
    const answer = await acting((client) => client.jobImport.preview(next));
    if (mine !== turn.current) {
      return null;
    }
    setAsking(false);
    if (answer !== null) {
      settle(answer);
    }
    return answer;
  };
  const askAgain = async (changed: Partial<ImportWish>): Promise<void> => {
    if (wish !== null) {
      await ask({ ...wish, ...changed });
    }
  };

  return {
    wish,
    preview,
    trouble,
    isAsking,
    async take(file) {
      if (file.size > importFileLimit) {
        turn.current += 1;
        setAsking(false);
        settle({ kind: 'unreadable', code: 'TABLE_TOO_LARGE', line: null });
        return false;
      }
      setAsking(true);
      const bytesBase64 = toBase64(new Uint8Array(await file.arrayBuffer()));
      const fileName = file.name.slice(0, longestName);
      const answer = await ask({ ...(wish ?? nothingChosen), fileName, bytesBase64, columns: null });
      if (answer?.kind !== 'preview') {
        return false;
      }
      choices.begin(answer.columns);
      return answer.rows > 0;
    },
    change: askAgain,
    choose: (index, target) => askAgain({ columns: choices.choose(index, target) }),
    again: () => askAgain({}),
    restart() {
      turn.current += 1;
      setWish(null);
      setPreview(null);
      setTrouble(null);
      setAsking(false);
    },
  };
}

const nothingChosen = {
  kind: 'installation',
  templateId: null,
  preferTemplate: false,
  partnerId: null,
} as const satisfies Partial<ImportWish>;
