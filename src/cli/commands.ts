import type { Diagnostic } from '../diagnostics/index.ts';
import { buildSpec } from './build-options.ts';
import { catalogSpec } from './catalog-options.ts';
import { checkSpec } from './check-options.ts';
import { completionSpec } from './completion-options.ts';
import { convertSpec } from './convert-options.ts';
import { describeSpec } from './describe-options.ts';
import { diffSpec } from './diff-options.ts';
import { explainSpec } from './explain-options.ts';
import { initSpec } from './init-options.ts';
import { listSpec } from './list-options.ts';
import { matchSpec } from './match-options.ts';
import type { Arguments, CommandSpec } from './options.ts';
import type { Screen } from './terminal.ts';
import type { StartThread } from './thread-messages.ts';
import { verifySpec } from './verify-options.ts';
import { watchSpec } from './watch-options.ts';

/** A command: its specification, for parsing and help, and its code, loaded only when it runs. */
export interface Command {
  readonly spec: CommandSpec;
  readonly load: () => Promise<Perform>;
}

/** Gives the exit code, or what is wrong with the arguments; the means to start threads is there when the program has any. */
export type Perform = (
  given: Arguments,
  screen: Screen,
  threads?: StartThread,
) => Promise<number | Diagnostic>;

export const commands: readonly Command[] = [
  { spec: convertSpec, load: async () => (await import('./convert.ts')).convert },
  { spec: verifySpec, load: async () => (await import('./verify.ts')).verify },
  { spec: matchSpec, load: async () => (await import('./match.ts')).match },
  { spec: describeSpec, load: async () => (await import('./describe.ts')).describe },
  { spec: checkSpec, load: async () => (await import('./check.ts')).check },
  { spec: diffSpec, load: async () => (await import('./diff.ts')).diff },
  { spec: initSpec, load: async () => (await import('./init.ts')).init },
  { spec: buildSpec, load: async () => (await import('./build.ts')).build },
  { spec: catalogSpec, load: async () => (await import('./catalog.ts')).catalog },
  { spec: watchSpec, load: async () => (await import('./watch.ts')).watch },
  { spec: listSpec, load: async () => (await import('./list.ts')).list },
  { spec: explainSpec, load: async () => (await import('./explain.ts')).explain },
  { spec: completionSpec, load: loadCompletion },
];

/** It completes all of them. */
async function loadCompletion(): Promise<Perform> {
  const { completion } = await import('./completion.ts');
  const specs = commands.map(({ spec }) => spec);
  return given => completion(given, specs);
}
