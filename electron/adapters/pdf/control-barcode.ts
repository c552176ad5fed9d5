import { code128, drawingSVG } from 'bwip-js/generic';

/** A drawing with its own measures in points. */
export interface Barcode {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** `text` as Code 128 (ISO/IEC 15417), which also the cheapest reader takes. Whoever places it leaves ten modules of white at both sides. */
export function controlBarcode(
  text: string,
  { module, height }: { readonly module: number; readonly height: number },
): Barcode {
  // bwip-js takes the height in millimetres and draws one unit per module, 72 units to the inch.
  const drawing = code128<string>(
    { bcid: 'code128', text, scale: 1, height: (height / module / 72) * 25.4 },
    drawingSVG(),
  );
  const [, modules = '0', tall = '0'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(drawing) ?? [];
  const [width, drawnHeight] = [Number(modules) * module, Number(tall) * module];
  return {
    svg: drawing.replace('<svg ', `<svg width="${width}" height="${drawnHeight}" `),
    width,
    height: drawnHeight,
  };
}
