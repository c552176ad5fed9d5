/** Name and sign of the product. */
export function Brand() {
  return (
    <span className="brand">
      <svg width="30" height="30" viewBox="0 0 30 30" aria-hidden="true">
        <path d="M23 5H8a4 4 0 0 0-4 4v12a4 4 0 0 0 4 4h15" fill="none" stroke="currentColor" strokeWidth="3" />
        <rect x="17" y="11" width="12" height="8" rx="2" fill="var(--bar-ok)" />
      </svg>
      Fitbay
    </span>
  );
}
