import { parseArgs } from 'node:util';

/** What the shell understands on its command line. Chromium's own switches stand between them and are left alone. */
export interface ShellOptions {
  /** Folder of the station's data; absent means Electron's folder for this user. */
  readonly dataFolder?: string;
  /** Base address of the central cloud, for the station process. */
  readonly cloudUrl?: string;
  readonly language?: string;
  readonly kiosk: boolean;
  /** Shows the demo's label tray and switches. */
  readonly demo: boolean;
}

/** Reads `--data DIR --cloud URL --lang de --kiosk --demo`. Never refuses: an unknown switch may be Chromium's. */
export function parseShellOptions(commandLine: readonly string[]): ShellOptions {
  const { values } = parseArgs({
    args: [...commandLine],
    strict: false,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      cloud: { type: 'string' },
      lang: { type: 'string' },
      kiosk: { type: 'boolean' },
      demo: { type: 'boolean' },
    },
  });
  return {
    ...(typeof values.data === 'string' && { dataFolder: values.data }),
    ...(typeof values.cloud === 'string' && { cloudUrl: values.cloud }),
    ...(typeof values.lang === 'string' && { language: values.lang }),
    kiosk: values.kiosk === true,
    demo: values.demo === true,
  };
}

/** The arguments the station process is started with. */
export function stationArguments(options: ShellOptions, dataFolder: string): readonly string[] {
  return [
    '--data',
    options.dataFolder ?? dataFolder,
    ...(options.cloudUrl === undefined ? [] : ['--cloud', options.cloudUrl]),
    ...(options.language === undefined ? [] : ['--lang', options.language]),
    ...(options.demo ? ['--demo'] : []),
  ];
}
