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

/** What changed, a line per key; what was erased keeps its line. */
export function Change({ entry, isWhole = false }: { readonly entry: TrailEntry; readonly isWhole?: boolean }) {
  const { before, after, erased } = entry;
  const keyOf = (path: string) => path.slice(path.indexOf('.') + 1);
  const goneKeys = erased.filter((path) => path.includes('.')).map(keyOf);
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {}), ...goneKeys])];
  const part = (side: 'before' | 'after', key: string) => {
    const value = (side === 'before' ? before : after)?.[key];
    return erased.includes(`${side}.${key}`) ? <Erased /> : value === undefined || isWhole ? value : short(value);
  };
  return keys.length === 0
    ? '–'
    : keys.map((key) => {
        const [was, is] = [part('before', key), part('after', key)];
        return (
          <span key={key} className="change-line">
            <span className="dim">{key}</span> {was}
            {was === undefined || is === undefined ? null : ' → '}
            <strong>{is}</strong>
          </span>
        );
      });
}

/** Large things stand in the trail as their SHA-256; the beginning tells them apart. */
function short(value: string): string {
  return value.length > 44 ? `${value.slice(0, 43)}…` : value;
}
