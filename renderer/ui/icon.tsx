/** The few pictures that stand beside words: always hidden from readers, because the words say it all. */
export type IconName = 'scan' | 'hall' | 'pulse' | 'carton';

export function Icon({ name, size }: { readonly name: IconName; readonly size: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={drawings[name]} />
    </svg>
  );
}

const drawings: Readonly<Record<IconName, string>> = {
  scan: 'M1 7V3h5M18 3h5v4M23 17v4h-5M6 21H1v-4M6 7v10M10 7v10M14 7v10M18 7v10',
  hall: 'M3 21V8l9-5 9 5v13M9 21v-7h6v7',
  pulse: 'M4 12h4l2-6 4 12 2-6h4',
  carton: 'M3 8l9-5 9 5v9l-9 5-9-5zM3 8l9 5 9-5M12 13v9M7.5 5.5l9 5',
};
