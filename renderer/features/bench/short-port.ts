/** `/dev/ttyUSB0` → `ttyUSB0`; `COM7` stays. The whole path is for the help page. */
export function shortPort(port: string): string {
  return port.split(/[\\/]/).at(-1) ?? port;
}
