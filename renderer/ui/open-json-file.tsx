import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { Button } from './button.tsx';

interface OpenJsonFileProps {
  readonly label: string;
  /** A file of another kind may be huge: beyond this many bytes its text is given as empty, and refused as what it is not. */
  readonly limitBytes: number;
  readonly onText: (text: string) => Promise<void>;
}

/** A button that lets a person choose one JSON file and hands over its text. */
export function OpenJsonFile({ label, limitBytes, onText }: OpenJsonFileProps) {
  const [isBusy, setBusy] = useState(false);
  const read = async (file: File) => {
    setBusy(true);
    await onText(file.size > limitBytes ? '' : await file.text());
    setBusy(false);
  };
  return (
    <FileTrigger
      acceptedFileTypes={['application/json', '.json']}
      onSelect={(files) => {
        const file = files?.item(0);
        if (file instanceof File) {
          void read(file);
        }
      }}
    >
      <Button size="list" isPending={isBusy} onPress={() => {}}>
        {label}
      </Button>
    </FileTrigger>
  );
}
