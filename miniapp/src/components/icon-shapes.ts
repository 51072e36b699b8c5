// Owns the shapes of the app's few line icons, each in a square of 24.
// Leaves drawing them to app-icon.vue.

export const iconShapes = {
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  send: 'M4 12l16-8-6 16-3-7-7-1z',
  visit: 'M5 20V10l7-6 7 6v10h-5v-6h-4v6z',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  desk: 'M4 5h16v14H4zM4 13h5l1.5 2.5h3L15 13h5',
  bell: 'M6 17V11a6 6 0 0112 0v6l1.5 2h-15zM10 21h4',
  search: 'M11 4a7 7 0 100 14 7 7 0 000-14zM16.2 16.2L21 21',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l5 5L19.5 7',
  phone: 'M6 3h4l2 5-2.5 1.5a11 11 0 005 5L16 12l5 2v4a2 2 0 01-2 2A16 16 0 014 5a2 2 0 012-2z',
  factory: 'M3 20.5V11l5.5 3.500V11l5.5 3.500V6h4l1 14.500M2 20.500h20M7 17.500v.01M11 17.500v.01M15 17.500v.01',
  firm: 'M4 20.500V8l6-3v15.500M10 9.500l10 2.500v8.500M3 20.500h18M14 15h2M14 18h2M7 10v.01M7 14v.01M7 17.500v.01',
  people: 'M9 11.500a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 19.500a6.5 6.5 0 0113 0M16 5a3.5 3.5 0 010 6.500M18 14.500a6.5 6.5 0 013.5 5',
  camera: 'M4 8h4l1.5-2.500h5L16 8h4v11H4zM12 10a3.5 3.5 0 100 7 3.5 3.5 0 000-7z',
  clip: 'M19 11l-7.500 7.500a4.500 4.500 0 01-6.400-6.400L13 4.200a3 3 0 014.300 4.300l-7.700 7.700a1.500 1.500 0 01-2.200-2.200L14 7.500',
  sound: 'M4 10v4h3l5 4V6l-5 4zM15.500 9a4 4 0 010 6M18 6.500a8 8 0 010 11',
  document: 'M7 3.500h7l4 4v13H7zM14 3.500v4h4M10 12h5M10 15.500h5',
  alert: 'M12 4l9.5 16h-19zM12 10v4.500M12 17.300v.01',
  gears: 'M12 9a3 3 0 100 6 3 3 0 000-6zM12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.200 2.200M16.200 16.200l2.200 2.200M18.400 5.600l-2.200 2.200M7.800 16.200l-2.200 2.200',
  calendar: 'M4 6h16v14H4zM4 10.500h16M8.500 3.500v4M15.500 3.500v4M8 14h2M14 14h2M8 17h2',
  queue: 'M4 6h10M4 12h10M4 18h7M18 4v12M15 13l3 3 3-3',
  import: 'M12 4v10M8 10.500l4 4 4-4M4 16v4h16v-4',
  offline: 'M3 3l18 18M8.5 15a5 5 0 017 0M5 11.500a10 10 0 015-2.700M14.5 9a10 10 0 014.5 2.500M12 19v.01',
} as const;
export type IconName = keyof typeof iconShapes;
