// The tree of a tagged PDF (ISO 32000-1, 14.8): what a screen reader or a text extractor sees instead of ink. The renderer reports
// which piece of ink belongs to which tag; the order of the tree is the order in which tags were first met.
import type { PdfDocument, StructureContent, StructureElement } from './load-pdfmake.ts';

export type Tag =
  | { readonly kind: 'block'; readonly role: 'H1' | 'H2' | 'P'; readonly block: number }
  | { readonly kind: 'figure'; readonly alt: string; readonly block: number; readonly cell: CellPlace | null }
  | { readonly kind: 'cell'; readonly cell: CellPlace };

export interface CellPlace {
  readonly table: number;
  readonly row: number;
  readonly column: number;
  readonly heads: 'Column' | 'Row' | null;
}

interface Leaf {
  readonly tag: Tag;
  readonly contents: StructureContent[];
  /** The page it was first drawn on; a table's header drawn again on a later page is decoration. */
  readonly page: number;
}

export interface TagTree {
  /** The tag's role if ink of it on `page` is content, or null if it repeats what was already said. */
  role(tag: Tag, page: number): string | null;
  add(tag: Tag, page: number, content: StructureContent): void;
  /** Writes the tree into the document; once, after all pages are drawn and before the document ends. */
  attach(document: PdfDocument): void;
}

/** Makes the empty tree of one document. */
export function createTagTree(): TagTree {
  const leaves = new Map<string, Leaf>();
  return {
    role(tag, page) {
      const known = leaves.get(keyOf(tag));
      const repeated = known !== undefined && known.page !== page && isColumnHead(tag);
      return repeated ? null : roleOf(tag);
    },
    add(tag, page, content) {
      const key = keyOf(tag);
      const leaf = leaves.get(key) ?? { tag, contents: [], page };
      leaf.contents.push(content);
      leaves.set(key, leaf);
    },
    attach(document) {
      const root = document.struct('Document');
      document.addStructure(root);
      const tables = new Map<number, TableElement>();
      for (const leaf of leaves.values()) {
        const parent = leaf.tag.kind === 'block' ? root : parentOf(document, { root, tables, tag: leaf.tag });
        const element = leaf.tag.kind === 'cell' ? parent : addChild(document, parent, leaf.tag);
        for (const content of leaf.contents) {
          element.add(content);
        }
      }
      root.end();
    },
  };
}

interface TableElement {
  readonly element: StructureElement;
  readonly rows: Map<number, { readonly element: StructureElement; readonly cells: Map<number, StructureElement> }>;
}

interface Placement {
  readonly root: StructureElement;
  readonly tables: Map<number, TableElement>;
  readonly tag: Exclude<Tag, { kind: 'block' }>;
}

function parentOf(document: PdfDocument, { root, tables, tag }: Placement): StructureElement {
  const { cell } = tag;
  if (cell === null) {
    return root;
  }
  const table = tables.get(cell.table) ?? { element: document.struct('Table'), rows: new Map() };
  if (!tables.has(cell.table)) {
    tables.set(cell.table, table);
    root.add(table.element);
  }
  const row = table.rows.get(cell.row) ?? { element: document.struct('TR'), cells: new Map() };
  if (!table.rows.has(cell.row)) {
    table.rows.set(cell.row, row);
    table.element.add(row.element);
  }
  const known = row.cells.get(cell.column);
  if (known !== undefined) {
    return known;
  }
  const element = cell.heads === null ? document.struct('TD') : document.struct('TH', { scope: cell.heads });
  row.cells.set(cell.column, element);
  row.element.add(element);
  return element;
}

function addChild(
  document: PdfDocument,
  parent: StructureElement,
  tag: Exclude<Tag, { kind: 'cell' }>,
): StructureElement {
  const child = document.struct(roleOf(tag), tag.kind === 'figure' ? { alt: tag.alt } : {});
  parent.add(child);
  return child;
}

function roleOf(tag: Tag): string {
  switch (tag.kind) {
    case 'block':
      return tag.role;
    case 'figure':
      return 'Figure';
    case 'cell':
      return tag.cell.heads === null ? 'TD' : 'TH';
  }
}

function isColumnHead(tag: Tag): boolean {
  return tag.kind === 'cell' ? tag.cell.heads === 'Column' : tag.kind === 'block' && tag.role !== 'P';
}

function keyOf(tag: Tag): string {
  return tag.kind === 'cell' ? `cell ${tag.cell.table} ${tag.cell.row} ${tag.cell.column}` : `${tag.kind} ${tag.block}`;
}
