// Owns where the draw for a sample comes from.
// Leaves what is sampled to the line's settings and the result's move.
import { randomInt } from 'node:crypto';

/** A number in [0, 1) that nobody can foresee. */
export type Dice = () => number;

/** Nest's name for the process's {@link Dice}. */
export const DICE = Symbol('dice');

const SIDES = 2 ** 32;
export const fairDice: Dice = () => randomInt(SIDES) / SIDES;
