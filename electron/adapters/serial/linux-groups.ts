import { readFile } from 'node:fs/promises';
import type { PortFacts } from '#core/domain/cable/diagnose-port.ts';

export interface SystemGroup {
  readonly name: string;
  readonly id: number;
  readonly members: readonly string[];
}

/** The groups of this machine; empty where the file cannot be read, e.g. with accounts that come from a directory service. */
export async function readGroups(file: string): Promise<readonly SystemGroup[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [name, , id, members = ''] = line.split(':');
    return name === undefined || id === undefined
      ? []
      : [{ name, id: Number(id), members: members.split(',').filter((member) => member !== '') }];
  });
}

/** Whether the user belongs to the group of a device, and whether this session knows it yet. */
export function membershipOf(asked: {
  readonly groupId: number;
  readonly groups: readonly SystemGroup[];
  readonly user: string;
  /** Of the running session. */
  readonly ownGroups: readonly number[];
}): PortFacts['membership'] {
  if (asked.ownGroups.includes(asked.groupId)) {
    return 'in-session';
  }
  const group = asked.groups.find(({ id }) => id === asked.groupId);
  if (group === undefined) {
    return 'unknown';
  }
  return group.members.includes(asked.user) ? 'not-in-session' : 'none';
}
