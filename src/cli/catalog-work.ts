import { targets } from '../../backends/index.ts';
import { analyseRule, type CatalogTarget, offsetOf } from '../catalog/index.ts';
import type { ReadRule } from '../readers/index.ts';
import type { SourceFile } from '../source/index.ts';
import { crashOf, fail } from './failures.ts';
import type { FileRun, FileWork } from './file-work.ts';
import { readSource } from './input-files.ts';
import { inEnvironment } from './own-environment.ts';
import type { ReadFile } from './rule-stream.ts';

/** What `catalog` does with each file. What it finds goes where reports go: a line for what is listed, and one for the page. */
export async function catalogWork(): Promise<FileWork> {
  const loaded: CatalogTarget[] = [];
  for (const { target, title, load } of targets) loaded.push({ target, title, backend: await load() });
  return {
    named: () => [],
    finish: async files => {
      for (const { file, run } of files) await catalogFile(file, run, loaded);
    },
  };
}

/** Marks of the lines; those of reports begin with a brace. */
export const lineMarks = { entry: 'E', detail: 'D', failed: 'X' } as const;

async function catalogFile(file: ReadFile, run: FileRun, loaded: readonly CatalogTarget[]): Promise<void> {
  if (file.failures.length > 0) {
    run.reports.addWritten(`${lineMarks.failed}${file.path}`);
    fail(run, file.path, file.failures);
    return;
  }
  const source = readSource(file.path);
  if ('code' in source) return;
  for (const read of file.rules) {
    if (!hasPage(read)) {
      run.reports.addWritten(`${lineMarks.failed}${file.path}`);
      fail(run, file.path, read.diagnostics, read);
      continue;
    }
    try {
      const end = endOf(read, file.rules, source);
      const { macros = {} } = run.readOptions;
      const options = inEnvironment(
        { casing: 'keep', strictFields: false, profile: run.environment.profile },
        run.environment,
      );
      const { entry, detail } = await analyseRule({ read, file: source, end, macros, options }, loaded);
      run.reports.addWritten(`${lineMarks.entry}${JSON.stringify(entry)}`);
      run.reports.addWritten(`${lineMarks.detail}${JSON.stringify(detail)}`);
    } catch (error) {
      run.reports.addWritten(`${lineMarks.failed}${file.path}`);
      fail(run, file.path, [crashOf(error, run.debug)], read);
    }
  }
}

/** A rule that says what it is called is shown, even where its search has no meaning as a whole. */
function hasPage({ rule, known, location }: ReadRule): boolean {
  return rule !== undefined || known !== undefined || location.title !== undefined;
}

function endOf({ location }: ReadRule, rules: readonly ReadRule[], source: SourceFile): number {
  const next = rules.find(other => other.location.line > location.line);
  return next === undefined ? source.text.length : offsetOf(source, next.location.line);
}
