import { spawnSync } from 'node:child_process';

interface Answer<Result> {
  readonly error?: string;
  readonly results?: readonly Result[];
}

/** Asks a judge that reads a JSON line a request and writes one an answer; a text is why it has no results for a request. */
export function answersOf<Result>(
  command: string,
  words: readonly string[],
  requests: readonly object[],
): readonly (readonly Result[] | string)[] {
  const { status, stdout, stderr, error } = spawnSync(command, [...words], {
    input: requests.map(request => `${JSON.stringify(request)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`${command} ended: ${error?.message ?? stderr.slice(-2000)}`);
  const lines = stdout.trim().split('\n');
  return requests.map((_, index) => {
    const answer = JSON.parse(lines[index] ?? '{}') as Answer<Result>;
    return answer.results ?? answer.error ?? 'no answer';
  });
}

/** Of one event: what is wrong with a whole query is wrong with each. */
export function saidOf<Result>(answer: readonly Result[] | string, at: number): Result | string {
  return typeof answer === 'string' ? answer : (answer[at] ?? 'no answer');
}
