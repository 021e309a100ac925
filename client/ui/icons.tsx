// Drawn on a 24 grid with a round pen, so that they sit well beside Nunito Sans.
const paths = {
  add: 'M12 5v14M5 12h14',
  back: 'M15 5l-7 7 7 7',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21h4',
  book: 'M4 5.5C7 4 10 4.3 12 6c2-1.7 5-2 8-.5V19c-3-1.5-6-1.2-8 .5-2-1.7-5-2-8-.5zM12 6v13.5',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  circle: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4.5l3 2',
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  device: 'M7 3.5h10v17H7zM11 17.5h2',
  door: 'M6 20V4h9v16M4 20h16M12 12v.5M18 9v11',
  down: 'M6 9.5l6 6 6-6',
  drag: 'M9 6v.5M15 6v.5M9 11.7v.5M15 11.7v.5M9 17.5v.5M15 17.5v.5',
  edit: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  goal: 'M6 21V4M6 5h11l-2.5 3.5L17 12H6',
  hand: 'M8 13V6.5a1.5 1.5 0 0 1 3 0V11V5a1.5 1.5 0 0 1 3 0v6V6.5a1.5 1.5 0 0 1 3 0V15c0 3-2 5.5-5.5 5.5C8 20.5 7 18 4.5 14a1.5 1.5 0 0 1 2.5-1z',
  heart: 'M12 19.5C5 15 4 11.5 4 9a4 4 0 0 1 8-1 4 4 0 0 1 8 1c0 2.5-1 6-8 10.500z',
  info: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 11v5M12 7.9v.2',
  key: 'M8.5 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8M11.5 12.500L20 4M16 8l3 3',
  leave: 'M14 5H5v14h9M10 12h10M16.5 8.500L20 12l-3.5 3.5',
  link: 'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1-1',
  mail: 'M4 6h16v12H4zM4 7l8 6.500L20 7',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M5.5 12h1M11.5 12h1M17.5 12h1',
  offline: 'M4 4l16 16M9 18h8a4 4 0 0 0 2.5-7M16 8.500A6 6 0 0 0 10 6M7 9.500a4.5 4.5 0 0 0-1 8',
  people:
    'M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M3.5 19a5.5 5.5 0 0 1 11 0M15.5 5.500a3 3 0 0 1 0 5.500M17 14a5 5 0 0 1 3.5 5',
  quote: 'M5 7h5v5c0 2.5-1.5 4-4 5M14 7h5v5c0 2.5-1.5 4-4 5',
  remove: 'M5 7h14M9 7V4.500h6V7M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5',
  reply: 'M10 6l-6 5.500L10 17v-3.500c5 0 8 1 10 4.5 0-6-4-9-10-9z',
  seat: 'M7 4v9h10V4M6 13h12v3H6zM8 16v4M16 16v4',
  send: 'M4 12L20 4.5 15 20l-4-6.500zM11 13.500L20 4.5',
  settings: 'M4 8h9M17 8h3M4 16h3M11 16h9M15 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4M9 14a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  share: 'M12 15V4M8 7.500L12 4l4 3.500M6 11v9h12v-9',
  shuffle:
    'M4 7h3c4 0 6 10 10 10h3M4 17h3c1.5 0 2.7-1.4 3.8-3M13.5 9.500C14.6 8 15.6 7 17 7h3M18 4.500L20.5 7 18 9.500M18 14.500l2.5 2.5-2.5 2.5',
  signature: 'M4 18c3 0 7-9 6-12s-4 1-2 6 4 5 5 2c.5 2 2 2 3-.5.5 2 2 2.5 4 .5M4 21h16',
  speak: 'M5 10v4h3l6 4V6l-6 4zM17.5 9.500a4 4 0 0 1 0 5',
  steward: 'M12 4l7 2.500V12c0 4-3 6.5-7 8-4-1.5-7-4-7-8V6.500z',
  table: 'M3 9.500h18M5 9.500V19M19 9.500V19M5 13h14',
  up: 'M6 14.500l6-6 6 6',
  warn: 'M12 4.500L21 19H3zM12 10.500v4M12 16.9v.2',
} as const

export type IconName = keyof typeof paths

/** A drawing beside words. It says nothing by itself: the words, or the label of the button around it, do. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
