// Owns that nothing behind a sheet can be reached by keyboard or screen reader, and that the cursor returns afterwards.
// Leaves the sheet itself to bottom-sheet.vue.

/** Sheets may lie on sheets: the page comes back when the last has gone. */
let covers = 0;

/** Puts the page out of reach; the answer brings it back and the cursor to where it was. Call the answer once. */
export function coverPage(): () => void {
  const before = document.activeElement;
  setCovers(covers + 1);
  return () => {
    setCovers(covers - 1);
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
}

function setCovers(count: number): void {
  covers = count;
  document.getElementById('app')?.toggleAttribute('inert', count > 0);
}
