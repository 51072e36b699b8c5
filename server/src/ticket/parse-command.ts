// Owns turning a request's action and loose input into a command whose input fits that action.
// Leaves whether it may be done to the domain.
import { refuse } from '@zhitongche/shared/errors.js';
import { ACTION_INPUTS } from '@zhitongche/shared/ticket/action-inputs.js';
import type { PersonAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { ActionRequest } from '@zhitongche/shared/ticket/contract.js';
import type { z } from 'zod';
import { fieldErrors } from '../platform/http/field-errors.js';
import type { ActionCommand } from './actions/take-action.js';
import type { Command } from './domain/decide.js';

/** @throws Refusal REQUEST_INVALID with a sentence per field */
export function parseCommand(request: z.output<typeof ActionRequest>): ActionCommand {
  const parsed = ACTION_INPUTS[request.action].safeParse(request.input);
  if (!parsed.success) refuse('REQUEST_INVALID', { fields: fieldErrors(parsed.error.issues, 'input') });
  return {
    commandId: request.commandId, version: request.version ?? null,
    command: { action: request.action, input: parsed.data } as Command,
  };
}

/** What a reporter says about the result; it has limits of its own. */
export function isRating(action: PersonAction): boolean {
  return action === 'rate' || action === 'remark';
}
