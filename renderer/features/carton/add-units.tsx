import { useState } from 'react';
import type { AddToCartonResult } from '#core/contract/station/carton.ts';
import { splitList } from '#core/domain/carton/split-list.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DemoPallet } from '../demo/demo-pallet.tsx';

/** What stands in the field, and what was said of the list before. Held above the page's parts, because the first unit changes the page. */
export interface AddDraft {
  readonly text: string;
  readonly said: { readonly done: string; readonly fault: string | undefined };
  write(text: string): void;
  tell(said: AddDraft['said']): void;
}

export function useAddDraft(): AddDraft {
  const [text, write] = useState('');
  const [said, tell] = useState<AddDraft['said']>(nothingSaid);
  return { text, said, write, tell };
}

interface AddUnitsProps {
  readonly draft: AddDraft;
  readonly onAdd: (texts: string[]) => Promise<AddToCartonResult | null>;
}

/** Typing or pasting beside the reader: the same parser; what is no unit stays in the field, with the reason (SCAN-5). */
export function AddUnits({ draft, onAdd }: AddUnitsProps) {
  const texts = useTexts();
  const { said, tell, text, write } = draft;
  const [isBusy, setBusy] = useState(false);
  const add = async (list: string[]) => {
    setBusy(true);
    const result = await onAdd(list);
    setBusy(false);
    if (result?.kind === 'added') {
      write(result.unreadable.map((line) => line.text).join('\n'));
      tell(wordsOf(texts, result));
    } else if (result?.kind === 'full') {
      tell({ done: '', fault: texts.t('carton.full', { most: result.most }) });
    }
  };
  return (
    <section className="carton-add" aria-label={texts.t('carton.add')} id="carton-add">
      <TextField
        label={texts.t('carton.add-label')}
        hint={texts.t('carton.add-hint')}
        value={text}
        onChange={(typed) => {
          write(typed);
          tell(nothingSaid);
        }}
        error={said.fault}
        multiline
      />
      <Button
        size="list"
        wide
        isDisabled={text.trim() === ''}
        isPending={isBusy}
        onPress={() => void add([...splitList(text)])}
      >
        {texts.t('carton.add-button')}
      </Button>
      <DemoPallet onTake={(list) => void add(list)} />
      <p className="small" role="status">
        {said.done}
      </p>
    </section>
  );
}

const nothingSaid = { done: '', fault: undefined } as const;

type Added = Extract<AddToCartonResult, { kind: 'added' }>;

function wordsOf(texts: Texts, { duplicates, numbers, unreadable }: Added) {
  const done = [
    ...(numbers.length > 0 ? [texts.t('carton.added', { count: numbers.length })] : []),
    ...(duplicates.length > 0
      ? [
          texts.t('carton.duplicates', {
            count: duplicates.length,
            numbers: texts.list([...new Set(duplicates.map(({ number }) => texts.number(number)))].slice(0, 12)),
          }),
        ]
      : []),
  ];
  const [first] = unreadable;
  return {
    done: done.join(' '),
    fault:
      first === undefined
        ? undefined
        : texts.t('carton.unreadable', {
            count: unreadable.length,
            first: first.text.slice(0, 40),
            why: say(texts, [`codes.${first.code}.title`, first.code]),
          }),
  };
}
