// The typefaces of everything printed: Atkinson Hyperlegible Next and Mono as their packages ship them, in WOFF, which pdfkit embeds as it is.
// Each package cuts a face into a Latin file and one for the rest of Europe, and neither has Greek, Cyrillic or signs such as "≥";
// so a text is split into runs, each in the first face that has its letters. Roboto, which pdfmake brings along, is the last resort.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PdfDocument } from './load-pdfmake.ts';
import type { FontFamily } from './page-node.ts';

type FaceFiles = Readonly<Record<'normal' | 'bold' | 'italics' | 'bolditalics', string>>;

/** pdfmake's font table: face name → files. */
export type Faces = Readonly<Record<string, FaceFiles>>;

const faceOrder: Readonly<Record<FontFamily, readonly string[]>> = {
  text: ['next-latin', 'next-latin-ext', 'rest'],
  mono: ['mono-latin', 'mono-latin-ext', 'rest'],
};

/** Finds a file by `package/path`; the default looks where Node would. A packaged program names its own folder. */
export type ResolveFont = (specifier: string) => string;

/** The font files, or which of them the installation lacks. */
export function findFaces(
  resolve: ResolveFont = createRequire(import.meta.url).resolve,
): { readonly kind: 'found'; readonly faces: Faces } | { readonly kind: 'missing'; readonly files: readonly string[] } {
  const missing: string[] = [];
  const file = (specifier: string) => {
    const path = resolveOrName(resolve, specifier);
    if (!existsSync(path)) {
      missing.push(specifier);
    }
    return path;
  };
  const face = (regular: string, bold: string): FaceFiles => {
    const [normal, strong] = [file(regular), file(bold)];
    return { normal, bold: strong, italics: normal, bolditalics: strong };
  };
  const atkinson = (family: string, subset: string) => {
    const name = `@fontsource/atkinson-hyperlegible-${family}/files/atkinson-hyperlegible-${family}-${subset}`;
    return face(`${name}-400-normal.woff`, `${name}-700-normal.woff`);
  };
  const faces = {
    'next-latin': atkinson('next', 'latin'),
    'next-latin-ext': atkinson('next', 'latin-ext'),
    'mono-latin': atkinson('mono', 'latin'),
    'mono-latin-ext': atkinson('mono', 'latin-ext'),
    rest: face('pdfmake/fonts/Roboto/Roboto-Regular.ttf', 'pdfmake/fonts/Roboto/Roboto-Medium.ttf'),
  };
  return missing.length === 0 ? { kind: 'found', faces } : { kind: 'missing', files: missing };
}

function resolveOrName(resolve: ResolveFont, specifier: string): string {
  try {
    return resolve(specifier);
  } catch (error: unknown) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') {
      return specifier;
    }
    throw error;
  }
}

export interface FaceRun {
  readonly text: string;
  readonly face: string;
}

/** What one document's faces can do with a text. */
export interface Typesetter {
  /** Size of text that names none, in points. */
  readonly fontSize: number;
  /** The runs of `text`, each in a face that has its letters. A letter that none has becomes "\ufffd", never nothing. */
  split(text: string, family: FontFamily, bold: boolean): readonly FaceRun[];
  /** Points that a run takes at `size`. */
  width(run: FaceRun, bold: boolean, size: number): number;
}

/** Makes the typesetter of one document. */
export function createTypesetter(document: PdfDocument, fontSize: number): Typesetter {
  const chosen = new Map<string, FaceRun>();
  const place = (original: string, family: FontFamily, bold: boolean): FaceRun => {
    const key = `${family} ${bold} ${original}`;
    const known = chosen.get(key);
    if (known !== undefined) {
      return known;
    }
    const text = spelling(original);
    const codePoint = text.codePointAt(0) ?? 0;
    const face = faceOrder[family].find((name) => hasLetter(document, { face: name, bold, codePoint }));
    const run = face === undefined ? { text: missingLetter, face: 'rest' } : { text, face };
    chosen.set(key, run);
    return run;
  };
  const split = (text: string, family: FontFamily, bold: boolean): readonly FaceRun[] => {
    const runs: { text: string; face: string }[] = [];
    for (const letter of text) {
      const last = runs.at(-1);
      // Spaces and line ends go with what stands before them: every face has a space, and none needs a line end.
      const next =
        letter.trim() === '' && last !== undefined
          ? { text: spelling(letter), face: last.face }
          : place(letter, family, bold);
      if (last?.face === next.face) {
        last.text += next.text;
      } else {
        runs.push({ ...next });
      }
    }
    return runs;
  };
  const width = ({ face, text }: FaceRun, bold: boolean, size: number) =>
    document.provideFont(face, bold, false).widthOfString(text, size);
  return { fontSize, split, width };
}

function hasLetter(document: PdfDocument, letter: { face: string; bold: boolean; codePoint: number }): boolean {
  return document.provideFont(letter.face, letter.bold, false).font.hasGlyphForCodePoint(letter.codePoint);
}

const missingLetter = '\ufffd';

/** Narrow no-break space, which Intl writes between digits and units, is in no face; the ordinary one is. */
function spelling(letter: string): string {
  return letter === '\u202f' || letter === '\u2009' ? '\u00a0' : letter;
}
