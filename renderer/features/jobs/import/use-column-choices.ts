import { useRef } from 'react';
import { chooseColumn, type ImportColumn, type ImportTarget } from '#core/domain/jobs/import/import-columns.ts';

type Targets = (ImportTarget | null)[];

interface Choice {
  readonly index: number;
  readonly target: ImportTarget | null;
}

/**
 * What somebody said of the columns of one file, over what their headings were taken for. One thing is read from one column: the newest word
 * takes it from whichever had it, and it is given back when that word changes again, as keys and arrows pass many choices on the way to one.
 */
export function useColumnChoices() {
  const guessed = useRef<readonly ImportColumn[]>([]);
  const choices = useRef<readonly Choice[]>([]);
  return {
    /** Of another file. */
    begin(columns: readonly ImportColumn[]): void {
      guessed.current = columns;
      choices.current = [];
    },
    choose(index: number, target: ImportTarget | null): Targets {
      choices.current = [...choices.current.filter((choice) => choice.index !== index), { index, target }];
      const chosen = choices.current.reduce(
        (columns, choice) => chooseColumn(columns, choice.index, choice.target),
        guessed.current,
      );
      return chosen.map((column) => column.target);
    },
  };
}
