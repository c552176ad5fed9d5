import type { QueclinkMessage } from './messages.ts';
import type { QueclinkFamily } from './unit-families.ts';

/**
 * Takes an answer to READ apart: `…,BSI,cmnet,,,,,,,SRI,2,…` is section by section its marker and its fields (link.md §2B). Where a section
 * ends is only told by the next marker, so a section counts if it has exactly the fields of the model's layout and a marker or the end
 * behind it; everything else is left out and is then unknown.
 */
export function readQueclinkSections(
  { word, fields }: QueclinkMessage,
  family: Pick<QueclinkFamily, 'sections' | 'markers'>,
): ReadonlyMap<string, readonly string[]> {
  return word === 'GTALS' ? readOne(fields, family) : readAll(fields, family);
}

type Layout = Pick<QueclinkFamily, 'sections' | 'markers'>;
type Sections = ReadonlyMap<string, readonly string[]>;

function readOne([name = '', ...fields]: readonly string[], { sections }: Layout): Sections {
  return Object.hasOwn(sections, name) && sections[name] === fields.length ? new Map([[name, fields]]) : new Map();
}

function readAll(fields: readonly string[], { sections, markers }: Layout): Sections {
  const found = new Map<string, readonly string[]>();
  const doubtful = new Set<string>();
  let at = fields.findIndex((text) => markers.includes(text));
  while (at !== -1 && at < fields.length) {
    const name = fields[at] ?? '';
    const length = Object.hasOwn(sections, name) ? sections[name] : undefined;
    const end = length === undefined ? nextMarker(fields, markers, at + 1) : at + 1 + length;
    const isWhole = end === fields.length || (end < fields.length && markers.includes(fields[end] ?? ''));
    if (length !== undefined && isWhole && !found.has(name)) {
      found.set(name, fields.slice(at + 1, end));
    } else if (length !== undefined) {
      doubtful.add(name);
    }
    at = isWhole ? end : nextMarker(fields, markers, at + 1);
  }
  for (const name of doubtful) {
    found.delete(name);
  }
  return found;
}

/** The end of the fields where none follows. */
function nextMarker(fields: readonly string[], markers: readonly string[], from: number): number {
  const next = fields.findIndex((text, index) => index >= from && markers.includes(text));
  return next === -1 ? fields.length : next;
}
