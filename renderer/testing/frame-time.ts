// Measures inside the page, for the benches: from an act until the browser has shown what it changed.

/** Milliseconds until the task after the next frame. */
export async function untilFrame(act: () => void): Promise<number> {
  const startedMs = performance.now();
  act();
  await frame();
  return performance.now() - startedMs;
}

/** The same until a frame after which it is so; a page that draws in several steps is measured to its last. */
export async function untilShown(act: () => void, isShown: () => boolean): Promise<number> {
  const startedMs = performance.now();
  act();
  do {
    await frame();
  } while (!isShown());
  return performance.now() - startedMs;
}

function frame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  });
}
