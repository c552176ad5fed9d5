/** The part of the camera's picture that is read, as parts of its width and height: wide, because bars are, and small, because it is quick. */
export const scanRegion = { left: 0.08, top: 0.2, width: 0.84, height: 0.6 } as const;

/** Takes the region out of what the preview shows now; null before its first picture. */
export async function grabRegion(video: HTMLVideoElement | null): Promise<ImageBitmap | null> {
  if (video === null || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) {
    return null;
  }
  const { videoWidth, videoHeight } = video;
  const at = (part: number, side: number) => Math.round(part * side);
  // The picture may have ended since: then there is none.
  return createImageBitmap(
    video,
    at(scanRegion.left, videoWidth),
    at(scanRegion.top, videoHeight),
    at(scanRegion.width, videoWidth),
    at(scanRegion.height, videoHeight),
  ).catch(() => null);
}
