// Owns which entry's colours the whole page wears; they are written in app/theme.css.
// Leaves when to change them to the router (by entry) and to the ticket page (by line).

/** Sets the colours of an entry or line; `neutral` for what belongs to none. On the root element, so that sheets wear them too. */
export function wear(look: string): void {
  document.documentElement.dataset['look'] = look;
}
