import { EventEmitter } from 'node:events';
import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  CustomScheme,
  Dialog,
  ForkOptions,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  MessagePortMain,
  Protocol,
  Session,
  Shell,
  UtilityProcess,
  WebContents,
  WebFrameMain,
  WindowOpenHandlerResponse,
} from 'electron';
import type { ElectronParts } from '#electron/shell/electron-parts.ts';

/**
 * Electron as far as the shell uses it, without a window on any screen. Each part implements Electron's own type of its members
 * (events aside, whose overloads only an emitter can stand for), so a change of Electron's interface stops the tests from compiling.
 */

export class AppDouble
  extends EventEmitter
  implements
    Pick<
      App,
      | 'enableSandbox'
      | 'exit'
      | 'getPath'
      | 'getPreferredSystemLanguages'
      | 'isPackaged'
      | 'quit'
      | 'requestSingleInstanceLock'
      | 'setAsDefaultProtocolClient'
      | 'setPath'
      | 'whenReady'
    >
{
  readonly isPackaged = true;
  readonly calls: string[] = [];
  readonly paths = new Map<string, string>();
  hasLock = true;
  hasQuit = false;
  exitCode: number | undefined;

  enableSandbox(): void {
    this.calls.push('enableSandbox');
  }
  exit(exitCode = 0): void {
    this.exitCode = exitCode;
  }
  getPath(name: string): string {
    return this.paths.get(name) ?? `/paths/${name}`;
  }
  getPreferredSystemLanguages(): string[] {
    return ['en-GB'];
  }
  /** As Electron does: everybody may object before it ends. */
  quit(): void {
    const event = new PreventableEvent();
    this.emit('before-quit', event);
    this.hasQuit = !event.defaultPrevented;
  }
  requestSingleInstanceLock(): boolean {
    this.calls.push('requestSingleInstanceLock');
    return this.hasLock;
  }
  setAsDefaultProtocolClient(protocol: string): boolean {
    this.calls.push(`setAsDefaultProtocolClient ${protocol}`);
    return true;
  }
  setPath(name: string, path: string): void {
    this.calls.push(`setPath ${name}`);
    this.paths.set(name, path);
  }
  whenReady(): Promise<void> {
    this.calls.push('whenReady');
    return Promise.resolve();
  }
}

export class PreventableEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

export class WebContentsDouble
  extends EventEmitter
  implements Pick<WebContents, 'getURL' | 'postMessage' | 'reload' | 'setWindowOpenHandler'>
{
  /** Only the address of the main frame matters to the shell. */
  readonly mainFrame: { -readonly [Name in keyof Pick<WebFrameMain, 'url'>]: WebFrameMain[Name] } = {
    url: 'app://fitbay/index.html',
  };
  readonly posted: { readonly channel: string; readonly ports: readonly MessagePortMain[] }[] = [];
  openHandler: ((details: { url: string }) => WindowOpenHandlerResponse) | undefined;
  reloads = 0;

  getURL(): string {
    return this.mainFrame.url;
  }
  postMessage(channel: string, _message: unknown, transfer: MessagePortMain[] = []): void {
    this.posted.push({ channel, ports: transfer });
  }
  reload(): void {
    this.reloads += 1;
  }
  setWindowOpenHandler(handler: (details: never) => WindowOpenHandlerResponse): void {
    this.openHandler = ({ url }) => Reflect.apply(handler, undefined, [{ url }]);
  }
}

export class BrowserWindowDouble
  extends EventEmitter
  implements
    Pick<
      BrowserWindow,
      'focus' | 'getNormalBounds' | 'isMaximized' | 'isMinimized' | 'loadURL' | 'maximize' | 'restore' | 'show'
    >
{
  readonly webContents = new WebContentsDouble();
  readonly calls: string[] = [];
  readonly options: BrowserWindowConstructorOptions;
  bounds = { x: 10, y: 20, width: 1500, height: 950 };

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }
  focus(): void {
    this.calls.push('focus');
  }
  getNormalBounds(): Electron.Rectangle {
    return this.bounds;
  }
  isMaximized(): boolean {
    return this.calls.includes('maximize');
  }
  isMinimized(): boolean {
    return this.calls.at(-1) === 'minimize';
  }
  loadURL(url: string): Promise<void> {
    this.calls.push(`loadURL ${url}`);
    return Promise.resolve();
  }
  maximize(): void {
    this.calls.push('maximize');
  }
  restore(): void {
    this.calls.push('restore');
  }
  show(): void {
    this.calls.push('show');
  }
}

/** The station's process: what was sent to it, and a voice for what it would say. */
export class StationDouble extends EventEmitter implements Pick<UtilityProcess, 'kill' | 'postMessage'> {
  readonly received: { readonly message: unknown; readonly ports: readonly MessagePortMain[] }[] = [];
  readonly modulePath: string;
  readonly startArguments: readonly string[];
  readonly options: ForkOptions | undefined;
  wasKilled = false;

