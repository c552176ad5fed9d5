import { drawingSVG, qrcode, type RenderOptions } from 'bwip-js/generic';
import { invariant } from '#core/kernel/invariant.ts';

/** bwip-js draws with more options than its types name; this one is the share of the code that may be damaged (M: 15 %). */
type QrOptions = RenderOptions & { readonly eclevel: 'M' };

/** An address as a QR code (ISO/IEC 18004) in one SVG path; whoever places it leaves four modules of white around it. */
export function addressCode(address: string): { readonly size: number; readonly path: string } {
  const options: QrOptions = { bcid: 'qrcode', text: address, eclevel: 'M', scale: 1 };
  const drawing = qrcode<string>(options, drawingSVG());
  const size = /viewBox="0 0 ([\d.]+) /.exec(drawing)?.[1];
  const path = /<path d="([^"]+)"/.exec(drawing)?.[1];
  invariant(size !== undefined && path !== undefined, 'a drawing has a size and one path');
  return { size: Number(size), path };
}
