import { drawingSVG, qrcode, type RenderOptions } from 'bwip-js/generic';

/** bwip-js draws with more options than its types name; this one is the share of the code that may be damaged (M: 15 %). */
type QrOptions = RenderOptions & { readonly eclevel: 'M' };

/** `text` as a QR code (ISO/IEC 18004) in an SVG drawing of `size`; whoever places it leaves four modules of white around it. */
export function verifyCode(text: string, size: number): string {
  const options: QrOptions = { bcid: 'qrcode', text, eclevel: 'M' };
  const drawing = qrcode<string>(options, drawingSVG());
  return drawing.replace('<svg ', `<svg width="${size}" height="${size}" `);
}
