/** Words of the parts that the page cannot draw: menu and the few native dialogs. Everything else is in the language catalogues. */
export interface ShellTexts {
  readonly menu: {
    readonly file: string;
    readonly quit: string;
    readonly edit: string;
    readonly undo: string;
    readonly redo: string;
    readonly cut: string;
    readonly copy: string;
    readonly paste: string;
    readonly selectAll: string;
    readonly view: string;
    readonly reload: string;
    readonly actualSize: string;
    readonly zoomIn: string;
    readonly zoomOut: string;
    readonly fullScreen: string;
    readonly window: string;
    readonly minimize: string;
    readonly close: string;
    readonly help: string;
    readonly about: string;
  };
  readonly quit: {
    readonly cableTitle: string;
    readonly cableDetail: (bays: readonly number[]) => string;
    readonly keepWorking: string;
    readonly unsentTitle: string;
    readonly unsentDetail: (count: number) => string;
    readonly quitNow: string;
    readonly stay: string;
  };
  readonly stationGone: { readonly title: string; readonly detail: string };
}

const english: ShellTexts = {
  menu: {
    file: '&File',
    quit: '&Quit',
    edit: '&Edit',
    undo: '&Undo',
    redo: '&Redo',
    cut: 'Cu&t',
    copy: '&Copy',
    paste: '&Paste',
    selectAll: 'Select &all',
    view: '&View',
    reload: '&Reload',
    actualSize: '&Actual size',
    zoomIn: 'Zoom &in',
    zoomOut: 'Zoom &out',
    fullScreen: '&Full screen',
    window: '&Window',
    minimize: '&Minimize',
    close: '&Close',
    help: '&Help',
    about: '&About Fitbay',
  },
  quit: {
    cableTitle: 'A unit is being worked on',
    cableDetail: (bays) => `Work is running on bay ${bays.join(', ')}. Let it finish or stop it there, then quit.`,
    keepWorking: 'Keep working',
    unsentTitle: 'Not everything has been sent',
    unsentDetail: (count) =>
      `${count === 1 ? '1 record waits' : `${count} records wait`} for the cloud. Nothing is lost: it is on this computer and is sent after the next start.`,
    quitNow: 'Quit',
    stay: 'Stay',
  },
  stationGone: {
    title: 'The station has stopped',
    detail: 'It could not be started again. What was saved is safe. Start Fitbay again; if this repeats, call support.',
  },
};

const german: ShellTexts = {
  menu: {
    file: '&Datei',
    quit: '&Beenden',
    edit: '&Bearbeiten',
    undo: '&Rückgängig',
    redo: '&Wiederholen',
    cut: '&Ausschneiden',
    copy: '&Kopieren',
    paste: '&Einfügen',
    selectAll: 'A&lles auswählen',
    view: '&Ansicht',
    reload: '&Neu laden',
    actualSize: '&Originalgröße',
    zoomIn: 'Ver&größern',
    zoomOut: 'Ver&kleinern',
    fullScreen: '&Vollbild',
    window: '&Fenster',
    minimize: '&Minimieren',
    close: '&Schließen',
    help: '&Hilfe',
    about: '&Über Fitbay',
  },
  quit: {
    cableTitle: 'An einem Gerät wird gearbeitet',
    cableDetail: (bays) =>
      `An Platz ${bays.join(', ')} läuft eine Arbeit. Bitte zu Ende führen oder dort abbrechen, dann beenden.`,
    keepWorking: 'Weiterarbeiten',
    unsentTitle: 'Es ist noch nicht alles gesendet',
    unsentDetail: (count) =>
      `${count === 1 ? '1 Eintrag wartet' : `${count} Einträge warten`} auf die Zentrale. Nichts geht verloren: Alles liegt auf diesem Rechner und wird nach dem nächsten Start gesendet.`,
    quitNow: 'Beenden',
    stay: 'Bleiben',
  },
  stationGone: {
    title: 'Die Station wurde beendet',
    detail:
      'Sie ließ sich nicht wieder starten. Gespeichertes ist sicher. Bitte Fitbay neu starten; wiederholt es sich, den Support rufen.',
  },
};

/** Texts for the first language of the list that we speak, else English. Accepts `de`, `de-AT`. */
export function shellTextsFor(languages: readonly string[]): ShellTexts {
  const spoken = languages.map((language) => language.split('-')[0]).find((code) => code === 'de' || code === 'en');
  return spoken === 'de' ? german : english;
}
