import { diagnose } from '../../diagnostics/index.ts';
import type { QueryRewrite } from '../../ir/index.ts';
import { type DataMap, entryOf } from '../../source/index.ts';
import { parseFormatString } from './format-string.ts';
import { parseJinja } from './jinja.ts';
import { isTrue, textAt } from './parameters.ts';
import type { PipelineItem, PostprocessingItem } from './pipeline.ts';
import { pythonRegex, pythonReplacement } from './python-regex.ts';
import { itemsAt, type Report } from './read-items.ts';
import { type Template, UnsupportedTemplate } from './template.ts';
import { filledTemplate } from './template-values.ts';

/** https://sigmahq-pysigma.readthedocs.io/en/latest/Processing_Pipelines.html#query-postprocessing. */
export function readPostprocessing(map: DataMap, report: Report): readonly PostprocessingItem[] {
  return itemsAt(map, 'postprocessing', 'post-processing', report).map(item => preparedItem(item, report));
}

function preparedItem(item: PipelineItem, report: Report): PostprocessingItem {
  const items = item.items.map(each => preparedItem(each, report));
  return { ...item, items, rewrite: rewriteOf(item, report) ?? (() => []) };
}

/** What it makes of a query, when the rule is known; undefined when it is wrong, which has been told, or only holds others. */
function rewriteOf(item: PipelineItem, report: Report): PostprocessingItem['rewrite'] | undefined {
  const { map } = item;
  switch (item.type) {
    case 'embed': {
      const parts = [textAt(map, 'prefix') ?? '', { filters: [] }, textAt(map, 'suffix') ?? ''];
      return () => [{ kind: 'template', parts }];
    }
    case 'replace':
      return replacing(item, report);
    case 'json':
      return embedding(item, report);
    case 'simple_template':
      return templated(item, parseFormatString, undefined, report);
    case 'template':
      return reachesOut(item, report) ? undefined : templated(item, text => parseJinja(text), '', report);
    default:
      return undefined;
  }
}

function replacing({ map, span }: PipelineItem, report: Report): PostprocessingItem['rewrite'] | undefined {
  const regex = pythonRegex(textAt(map, 'pattern') ?? '', 'gu');
  if (regex === undefined) {
    const problem = 'has a regex that cannot be read';
    return void report(diagnose('pipeline/value', { type: 'replace', problem }, span));
  }
  const rewrite: QueryRewrite = {
    kind: 'replace',
    regex,
    replacement: pythonReplacement(textAt(map, 'replacement') ?? ''),
  };
  return () => [rewrite];
}

function embedding({ map, span }: PipelineItem, report: Report): PostprocessingItem['rewrite'] | undefined {
  try {
    const data: unknown = JSON.parse(textAt(map, 'json_template') ?? '');
    return () => [{ kind: 'json', data }];
  } catch {
    const problem = 'has a `json_template` that is no JSON';
    return void report(diagnose('pipeline/value', { type: 'json', problem }, span));
  }
}

function templated(
  item: PipelineItem,
  parse: (text: string) => Template,
  missing: string | undefined,
  report: Report,
): PostprocessingItem['rewrite'] | undefined {
  const text = textAt(item.map, 'template') ?? '';
  try {
    const template = parse(text);
    return context => [filledTemplate(template, context, missing)];
  } catch (error) {
    if (!(error instanceof UnsupportedTemplate)) throw error;
    return void unsupported(item, error.message, report);
  }
}

/** Files beside the pipeline, Python, and the escapes of web pages. */
function reachesOut(item: PipelineItem, report: Report): boolean {
  const { map } = item;
  const asked = ['path', 'vars'].find(key => entryOf(map, key) !== undefined);
  const found = asked ?? (isTrue(map, 'autoescape') ? 'autoescape' : undefined);
  if (found !== undefined) unsupported(item, `the parameter \`${found}\``, report);
  return found !== undefined;
}

function unsupported({ type, map, span }: PipelineItem, what: string, report: Report): void {
  const why = `${what} is beyond what is read of templates`;
  const at = entryOf(map, 'template')?.value.span ?? span;
  report(diagnose('pipeline/unsupported', { what: 'post-processing', name: type, why }, at));
}
