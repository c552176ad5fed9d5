/** Status is colour, shape and word, always all three (ux rule 9); this is the shape. The word stands beside it, so it is hidden from readers. */
export type Mark = 'ok' | 'warn' | 'stop' | 'work' | 'wait' | 'idle';

export function StatusMark({
  mark,
  size = 'small',
  isStill = false,
}: {
  readonly mark: Mark;
  readonly size?: 'tiny' | 'small' | 'large';
  /** For a half ring that means "waits for you": only running work turns. */
  readonly isStill?: boolean;
}) {
  return (
    <svg
      className={`mark mark-${mark} mark-${size}${isStill ? ' mark-still' : ''}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[mark]}
    </svg>
  );
}

const shapes: Readonly<Record<Mark, React.ReactNode>> = {
  ok: (
    <>
      <circle cx="12" cy="12" r="11" fill="currentColor" />
      <path
        d="M7 12.4l3.4 3.4L17.2 9"
        fill="none"
        stroke="var(--ok-ink)"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  warn: (
    <>
      <path
        d="M12 1.6 23 21.6H1z"
        fill="currentColor"
        stroke="var(--warn-line)"
        strokeWidth="1.4"
        strokeLinejoin="round"
      />
      <path d="M12 8.6v6" stroke="var(--warn-ink)" strokeWidth="2.4" strokeLinecap="round" />
      <circle cx="12" cy="18" r="1.4" fill="var(--warn-ink)" />
    </>
  ),
  stop: (
    <>
      <path d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z" fill="currentColor" />
      <path d="M6.8 12h10.4" stroke="var(--stop-ink)" strokeWidth="3.2" strokeLinecap="round" />
    </>
  ),
  work: (
    <>
      <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" strokeWidth="3" opacity=".28" />
      <path
        className="mark-turn"
        d="M12 3a9 9 0 0 1 0 18"
        fill="none"
        stroke="currentColor"
        strokeWidth="3.4"
        strokeLinecap="round"
      />
    </>
  ),
  wait: (
    <>
      <circle cx="12" cy="12" r="9.6" fill="none" stroke="currentColor" strokeWidth="2.2" strokeDasharray="3.6 2.4" />
      <path d="M12 7v5.4l3.4 2" fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
    </>
  ),
  idle: <circle cx="12" cy="12" r="9.4" fill="none" stroke="currentColor" strokeWidth="2.4" />,
};
