// One label in ZPL II (Zebra Programming Language), which label printers of many makers understand. Text in, text out.
import type { LabelContent } from '#core/ports/label-printer.ts';

/** 57 × 32 mm at 203 dpi, which is 8 dots a millimetre. */
const label = { width: 456, height: 256, margin: 16 } as const;

/** Bytes that QR versions 1 to 10 hold at error correction M (ISO/IEC 18004, table 7); a version has 17 + 4 × version modules a side. */
const bytesByVersion = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213] as const;

/** The commands that print `content` once. The printer must read UTF-8, which `^CI28` asks for. */
export function createLabelZpl(content: LabelContent): string {
  const modules = qrModules(content.link);
  const side = label.height - 2 * label.margin;
  const magnification = Math.max(1, Math.min(10, Math.floor(side / modules)));
  const textLeft = 2 * label.margin + modules * magnification;
  const textWidth = label.width - textLeft - label.margin;
  const texts = [
    { text: content.title, top: 24, height: 38 },
    { text: content.code, top: 72, height: 30 },
    ...content.lines.slice(0, 3).map((text, index) => ({ text, top: 124 + index * 34, height: 24 })),
  ];
  const lines = texts.map(({ text, top, height }) => {
    const width = Math.min(height, Math.floor(textWidth / (0.62 * Math.max(1, [...text].length))));
    return `^FO${textLeft},${top}^A0N,${height},${width}^FH_^FD${escapeField(text)}^FS`;
  });
  return [
    '^XA',
    '^CI28',
    `^PW${label.width}`,
    `^LL${label.height}`,
    `^FO${label.margin},${label.margin}^BQN,2,${magnification}^FH_^FDMA,${escapeField(content.link)}^FS`,
    ...lines,
    '^XZ',
    '',
  ].join('\n');
}

function qrModules(text: string): number {
  const bytes = new TextEncoder().encode(text).length;
  const index = bytesByVersion.findIndex((capacity) => bytes <= capacity);
  return 17 + 4 * (index === -1 ? bytesByVersion.length + 1 : index + 1);
}

/** With `^FH_`, `_5E` is a caret: the signs that start a command, the escape sign itself and control characters travel as hex. */
function escapeField(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must not reach the printer
  return text.replace(/[\^~_\\\u0000-\u001f\u007f]/g, (sign) => {
    return `_${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}
