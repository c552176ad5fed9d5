/** Commands that the port doctor shows for the one who looks after a Linux computer. Nothing here is ever run by Fitbay. */

/** Lets a user open the ports of a group from the next sign-in on. */
export function rightsCommand(group: string, user: string | null): string | null {
  if (!isPlainName(group)) {
    return null;
  }
  return `sudo usermod -aG ${group} ${user !== null && isPlainName(user) ? user : '$USER'}`;
}

/**
 * Keeps ModemManager away from what is plugged in with these USB ids, or from this one port where it is not on USB, now and after every
 * restart. Null for a name that is no device of this computer.
 */
export function modemManagerCommand(path: string, usb: string | null): string | null {
  const match = matchOf(path, usb);
  if (match === null) {
    return null;
  }
  const rule = `${match}, ENV{ID_MM_DEVICE_IGNORE}="1"`;
  const file = '/etc/udev/rules.d/60-fitbay-bench.rules';
  return `echo '${rule}' | sudo tee -a ${file} && sudo udevadm control --reload && sudo udevadm trigger`;
}

function matchOf(path: string, usb: string | null): string | null {
  const [, vendor, product] = /^([0-9a-f]{4}):([0-9a-f]{4})$/.exec(usb ?? '') ?? [];
  if (vendor !== undefined && product !== undefined) {
    return `ATTRS{idVendor}=="${vendor}", ATTRS{idProduct}=="${product}"`;
  }
  const [, name] = /^\/dev\/([A-Za-z0-9]+)$/.exec(path) ?? [];
  return name === undefined ? null : `KERNEL=="${name}"`;
}

/** What comes from a file system or an account never becomes part of a command unless it is a plain name. */
function isPlainName(name: string): boolean {
  return /^[a-z_][a-z0-9_-]*$/.test(name);
}
