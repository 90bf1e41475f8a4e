import { diagnose, nearestName, type Result } from '../../diagnostics/index.ts';
import {
  type DataMap,
  type DataTree,
  entryOf,
  type SourceFile,
  type Span,
  spanOf,
} from '../../source/index.ts';
import { readYaml } from '../yaml-document.ts';
import { readFinalizers } from './finalizers.ts';
import { mapAt, scalarAt, textsAt, textsOf } from './parameters.ts';
import type { Pipeline } from './pipeline.ts';
import { readPostprocessing } from './postprocessing.ts';
import { itemsAt, type Report } from './read-items.ts';

/** A pipeline, or what is wrong with it: one that cannot be applied whole is not applied. */
export function readPipeline(file: SourceFile): Result<Pipeline> {
  const problems = new Map<string, ReturnType<typeof diagnose>>();
  const report: Report = diagnostic =>
    void problems.set(`${diagnostic.code} ${diagnostic.span?.start} ${diagnostic.message}`, diagnostic);
  const [document] = readYaml(file, { pyYaml: true, nullKeys: true });
  for (const diagnostic of document?.diagnostics ?? []) report(diagnostic);
  const { tree } = document ?? {};
  if (tree?.kind !== 'map') {
    report(wrongDocument(tree?.span ?? spanOf(file, 0, 0)));
    return { value: undefined, diagnostics: [...problems.values()] };
  }
  const pipeline = pipelineOf(file, tree, report);
  const diagnostics = [...problems.values()];
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return { value: failed ? undefined : pipeline, diagnostics };
}

function wrongDocument(span: Span): ReturnType<typeof diagnose> {
  return diagnose('pipeline/shape', { key: 'document', expected: 'a map' }, span);
}

const keys = ['name', 'priority', 'vars', 'transformations', 'postprocessing', 'finalizers'];
const furtherKeys = ['allowed_backends', 'description', 'author', 'date', 'id'];

function pipelineOf({ path }: SourceFile, map: DataMap, report: Report): Pipeline {
  for (const { key } of map.entries)
    if (![...keys, ...furtherKeys].includes(key.written)) {
      const nearest = nearestName(key.written, keys);
      report(diagnose('pipeline/unknown-type', { what: 'key', name: key.written, nearest }, key.span));
    }
  const items = itemsAt(map, 'transformations', 'transformation', report);
  const postprocessing = readPostprocessing(map, report);
  const finalizers = readFinalizers(map, report);
  const priority = scalarAt(map, 'priority')?.value;
  checkShape(
    map,
    'priority',
    'a number',
    ({ kind }) => kind === 'scalar' && typeof priority === 'number',
    report,
  );
  checkShape(map, 'vars', 'a map', ({ kind }) => kind === 'map', report);
  const vars = new Map(
    (mapAt(map, 'vars')?.entries ?? []).map(entry => [entry.key.written, textsOf(entry.value)]),
  );
  return {
    path,
    priority: typeof priority === 'number' ? priority : 0,
    backends: textsAt(map, 'allowed_backends'),
    vars,
    items,
    postprocessing,
    finalizers,
  };
}

function checkShape(
  map: DataMap,
  key: string,
  expected: string,
  fits: (value: DataTree) => boolean,
  report: Report,
): void {
  const value = entryOf(map, key)?.value;
  if (value === undefined || (value.kind === 'scalar' && value.value === null) || fits(value)) return;
  report(diagnose('pipeline/shape', { key, expected }, value.span));
}
