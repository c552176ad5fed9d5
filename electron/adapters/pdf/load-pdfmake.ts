// The parts of pdfmake 0.3.11 (pinned) that Fitbay drives itself: pdfmake lays pages out, `render-tagged-pdf.ts` adds the tags it lacks.
// They are loaded on the first print (about 0.1 s), so that a start of the station or the command line does not pay for them.
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';

/** A run of marked content on one page (ISO 32000-1, 14.7.4.2); handed to the element it belongs to. */
export interface StructureContent {
  readonly refs: readonly unknown[];
}

/** A node of the document's tree: heading, table, cell … */
export interface StructureElement {
  add(child: StructureElement | StructureContent): StructureElement;
  end(): void;
}

/** A face as it goes into the file. */
export interface EmbeddedFont {
  readonly font: { hasGlyphForCodePoint(codePoint: number): boolean };
  /** Points that `text` takes at `size` points. */
  widthOfString(text: string, size: number): number;
}

/** pdfkit's document with pdfmake's fonts: a readable stream of the file's bytes, complete after `end`. */
export interface PdfDocument extends Readable {
  provideFont(family: string, bold: boolean, italics: boolean): EmbeddedFont;
  markContent(tag: string): PdfDocument;
  markStructureContent(tag: string): StructureContent;
  endMarkedContent(): PdfDocument;
  struct(type: string, options?: { readonly alt?: string; readonly scope?: 'Column' | 'Row' }): StructureElement;
  addStructure(element: StructureElement): PdfDocument;
  end(): void;
}

export interface PdfPage {
  readonly items: readonly { readonly type: string; readonly item: object }[];
}

/** A laid-out line of text. Own properties survive pdfmake's copying, so the tag of its node can travel on it. */
export interface PdfLine {
  tag?: unknown;
}

export interface LayoutBuilder {
  layoutDocument(
    content: unknown,
    document: PdfDocument,
    styles: object,
    defaultStyle: object,
    background: undefined,
    header: (page: number, pages: number) => unknown,
    footer: (page: number, pages: number) => unknown,
  ): PdfPage[];
  buildNextLine(textNode: object): PdfLine | null;
}

export interface Renderer {
  renderPages(pages: readonly PdfPage[]): void;
  renderLine(line: PdfLine, x: number, y: number): void;
  renderVector(vector: object): void;
  renderSVG(svg: object): void;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Pdfmake {
  readonly PdfDocument: new (
    fonts: object,
    images: object,
    patterns: object,
    attachments: object,
    options: object,
    virtualFiles: null,
    mayRead: (path: string) => boolean,
  ) => PdfDocument;
  readonly LayoutBuilder: new (
    size: { readonly width: number; readonly height: number; readonly orientation: 'portrait' },
    margins: Box,
    svgMeasure: object,
  ) => LayoutBuilder;
  readonly Renderer: new (document: PdfDocument) => Renderer;
  readonly SvgMeasure: new () => object;
}

/** Loads pdfmake's parts; Node keeps them, so only the first call takes time. */
export function loadPdfmake(): Pdfmake {
  const load = createRequire(import.meta.url);
  // pdfmake publishes no types for its parts; the shapes above were read from its sources and the tests drive every one of them.
  const part = <Part extends keyof Pdfmake>(file: string) =>
    (load(`pdfmake/js/${file}.js`) as { readonly default: Pdfmake[Part] }).default;
  return {
    PdfDocument: part<'PdfDocument'>('PDFDocument'),
    LayoutBuilder: part<'LayoutBuilder'>('LayoutBuilder'),
    Renderer: part<'Renderer'>('Renderer'),
    SvgMeasure: part<'SvgMeasure'>('SVGMeasure'),
  };
}
