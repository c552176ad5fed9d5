import type { MenuItemConstructorOptions } from 'electron';
import type { ShellTexts } from './shell-texts.ts';

/**
 * The application menu. Roles keep undo, copy and paste working in every field and give each platform its own keys; the words
 * are ours, because Electron's are English. No developer tools: this is a bench, not a browser.
 */
export function menuTemplate(texts: ShellTexts['menu']): MenuItemConstructorOptions[] {
  return [
    { label: texts.file, submenu: [{ role: 'quit', label: texts.quit }] },
    {
      label: texts.edit,
      submenu: [
        { role: 'undo', label: texts.undo },
        { role: 'redo', label: texts.redo },
        { type: 'separator' },
        { role: 'cut', label: texts.cut },
        { role: 'copy', label: texts.copy },
        { role: 'paste', label: texts.paste },
        { role: 'selectAll', label: texts.selectAll },
      ],
    },
    {
      label: texts.view,
      submenu: [
        { role: 'reload', label: texts.reload },
        { type: 'separator' },
        { role: 'resetZoom', label: texts.actualSize },
        { role: 'zoomIn', label: texts.zoomIn },
        { role: 'zoomOut', label: texts.zoomOut },
        { type: 'separator' },
        { role: 'togglefullscreen', label: texts.fullScreen },
      ],
    },
    {
      label: texts.window,
      submenu: [
        { role: 'minimize', label: texts.minimize },
        { role: 'close', label: texts.close },
      ],
    },
    { role: 'help', label: texts.help, submenu: [{ role: 'about', label: texts.about }] },
  ];
}

/** The menu of the right mouse button in a text field. */
export function editMenuTemplate(texts: ShellTexts['menu']): MenuItemConstructorOptions[] {
  return [
    { role: 'cut', label: texts.cut },
    { role: 'copy', label: texts.copy },
    { role: 'paste', label: texts.paste },
    { type: 'separator' },
    { role: 'selectAll', label: texts.selectAll },
  ];
}
