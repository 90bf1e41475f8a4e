import type { Diagnostic } from '../diagnostics/index.ts';
import { type Pipeline, pipelineOf } from '../readers/index.ts';
import { badValue } from './bad-value.ts';
import { readSource } from './input-files.ts';
import type { Terminal } from './terminal.ts';

/** The pipelines of `-p FILE`, or what is wrong with the first that cannot be applied whole; all that is wrong is told. */
export async function readPipelines(
  paths: readonly string[],
  terminal: Terminal,
  isFinalized: boolean,
): Promise<readonly Pipeline[] | Diagnostic> {
  const pipelines: Pipeline[] = [];
  for (const path of paths) {
    const source = readSource(path);
    if ('code' in source) return badValue('--pipeline', path, `a readable file (${source.message})`);
    const { value, diagnostics } = await pipelineOf(source);
    for (const diagnostic of diagnostics)
      if (!isFinalized || diagnostic.code !== 'pipeline/finalizer')
        terminal.diagnostic(diagnostic, source.path);
    if (value === undefined) return badValue('--pipeline', path, 'a pipeline that can be applied whole');
    pipelines.push(value);
  }
  return pipelines;
}

/** What the finalizers of pipelines make of queries, in the order of their priorities; undefined where there are none. */
export function finalizing(
  pipelines: readonly Pipeline[],
): ((queries: readonly string[]) => string) | undefined {
  const sorted = [...pipelines].sort((left, right) => left.priority - right.priority);
  const finalizers = sorted.flatMap(each => each.finalizers);
  if (finalizers.length === 0) return undefined;
  const vars = Object.fromEntries(
    sorted.flatMap(each =>
      [...each.vars].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
    ),
  );
  return queries =>
    `${finalizers.reduce<readonly string[] | string>((found, each) => each(found, vars), queries)}`;
}
