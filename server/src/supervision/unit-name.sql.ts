// Owns, in SQL, the short name of who answers: a unit `u` where the id is one's, or the district's desk, which is none.
// Leaves the word for the desk to the shared vocabulary.
import { DISTRICT_DESK, DISTRICT_DESK_NAME } from '@zhitongche/shared/directory/vocabulary.js';

export const unitName = (id: string): string => `coalesce(u.short, case ${id} when '${DISTRICT_DESK}' then '${DISTRICT_DESK_NAME}' else ${id} end)`;
