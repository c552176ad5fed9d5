import './trust-own-scripts.ts';
import '@fontsource/atkinson-hyperlegible-next/latin-400.css';
import '@fontsource/atkinson-hyperlegible-next/latin-ext-400.css';
import '@fontsource/atkinson-hyperlegible-next/latin-700.css';
import '@fontsource/atkinson-hyperlegible-next/latin-ext-700.css';
import '@fontsource/atkinson-hyperlegible-next/latin-800.css';
import '@fontsource/atkinson-hyperlegible-mono/latin-400.css';
import '@fontsource/atkinson-hyperlegible-mono/latin-700.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/parts.css';
import './ui/card-columns.css';
import './ui/grid.css';
import './ui/controls.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './features/shell/app.tsx';
import './ui/narrow.css';
import { createStationConnection } from './station/connection.ts';
import { followTheme } from './ui/theme.ts';

const place = document.getElementById('page');
if (place === null) {
  throw new Error('index.html has a place for the page');
}
followTheme();
createRoot(place).render(
  <StrictMode>
    <App connection={createStationConnection()} />
  </StrictMode>,
);
