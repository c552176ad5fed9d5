/** Errors of a disk that a person can do something about, in words. */
const diskTroubles: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'the folder may not be written',
  EPERM: 'the folder may not be written',
  EROFS: 'the disk is read-only',
  EIO: 'the disk reports an error',
  EEXIST: 'the folder is no folder',
  ENOTDIR: 'the folder is no folder',
};

/** What a person should hear of this error; undefined for one that is a bug and must be thrown on. */
export function diskTroubleOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? diskTroubles[error.code]
    : undefined;
}
