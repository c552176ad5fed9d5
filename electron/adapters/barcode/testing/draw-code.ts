import { toBuffer } from 'bwip-js/node';

/** A code to draw: `bcid` as BWIPP names symbologies, e.g. `code128`, `gs1-128`, `datamatrix`, `qrcode`, `code39`. */
export interface CodeToDraw {
  readonly bcid: string;
  readonly text: string;
  /** Pixels a module; 3 unless told. */
  readonly scale?: number;
  /** `R` is a quarter turn clockwise, `I` upside down. */
  readonly rotate?: 'N' | 'R' | 'L' | 'I';
  /** White on black. */
  readonly isInverted?: boolean;
}

/** A label with one code as PNG file, drawn by a library that shares nothing with those that read. */
export function drawCode({ bcid, text, scale = 3, rotate = 'N', isInverted = false }: CodeToDraw): Promise<Uint8Array> {
  const isLinear = bcid.includes('128') || bcid === 'code39';
  return toBuffer({
    bcid,
    text,
    scale,
    rotate,
    padding: 10,
    ...(isLinear && { height: 12 }),
    barcolor: isInverted ? 'FFFFFF' : '000000',
    backgroundcolor: isInverted ? '000000' : 'FFFFFF',
  });
}
