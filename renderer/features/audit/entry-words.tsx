import type { TrailEntry } from '#core/domain/audit/read-trail-entry.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import type { Mark } from '../../ui/status-mark.tsx';

export const outcomeMarks: Readonly<Record<TrailEntry['outcome'], Mark>> = {
  done: 'ok',
  refused: 'stop',
  failed: 'stop',
  noted: 'idle',
};

/** Who did it: a name, the station itself, or that it was erased. */
export function Who({ entry: { actor } }: { readonly entry: TrailEntry }) {
  const texts = useTexts();
  if (actor.method === 'system') {
    return texts.t('audit-page.station-itself');
  }
  return actor.name ?? <Erased />;
}

/** Stands where something about a person stood. */
export function Erased() {
  const texts = useTexts();
  return <span className="erased">{texts.t('audit-page.erased')}</span>;
}

/** How it ended, and why. */
export function OutcomeWords({ entry: { outcome, code } }: { readonly entry: TrailEntry }) {
  const texts = useTexts();
  const why = code === null ? '' : ` · ${say(texts, [`codes.${code}.title`, `audit-page.code.${code}`, code])}`;
  return (
    <>
      {texts.t(`audit-page.outcome.${outcome}`)}
      {why}
    </>
  );
}

/** What changed, a line per key; what was erased keeps its line. What is known by name is called by it; looked at closely its id stands beneath. */
export function Change(props: {
  readonly entry: TrailEntry;
  readonly names: ReadonlyMap<string, string>;
  readonly isWhole?: boolean;
}) {
  const texts = useTexts();
  const { entry, names, isWhole = false } = props;
  const { before, after, erased } = entry;
  const keyOf = (path: string) => path.slice(path.indexOf('.') + 1);
  const goneKeys = erased.filter((path) => path.includes('.')).map(keyOf);
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {}), ...goneKeys])];
  const part = (side: 'before' | 'after', key: string) => {
    const value = (side === 'before' ? before : after)?.[key];
    if (erased.includes(`${side}.${key}`)) {
      return <Erased />;
    }
    return value === undefined ? undefined : <Value value={value} name={names.get(value)} isWhole={isWhole} />;
  };
  return keys.length === 0
    ? '–'
    : keys.map((key) => {
        const [was, is] = [part('before', key), part('after', key)];
        return (
          <span key={key} className="change-line">
            <span className="dim">{say(texts, [`audit-page.key.${key}`, key])}</span> {was}
            {was === undefined || is === undefined ? null : ' → '}
            <strong>{is}</strong>
          </span>
        );
      });
}

/** One side of a change. `name`: what its id is called, where that is known. */
function Value({
  value,
  name,
  isWhole,
}: {
  readonly value: string;
  readonly name: string | undefined;
  readonly isWhole: boolean;
}) {
  if (name === undefined) {
    return isWhole ? value : short(value);
  }
  return isWhole ? (
    <>
      {name}
      <span className="mono tiny dim change-id" translate="no">
        {value}
      </span>
    </>
  ) : (
    name
  );
}

/** Large things stand in the trail as their SHA-256; the beginning tells them apart. */
function short(value: string): string {
  return value.length > 44 ? `${value.slice(0, 43)}…` : value;
}
