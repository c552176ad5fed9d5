import type { App } from 'electron';

export interface SingleInstanceParts {
  readonly app: Pick<App, 'requestSingleInstanceLock' | 'on'>;
  /** Another start was turned away; its arguments come here so that a link in them is not lost. */
  readonly onSecondStart: (commandLine: readonly string[]) => void;
}

/** One station, one store: the second start hands its arguments to the first and ends (`already-running`). */
export function claimSingleInstance({ app, onSecondStart }: SingleInstanceParts): 'first' | 'already-running' {
  if (!app.requestSingleInstanceLock()) {
    return 'already-running';
  }
  app.on('second-instance', (_event, commandLine) => onSecondStart(commandLine));
  return 'first';
}
