// Owns reading what Prometheus would read.
// Leaves what it should say to the suites.
import type { Program } from '../queue/processes.js';
import { waitFor } from '../queue/wait-for.js';

export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** The port of the operator's figures, as the process's log tells it. */
export function figuresPort(program: Program): Promise<number> {
  return waitFor('the port of the figures', () => {
    const line = program.log().map((each) => JSON.parse(each) as { msg: string; port?: number }).find((each) => each.msg === 'figures');
    return line?.port;
  });
}

/** Reads all samples. @throws Error when a line is not of Prometheus's text format */
export async function scrape(port: number): Promise<Sample[]> {
  const answer = await fetch(`http://127.0.0.1:${String(port)}/metrics`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
    const [, name, labels = '', value] = /^([a-z_0-9]+)(?:\{(.*)\})? (\S+)$/i.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new Error(`not a sample: ${line}`);
    return { name, value: value === 'Nan' ? NaN : Number(value), labels: Object.fromEntries([...labels.matchAll(/([a-z_]+)="([^"]*)"/g)].map((match) => [match[1] ?? '', match[2] ?? ''])) };
  });
}

/** The value of the one sample with this name and at least these labels. @throws Error when there is none or several */
export function valueOf(samples: Sample[], name: string, labels: Record<string, string> = {}): number {
  const found = samples.filter((sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value));
  const [sample] = found;
  if (sample === undefined || found.length > 1) throw new Error(`${String(found.length)} samples of ${name} ${JSON.stringify(labels)}`);
  return sample.value;
}
