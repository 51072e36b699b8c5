// Owns the proof that a command is one effect however often it is sent, and that nothing typed is lost on the way.
// Leaves the fields to form-values.spec.ts and storage to lib/drafts.
import { createApp, nextTick, reactive } from 'vue';
import type { ActionRequest, CommandAnswer, TicketView } from '@zhitongche/shared/ticket/contract.js';
import { ApiError } from '../../lib/api.js';
import { useCommandForm } from './command-form.js';
import { ticketPortKey } from './ticket-port.js';

const stale = new ApiError(409, 'VERSION_STALE', '事项刚刚被更新，请查看最新情况后再操作。');
const noAnswer = new ApiError(0, 'NETWORK_DOWN', '网络不通');
const done = { receipt: {}, ticket: null } as unknown as CommandAnswer; // nothing of the answer is read here

/** A return form on a ticket whose server answers as told, one answer after the other. */
function opened(...answers: (CommandAnswer | ApiError)[]) {
  const ticket = reactive({ id: 't1', round: 1, version: 4, events: [{ seq: 1, at: '2026-11-20T01:00:00Z' }], suggestion: [] }) as unknown as TicketView; // only what the form reads
  const sent: ActionRequest[] = [];
  const app = createApp({});
  app.provide(ticketPortKey, {
    send(request) {
      sent.push(request);
      const answer = answers.shift() ?? done;
      return answer instanceof ApiError ? Promise.reject(answer) : Promise.resolve(answer);
    },
    reload() {
      ticket.version = 5;
      ticket.events = [...ticket.events, { seq: 2, at: '2026-11-20T02:00:00Z' } as TicketView['events'][number]];
      return Promise.resolve();
    },
  });
  return { form: app.runWithContext(() => useCommandForm('return', () => ticket)), sent, ticket };
}

test('nothing is sent while something is missing, and it is said where', async () => {
  const { form, sent } = opened();
  expect(await form.send()).toBeNull();
  expect(form.errors.value).toEqual({ reason: '请填写退回理由（职责依据）' });
  expect(sent).toEqual([]);
});

test.each([
  ['too much at once', new ApiError(429, 'TOO_MANY_REQUESTS', '操作太频繁，请 20 秒后再试，填写的内容不会丢失。')], ['the session is over', new ApiError(401, 'SESSION_EXPIRED', '登录已过期，请重新登录。')],
])('%s: whether the sending before arrived is still open, so it stays the same command', async (_what, refusal) => {
  const { form, sent } = opened(noAnswer, refusal);
  form.values.input['reason'] = '不属本局职责';
  await form.send();
  await form.send();
  expect(form.problem.value).toBe(refusal.message);
  expect(form.values.input['reason']).toBe('不属本局职责');
  expect(await form.send()).toBe(done);
  expect(sent[1]).toEqual(sent[0]);
  expect(sent[2]).toEqual(sent[0]);
});

test('no answer: sending again is the same command, word for word', async () => {
  const { form, sent } = opened(noAnswer, noAnswer);
  form.values.input['reason'] = '不属本局职责';
  await form.send();
  await form.send();
  expect(await form.send()).toBe(done);
  expect(sent).toHaveLength(3);
  expect(sent[1]).toEqual(sent[0]);
  expect(sent[2]).toEqual(sent[0]);
  expect(sent[0]).toMatchObject({ action: 'return', version: 4, input: { reason: '不属本局职责' } });
});

test('somebody was faster: it is said what happened, the words stay, the next send is a new command on the new version', async () => {
  const { form, sent } = opened(stale);
  form.values.input['reason'] = '不属本局职责';
  expect(await form.send()).toBeNull();
  expect(form.problem.value).toBe(stale.message);
  expect(form.meanwhile.value.map((event) => event.seq)).toEqual([2]);
  expect(form.values.input['reason']).toBe('不属本局职责');
  await form.send();
  expect(sent[1]).toMatchObject({ version: 5, input: { reason: '不属本局职责' } });
  expect(sent[1]?.commandId).not.toBe(sent[0]?.commandId);
});

test('the server’s field errors stand at their fields', async () => {
  const { form } = opened(new ApiError(400, 'REQUEST_INVALID', '请检查', { fields: { 'input.reason': '不能超过 500 字' } }));
  form.values.input['reason'] = '很长';
  await form.send();
  expect(form.errors.value).toEqual({ reason: '不能超过 500 字' });
});

test('a second tap while the first is under way sends nothing', async () => {
  const { form, sent } = opened();
  form.values.input['reason'] = '不属本局职责';
  await Promise.all([form.send(), form.send()]);
  expect(sent).toHaveLength(1);
});

test('what was sent is gone from the form', async () => {
  const { form } = opened();
  form.values.input['reason'] = '不属本局职责';
  await form.send();
  expect(form.values.input).toEqual({});
});

test('what the page shows while somebody types counts as seen, and is said in the form', async () => {
  const { form, sent, ticket } = opened();
  form.values.input['reason'] = '不属本局职责';
  ticket.events = [...ticket.events, { seq: 2, at: '2026-11-20T02:00:00Z', mine: false } as TicketView['events'][number]];
  ticket.version = 5;
  await nextTick();
  expect(form.meanwhile.value.map((event) => event.seq)).toEqual([2]);
  await form.send();
  expect(sent[0]).toMatchObject({ version: 5, input: { reason: '不属本局职责' } });
});

test('while it is not known whether a command had its effect, its version stays what it was', async () => {
  const { form, sent, ticket } = opened(noAnswer);
  form.values.input['reason'] = '不属本局职责';
  await form.send();
  ticket.version = 5;
  await nextTick();
  await form.send();
  expect(sent[1]).toEqual(sent[0]);
});
