// Turns our page nodes into what pdfmake lays out: every text split into faces that have its letters, every leaf marked with its tag.

import type { FontFamily, PageNode, TableNode, TextNode, TextRun } from './page-node.ts';
import type { Typesetter } from './report-fonts.ts';
import type { CellPlace, Tag } from './tag-tree.ts';

interface Context {
  readonly family: FontFamily;
  readonly bold: boolean;
  readonly size: number;
  readonly cell: CellPlace | null;
}

/** A node as pdfmake takes it. Built afresh because pdfmake writes into what it is given. */
export type PreparedNode = Readonly<Record<string, unknown>>;

export interface NodePreparer {
  /** Content of the page: tagged. */
  content(nodes: readonly PageNode[]): PreparedNode[];
  /** What repeats around the content (page header and footer): not tagged, and so skipped by screen readers. */
  furniture(node: PageNode): PreparedNode;
}

/** Makes the preparer of one document; it counts blocks and tables, so one document needs one. */
export function createNodePreparer(typesetter: Typesetter): NodePreparer {
  let blocks = 0;
  let tables = 0;
  let tagged = true;

  const tagOf = (node: TextNode, context: Context): Tag => {
    if (node.heading !== undefined || context.cell === null) {
      const role = node.heading === undefined ? 'P' : (`H${node.heading}` as const);
      blocks += 1;
      return { kind: 'block', role, block: blocks };
    }
    return { kind: 'cell', cell: context.cell };
  };

  const prepareText = (node: TextNode, context: Context): PreparedNode => {
    const { text: _text, heading: _heading, font: _font, fitWidth: _width, ...rest } = node;
    return { ...rest, ...setText(typesetter, node, context), ...(tagged ? { tag: tagOf(node, context) } : {}) };
  };

  const prepareTable = (node: TableNode, context: Context): PreparedNode => {
    const { table, rowHeads, ...rest } = node;
    tables += 1;
    const number = tables;
    const heads = (row: number, column: number) => {
      if (row < table.headerRows) {
        return 'Column';
      }
      return rowHeads.includes(column) ? 'Row' : null;
    };
    const body = table.body.map((cells, row) =>
      cells.map((cell, column) =>
        prepare(cell, { ...context, cell: { table: number, row, column, heads: heads(row, column) } }),
      ),
    );
    return { ...rest, table: { ...table, widths: [...table.widths], body } };
  };

  const prepare = (node: PageNode, outer: Context): PreparedNode => {
    const context = {
      ...outer,
      family: node.font ?? outer.family,
      bold: node.bold ?? outer.bold,
      size: node.fontSize ?? outer.size,
    };
    if ('text' in node) {
      return prepareText(node, context);
    }
    if ('stack' in node) {
      return { ...withoutFont(node), stack: node.stack.map((child) => prepare(child, context)) };
    }
    if ('columns' in node) {
      return { ...withoutFont(node), columns: node.columns.map((child) => prepare(child, context)) };
    }
    if ('table' in node) {
      return prepareTable(node, context);
    }
    const { alt, ...rest } = node;
    if (alt === undefined || !tagged) {
      return { ...rest };
    }
    blocks += 1;
    return { ...rest, tag: { kind: 'figure', alt, block: blocks, cell: context.cell } satisfies Tag };
  };

  const start: Context = { family: 'text', bold: false, size: typesetter.fontSize, cell: null };
  return {
    content: (nodes) => nodes.map((node) => prepare(node, start)),
    furniture(node) {
      tagged = false;
      const prepared = prepare(node, start);
      tagged = true;
      return prepared;
    },
  };
}

/** The text in runs of one face each, and smaller if it has a width to keep. */
function setText(typesetter: Typesetter, { text, fitWidth }: TextNode, { family, bold, size }: Context): PreparedNode {
  const runs: readonly TextRun[] = typeof text === 'string' ? [{ text }] : text;
  const set = runs.flatMap(({ font, text: words, ...style }) =>
    typesetter.split(words, font ?? family, style.bold ?? bold).map((part) => ({ style, part })),
  );
  const prepared = set.map(({ style, part }) => ({ ...style, text: part.text, font: part.face }));
  if (fitWidth === undefined) {
    return { text: prepared };
  }
  const taken = set.reduce((sum, { style, part }) => sum + typesetter.width(part, style.bold ?? bold, size), 0);
  return { text: prepared, noWrap: true, fontSize: taken <= fitWidth ? size : (size * fitWidth) / taken };
}

function withoutFont<Node extends PageNode>(node: Node): Omit<Node, 'font'> {
  const { font: _font, ...rest } = node;
  return rest;
}
