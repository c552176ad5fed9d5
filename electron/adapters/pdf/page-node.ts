// What a page is made of: the few kinds of pdfmake node that our documents use, with what tagging needs to know about them.
// Sizes are points (1/72 inch).

export type FontFamily = 'text' | 'mono';

/** [left, top, right, bottom] */
export type Margin = readonly [number, number, number, number];

interface Common {
  readonly margin?: Margin;
  readonly alignment?: 'left' | 'right' | 'center';
  readonly font?: FontFamily;
  readonly fontSize?: number;
  readonly lineHeight?: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly noWrap?: boolean;
  /** Inside columns: points, a share of the rest, or what the content needs. */
  readonly width?: number | '*' | 'auto';
  /** Inside a table: how many columns this cell takes; the cells it covers are `{ text: '' }`. */
  readonly colSpan?: number;
  /** Which sides of a table cell have a line: [left, top, right, bottom]. */
  readonly border?: readonly [boolean, boolean, boolean, boolean];
  /** Keeps the node on one page. */
  readonly unbreakable?: boolean;
  readonly pageBreak?: 'before';
}

export interface TextNode extends Common {
  readonly text: string | readonly TextRun[];
  /** Makes the text a heading of that level for screen readers. */
  readonly heading?: 1 | 2;
  /** Sets the text smaller, on one line, until it is no wider than this. */
  readonly fitWidth?: number;
}

export interface TextRun {
  readonly text: string;
  readonly font?: FontFamily;
  readonly fontSize?: number;
  readonly bold?: boolean;
  readonly color?: string;
}

export interface StackNode extends Common {
  readonly stack: readonly PageNode[];
}

export interface ColumnsNode extends Common {
  readonly columns: readonly PageNode[];
  readonly columnGap?: number;
}

/** A drawing. With `alt` a screen reader announces it; without, it is decoration beside words that say the same. */
export interface SvgNode extends Common {
  readonly svg: string;
  readonly alt?: string;
}

export interface TableNode extends Common {
  readonly table: {
    readonly widths: readonly (number | '*' | 'auto')[];
    /** Rows repeated at the top of every page the table reaches. */
    readonly headerRows: number;
    readonly keepWithHeaderRows?: number;
    /** Height of every row, where its content needs less. */
    readonly heights?: number;
    readonly dontBreakRows: true;
    readonly body: readonly (readonly PageNode[])[];
  };
  readonly layout: TableLayout;
  /** Columns whose cells name their row, as in a list of facts; rows of `headerRows` name their columns anyway. */
  readonly rowHeads: readonly number[];
}

export interface TableLayout {
  hLineWidth(line: number): number;
  hLineColor(line: number): string;
  vLineWidth(): number;
  paddingLeft(column: number): number;
  paddingRight(column: number): number;
  paddingTop(row: number): number;
  paddingBottom(row: number): number;
}

export type PageNode = TextNode | StackNode | ColumnsNode | SvgNode | TableNode;
