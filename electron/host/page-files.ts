import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/** The built page as a fixed map, read once: a request can name a file of the page and nothing else on the disk. */
export type PageFiles = ReadonlyMap<string, PageFile>;
export interface PageFile {
  readonly body: Buffer;
  readonly type: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

export function readPageFiles(directory: string): PageFiles {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name);
      const type = types[extname(entry.name)] ?? 'application/octet-stream';
      files.set(`/${relative(directory, path).split(sep).join('/')}`, { body: readFileSync(path), type });
    }
  }
  const index = files.get('/index.html');
  if (index !== undefined) {
    files.set('/', index);
  }
  return files;
}

/**
 * Content security policy of the page, in the browser and in Electron alike (reliability.md §6.1). PDF preview needs `blob:`, code reading
 * needs wasm; the one policy of trusted types is the page's own (`trust-own-scripts.ts`).
 */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob: mediastream:",
  "worker-src 'self' blob:",
  "frame-src 'self' blob:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');

/**
 * What the page may ask the browser for, in the browser and in Electron alike: the camera, to read codes (SCAN-1), and no frame in it may.
 * In Electron the shell also looks at whether the camera view is open.
 */
export const pagePermissions =
  'camera=(self), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), midi=(), payment=()';
