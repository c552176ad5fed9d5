import { useTexts } from '../../text/text-provider.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';

export type Paper = 'A4' | 'Letter';

/** Which paper is in the printer. */
export function PaperChoice({ paper, onChoose }: { readonly paper: Paper; readonly onChoose: (paper: Paper) => void }) {
  const texts = useTexts();
  return (
    <ChoiceBar
      label={texts.t('report-page.paper')}
      value={paper}
      onChoose={onChoose}
      choices={[
        { value: 'A4', label: 'A4' },
        { value: 'Letter', label: 'Letter' },
      ]}
    />
  );
}
