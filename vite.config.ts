import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page. Relative addresses, so that the same build is served under `app://` and under a loopback address. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  // So that a worker can leave to a later file what it may never need.
  worker: { format: 'es' },
  // Every asset stays a file of its own: the page's policy allows no data: script or font.
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_500,
  },
});
