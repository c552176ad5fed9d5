// From page nodes to the bytes of a tagged PDF with PDF/A-3b metadata. The only module that knows pdfmake's engine.
// Conformance is not claimed: the metadata, embedded fonts, colour profile and tree are there, a validator has not judged them.
import { buffer } from 'node:stream/consumers';
import { type Box, loadPdfmake, type PdfDocument, type Pdfmake, type PdfPage } from './load-pdfmake.ts';
import type { PageNode } from './page-node.ts';
import { createNodePreparer } from './prepare-nodes.ts';
import { createTypesetter, type Faces } from './report-fonts.ts';
import { createTagTree, type Tag, type TagTree } from './tag-tree.ts';

export interface PdfContent {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  /** BCP 47 tag of the words. */
  readonly locale: string;
  /** Goes into the metadata, and with them into the file's identifier: equal content at an equal time is an equal file. */
  readonly createdAt: Date;
  /** Points. */
  readonly size: { readonly width: number; readonly height: number };
  readonly margins: Box;
  readonly fontSize: number;
  readonly content: readonly PageNode[];
  readonly header: (page: number, pages: number) => PageNode;
  readonly footer: (page: number, pages: number) => PageNode;
}

/** Lays `content` out and returns the file and its page count. */
export async function renderTaggedPdf(
  content: PdfContent,
  faces: Faces,
): Promise<{ readonly pdf: Uint8Array; readonly pages: number }> {
  const pdfmake = loadPdfmake();
  const document = createDocument(pdfmake, content, faces);
  const preparer = createNodePreparer(createTypesetter(document, content.fontSize));
  const builder = createTagCarryingBuilder(pdfmake, content);
  const pages = builder.layoutDocument(
    preparer.content(content.content),
    document,
    {},
    { font: 'next-latin', fontSize: content.fontSize, color: '#111111' },
    undefined,
    (page, count) => preparer.furniture(content.header(page, count)),
    (page, count) => preparer.furniture(content.footer(page, count)),
  );
  const tree = createTagTree();
  drawPages(pdfmake, { document, pages, tree });
  tree.attach(document);
  document.end();
  return { pdf: new Uint8Array(await buffer(document)), pages: pages.length };
}

function createDocument(pdfmake: Pdfmake, content: PdfContent, faces: Faces): PdfDocument {
  const files = new Set(Object.values(faces).flatMap((face) => Object.values(face)));
  const options = {
    size: [content.size.width, content.size.height],
    pdfVersion: '1.7ext3',
    subset: 'PDF/A-3b',
    tagged: true,
    displayTitle: true,
    lang: content.locale,
    compress: true,
    autoFirstPage: false,
    font: null,
    info: {
      Title: content.title,
      Author: content.author,
      Subject: content.subject,
      Creator: 'Fitbay',
      Producer: 'Fitbay',
      CreationDate: content.createdAt,
    },
  };
  return new pdfmake.PdfDocument({ ...faces }, {}, {}, {}, options, null, (path) => files.has(path));
}

/** pdfmake's layout, which besides hands each text's tag on to the lines it is broken into. */
function createTagCarryingBuilder(pdfmake: Pdfmake, content: PdfContent) {
  class TagCarryingBuilder extends pdfmake.LayoutBuilder {
    override buildNextLine(textNode: object) {
      const line = super.buildNextLine(textNode);
      if (line !== null && 'tag' in textNode) {
        line.tag = textNode.tag;
      }
      return line;
    }
  }
  const size = { ...content.size, orientation: 'portrait' } as const;
  return new TagCarryingBuilder(size, content.margins, new pdfmake.SvgMeasure());
}

/** pdfmake's renderer, which besides encloses every piece of ink in the mark of its tag, and all other ink in an artifact mark. */
function drawPages(pdfmake: Pdfmake, job: { document: PdfDocument; pages: readonly PdfPage[]; tree: TagTree }): void {
  const { document, pages, tree } = job;
  let page = 0;
  const mark = (owner: object, draw: () => void) => {
    const tag = tagOn(owner);
    const role = tag === null ? null : tree.role(tag, page);
    if (tag === null || role === null) {
      document.markContent('Artifact');
    } else {
      tree.add(tag, page, document.markStructureContent(role));
    }
    draw();
    document.endMarkedContent();
  };
  class MarkingRenderer extends pdfmake.Renderer {
    override renderLine(line: object, x: number, y: number) {
      mark(line, () => super.renderLine(line, x, y));
    }
    override renderVector(vector: object) {
      mark(vector, () => super.renderVector(vector));
    }
    override renderSVG(svg: object) {
      mark(svg, () => super.renderSVG(svg));
    }
  }
  const renderer = new MarkingRenderer(document);
  for (const one of pages) {
    page += 1;
    renderer.renderPages([one]);
  }
}

/** The tag that `prepare-nodes.ts` put on a node and pdfmake carried to its ink. */
function tagOn(owner: object): Tag | null {
  return 'tag' in owner && owner.tag !== undefined ? (owner.tag as Tag) : null;
}
