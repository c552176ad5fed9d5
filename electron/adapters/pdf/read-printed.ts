// Reads back what was printed, for tests: words with their places, tags, metadata, and QR codes from the drawn page. It uses the PDF
// engine of the page's preview (pdf.js) and the station's barcode reader, not the libraries that printed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** A piece of text and its box in points, measured from the page's lower left. */
export interface PrintedWord {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly base: number;
  readonly size: number;
}

export interface PrintedPage {
  readonly width: number;
  readonly height: number;
  readonly text: string;
  readonly words: readonly PrintedWord[];
  /** Roles of the page's tags in reading order, e.g. `H2`, and the alternative texts of its figures. */
  readonly roles: readonly string[];
  readonly alternatives: readonly string[];
}

export interface PrintedFile {
  readonly pages: readonly PrintedPage[];
  readonly marked: boolean;
  readonly language: string;
  readonly title: string;
  readonly pdfaPart: string;
  readonly pdfaConformance: string;
  /** Texts of the codes on a page, QR unless told, found by looking at the drawn page. `page` counts from 1. */
  codes(page: number, formats?: readonly CodeFormat[]): Promise<readonly string[]>;
  close(): Promise<void>;
}

type CodeFormat = 'QRCode' | 'Code128';

interface TagNode {
  readonly role?: string;
  readonly alt?: string;
  readonly children?: readonly TagNode[];
}

/** Opens a printed file; the caller closes it. */
export async function readPrinted(pdf: Uint8Array): Promise<PrintedFile> {
  // pdf.js takes the bytes for itself, so it gets a copy.
  const task = getDocument({ data: pdf.slice(), verbosity: 0 });
  const document = await task.promise;
  const { info, metadata } = await document.getMetadata();
  const facts = new Map<string, unknown>([...Object.entries(info), ...(metadata ?? [])]);
  const fact = (name: string) => String(facts.get(name) ?? '');
  const mark = await document.getMarkInfo();
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, index) => readPage(await document.getPage(index + 1))),
  );
  return {
    pages,
    marked: mark instanceof Map ? mark.get('Marked') === true : mark?.Marked === true,
    language: fact('Language'),
    title: fact('Title'),
    pdfaPart: fact('pdfaid:part'),
    pdfaConformance: fact('pdfaid:conformance'),
    codes: async (page, formats = ['QRCode']) => readCodes(document, await document.getPage(page), formats),
    close: () => task.destroy(),
  };
}

type Document = Awaited<ReturnType<typeof getDocument>['promise']>;
type Page = Awaited<ReturnType<Document['getPage']>>;

async function readPage(page: Page): Promise<PrintedPage> {
  const [, , width = 0, height = 0] = page.view;
  const { items } = await page.getTextContent();
  const texts = items.filter((item) => 'str' in item);
  const words = texts
    .filter((item) => item.str.trim() !== '')
    .map((item): PrintedWord => {
      const [left, base] = [Number(item.transform[4]), Number(item.transform[5])];
      return { text: item.str, left, right: left + item.width, base, size: item.height };
    });
  const text = texts.map((item) => item.str + (item.hasEOL ? '\n' : '')).join('');
  // Null for a page without tags, which the types of pdf.js leave out; leaves have no role.
  const tree = (await page.getStructTree()) as TagNode | null;
  const nodes = tree === null ? [] : flatten(tree);
  const roles = nodes.flatMap((node) => node.role ?? []);
  return { width, height, text, words, roles, alternatives: nodes.flatMap((node) => node.alt ?? []) };
}

function flatten(node: TagNode): readonly TagNode[] {
  return [node, ...(node.children ?? []).flatMap(flatten)];
}

/** What pdf.js's own canvas factory makes under Node; its types say `object` only. */
interface CanvasFactory {
  create(
    width: number,
    height: number,
  ): {
    readonly canvas: object;
    readonly context: {
      getImageData(left: number, top: number, width: number, height: number): Parameters<typeof readBarcodes>[0];
    };
  };
}

async function readCodes(document: Document, page: Page, formats: readonly CodeFormat[]): Promise<readonly string[]> {
  const viewport = page.getViewport({ scale: 3 });
  const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
  const { canvas, context } = (document.canvasFactory as CanvasFactory).create(width, height);
  // pdf.js names the browser's types here; under Node it draws on what its factory made.
  const target = { canvas, canvasContext: context, viewport } as unknown as Parameters<Page['render']>[0];
  await page.render(target).promise;
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
  const picture = context.getImageData(0, 0, width, height);
  const found = await readBarcodes(picture, { formats: [...formats], tryHarder: true, maxNumberOfSymbols: 60 });
  return found.map((code) => code.text);
}
