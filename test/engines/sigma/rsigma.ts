import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { answersOf } from '../answers.ts';
import { cacheFolder, installOnce, must, needTool } from '../toolchain.ts';

const sources = 'test/engines/sigma/rust';
const files = ['Cargo.toml', 'Cargo.lock', join('src', 'main.rs')];

/** MIT; an engine for Sigma (https://github.com/timescale/rsigma), built once from its crates. */
export function installRsigma(): string {
  needTool('cargo');
  const folder = cacheFolder('rsigma');
  installOnce(folder, files.map(file => readFileSync(join(sources, file), 'utf8')).join('\n'), () => {
    mkdirSync(join(folder, 'src'), { recursive: true });
    for (const file of files) copyFileSync(join(sources, file), join(folder, file));
    must('cargo', ['build', '--release', '--locked', '--quiet'], folder);
  });
  return resolve(folder, 'target', 'release', 'sigma-judge');
}

export interface EventsRequest {
  readonly rule: string;
  readonly events: readonly object[];
}

export interface SeriesRequest {
  readonly rule: string;
  /** Of the correlation that is asked of. */
  readonly title: string;
  readonly series: readonly (readonly { readonly at: number; readonly data: object }[])[];
}

/** What rsigma says of the events or series of each request; a text is why it cannot run the rule. */
export function askRsigma(
  program: string,
  requests: readonly (EventsRequest | SeriesRequest)[],
): readonly (readonly boolean[] | string)[] {
  return answersOf<boolean>(program, [], requests);
}

export interface StreamRequest {
  readonly rule: string;
  readonly title: string;
  readonly stream: readonly { readonly at: number; readonly data: object }[];
}

/** Which groups rsigma tells at each event of each stream. */
export function askStreams(
  program: string,
  requests: readonly StreamRequest[],
): readonly (readonly (readonly string[])[] | string)[] {
  return answersOf<readonly string[]>(program, [], requests);
}
