#!/bin/sh
# Runs as root after the package was unpacked; the names in braces are filled in by electron-builder. It stands in for the builder's own
# script, so what that does for Electron is done here as well: the command, the sandbox, the menu and AppArmor. The rest is Fitbay's.
set -eu

program='/opt/${sanitizedProductName}/${executable}'

if command -v update-alternatives >/dev/null 2>&1; then
  update-alternatives --install '/usr/bin/${executable}' '${executable}' "$program" 100
else
  ln -sf "$program" '/usr/bin/${executable}'
fi

# Chromium's sandbox needs either user namespaces or a helper that runs as root.
if unshare --user true 2>/dev/null; then
  chmod 0755 '/opt/${sanitizedProductName}/chrome-sandbox'
else
  chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox'
fi

if command -v update-desktop-database >/dev/null 2>&1; then
  update-desktop-database /usr/share/applications || true
fi

# Newer systems allow user namespaces only to programs with a profile; older ones cannot read ours and do not need it.
profile='/opt/${sanitizedProductName}/resources/apparmor-profile'
if command -v apparmor_parser >/dev/null 2>&1 && apparmor_parser --skip-kernel-load "$profile" >/dev/null 2>&1; then
  cp -f "$profile" '/etc/apparmor.d/${executable}'
  apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}' || true
fi

# The rules for cables of a bench count for those that are plugged in already.
if command -v udevadm >/dev/null 2>&1; then
  udevadm control --reload || true
  udevadm trigger --action=change --subsystem-match=usb --subsystem-match=tty || true
fi
