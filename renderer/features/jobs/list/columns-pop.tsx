import { Button as AriaButton } from 'react-aria-components';
import type { ListColumn, ListLayout } from '#core/domain/lists/list-view.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { ChoiceBar } from '../../../ui/choice-bar.tsx';
import { Pop } from '../../../ui/pop.tsx';
import { Tick } from '../../../ui/tick.tsx';
import {
  besideColumn,
  identityColumn,
  isJobColumn,
  moveColumn,
  usualLayout,
  withColumn,
  withWidth,
} from './jobs-columns.ts';

interface ColumnsProps {
  readonly layout: ListLayout;
  readonly onLayout: (layout: ListLayout) => void;
}

const widthStepPx = 24;

/** Which columns, in which order, how wide, how close the rows: what dragging does at the headings, by buttons (ux rule 26). */
export function ColumnsPop(props: ColumnsProps) {
  const texts = useTexts();
  const { layout, onLayout } = props;
  return (
    <Pop label={texts.t('jobs-list.columns')} side="end">
      {() => (
        <>
          <div className="jobs-pop-head">
            <ChoiceBar
              label={texts.t('jobs-list.density')}
              value={layout.isDense ? 'dense' : 'roomy'}
              choices={[
                { value: 'dense', label: texts.t('jobs-list.dense') },
                { value: 'roomy', label: texts.t('jobs-list.roomy') },
              ]}
              onChoose={(value) => onLayout({ ...layout, isDense: value === 'dense' })}
            />
            <Button size="list" onPress={() => onLayout(usualLayout)}>
              {texts.t('jobs-list.reset-columns')}
            </Button>
          </div>
          <ul className="jobs-columns">
            {layout.columns.map((column) => (
              <ColumnLine key={column.id} {...props} column={column} />
            ))}
          </ul>
        </>
      )}
    </Pop>
  );
}

function ColumnLine({ layout, onLayout, column }: ColumnsProps & { readonly column: ListColumn }) {
  const texts = useTexts();
  const { id, width, shown } = column;
  const name = isJobColumn(id) ? texts.t(`jobs-list.column.${id}`) : id;
  const [above, below] = [besideColumn(layout, id, -1), besideColumn(layout, id, 1)];
  const acts = [
    { key: 'up', sign: '↑', isOff: above === null, next: () => moveColumn(layout, id, above ?? id) },
    { key: 'down', sign: '↓', isOff: below === null, next: () => moveColumn(layout, id, below ?? id) },
    { key: 'narrower', sign: '−', isOff: false, next: () => withWidth(layout, id, width - widthStepPx) },
    { key: 'wider', sign: '+', isOff: false, next: () => withWidth(layout, id, width + widthStepPx) },
  ] as const;
  return (
    <li>
      {id === identityColumn ? (
        <span className="jobs-column-fixed">{name}</span>
      ) : (
        <Tick isSelected={shown} onChange={(on) => onLayout(withColumn(layout, id, { shown: on }))}>
          {name}
        </Tick>
      )}
      <span className="jobs-column-acts">
        {acts.map(({ key, sign, isOff, next }) => (
          <AriaButton
            key={key}
            className="jobs-column-act"
            aria-label={texts.t(`jobs-list.column-act.${key}`, { column: name })}
            isDisabled={id === identityColumn && (key === 'up' || key === 'down') ? true : isOff}
            onPress={() => onLayout(next())}
          >
            <span aria-hidden="true">{sign}</span>
          </AriaButton>
        ))}
      </span>
    </li>
  );
}
