import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** The engine's WebAssembly as it lies in the installed package. */
export async function loadEngineWasm(): Promise<ArrayBuffer> {
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const { buffer, byteOffset, byteLength } = await readFile(path);
  return buffer.slice(byteOffset, byteOffset + byteLength);
}
