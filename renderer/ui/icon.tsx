/** The few pictures that stand beside words: always hidden from readers, because the words say it all. */
export type IconName = 'scan' | 'hall' | 'pulse' | 'carton' | 'people' | 'link' | 'job' | 'lock';

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
  people:
    'M8.5 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.6a3.4 3.4 0 0 1 0 6M18.5 14.6c2.2.8 3.5 2.8 3.5 5.4',
  link: 'M10 14a4.2 4.2 0 0 0 6 0l3.4-3.4a4.2 4.2 0 0 0-6-6L12 6M14 10a4.2 4.2 0 0 0-6 0l-3.4 3.4a4.2 4.2 0 0 0 6 6L12 18',
  job: 'M8 4H5v17h14V4h-3M8 2.5h8v4H8zM8.5 13.5l2.6 2.6 4.6-5',
  lock: 'M5 11h14v10H5zM8 11V7.5a4 4 0 0 1 8 0V11M12 15v2.5',
  carton: 'M3 8l9-5 9 5v9l-9 5-9-5zM3 8l9 5 9-5M12 13v9M7.5 5.5l9 5',
};