  constructor(modulePath: string, startArguments: readonly string[], options: ForkOptions | undefined) {
    super();
    this.modulePath = modulePath;
    this.startArguments = startArguments;
    this.options = options;
  }
  kill(): boolean {
    this.wasKilled = true;
    this.emit('exit', 143);
    return true;
  }
  postMessage(message: unknown, transfer: MessagePortMain[] = []): void {
    this.received.push({ message, ports: transfer });
  }
  say(message: unknown): void {
    this.emit('message', message);
  }
  kinds(): readonly unknown[] {
    return this.received.map(({ message }) => Reflect.get(Object(message), 'kind'));
  }
}

class ChannelDouble {
  /** A port only has to be the same object at both ends of its journey. */
  readonly port1 = new EventEmitter();
  readonly port2 = new EventEmitter();
}

class SessionDouble
  implements
    Pick<
      Session,
      | 'setBluetoothPairingHandler'
      | 'setDevicePermissionHandler'
      | 'setDisplayMediaRequestHandler'
      | 'setPermissionCheckHandler'
      | 'setPermissionRequestHandler'
    >
{
  request: Parameters<Session['setPermissionRequestHandler']>[0] = null;
  check: Parameters<Session['setPermissionCheckHandler']>[0] = null;
  device: Parameters<Session['setDevicePermissionHandler']>[0] = null;
  display: Parameters<Session['setDisplayMediaRequestHandler']>[0] = null;
  bluetooth: Parameters<Session['setBluetoothPairingHandler']>[0] = null;

  setPermissionRequestHandler(handler: typeof this.request): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: typeof this.check): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: typeof this.device): void {
    this.device = handler;
  }
  setDisplayMediaRequestHandler(handler: typeof this.display): void {
    this.display = handler;
  }
  setBluetoothPairingHandler(handler: typeof this.bluetooth): void {
    this.bluetooth = handler;
  }
}

class ProtocolDouble implements Pick<Protocol, 'handle' | 'registerSchemesAsPrivileged'> {
  readonly schemes: CustomScheme[] = [];
  readonly handlers = new Map<string, Parameters<Protocol['handle']>[1]>();

  handle(scheme: string, handler: Parameters<Protocol['handle']>[1]): void {
    this.handlers.set(scheme, handler);
  }
  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    this.schemes.push(...schemes);
  }
}

class DialogDouble implements Pick<Dialog, 'showErrorBox'> {
  readonly boxes: MessageBoxOptions[] = [];
  readonly errors: string[] = [];
  /** Which button the person presses. */
  response = 0;

  showErrorBox(title: string, content: string): void {
    this.errors.push(`${title}: ${content}`);
  }
  async showMessageBox(options: MessageBoxOptions): Promise<{ response: number; checkboxChecked: boolean }> {
    this.boxes.push(options);
    return { response: this.response, checkboxChecked: false };
  }
}

export interface ElectronDouble {
  readonly parts: ElectronParts;
  readonly app: AppDouble;
  readonly windows: readonly BrowserWindowDouble[];
  readonly stations: readonly StationDouble[];
  readonly session: SessionDouble;
  readonly protocol: ProtocolDouble;
  readonly dialog: DialogDouble;
  readonly ipcMain: EventEmitter;
  readonly opened: readonly string[];
  readonly menus: readonly MenuItemConstructorOptions[][];
}

export function createElectronDouble(): ElectronDouble {
  const app = new AppDouble();
  const windows: BrowserWindowDouble[] = [];
  const stations: StationDouble[] = [];
  const menus: MenuItemConstructorOptions[][] = [];
  const opened: string[] = [];
  const session = new SessionDouble();
  const protocol = new ProtocolDouble();
  const dialog = new DialogDouble();
  const ipcMain = new EventEmitter();
  const shell: Pick<Shell, 'openExternal'> = {
    openExternal(url) {
      opened.push(url);
      return Promise.resolve();
    },
  };
  const parts = {
    app,
    dialog,
    ipcMain,
    protocol,
    shell,
    session: { defaultSession: session },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
    MessageChannelMain: ChannelDouble,
    BrowserWindow: class extends BrowserWindowDouble {
      constructor(options: BrowserWindowConstructorOptions) {
        super(options);
        windows.push(this);
        app.emit('web-contents-created', {}, this.webContents);
      }
    },
    Menu: {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
      setApplicationMenu: (template: MenuItemConstructorOptions[]) => menus.push(template),
    },
    utilityProcess: {
      fork(modulePath: string, startArguments: readonly string[], options?: ForkOptions) {
        const station = new StationDouble(modulePath, startArguments, options);
        stations.push(station);
        return station;
      },
    },
  };
  // The double has the members that the shell uses, not the hundreds that Electron has: no narrower type says that.
  const electronParts = parts as unknown as ElectronParts;
  return { parts: electronParts, app, windows, stations, session, protocol, dialog, ipcMain, opened, menus };
}
