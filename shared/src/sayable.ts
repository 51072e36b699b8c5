// Owns which characters a text may hold, and which of them anybody can see.
// Leaves how long a text may be to the contracts.

/** NUL, other control characters but tab and line ends, and half a surrogate pair: no request that holds one is taken. */
export const UNKEEPABLE = /(?![\t\n\r])[\p{Cc}\p{Surrogate}]/u;

/** Anything that can be seen, also letters for private use in rare names; spaces and zero-width characters alone say nothing. */
export const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/u;
