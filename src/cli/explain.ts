import {
  type CodeDefinition,
  catalogue,
  type Diagnostic,
  diagnose,
  nearestName,
} from '../diagnostics/index.ts';
import type { Arguments } from './options.ts';

/** `ruleglot explain`. */
export async function explain(given: Arguments): Promise<number | Diagnostic> {
  const entries: Readonly<Record<string, CodeDefinition<never>>> = catalogue;
  const [name] = given.operands;
  if (name === undefined) {
    const lines = Object.keys(entries)
      .sort()
      .map(code => `${(entries[code]?.severity ?? '').padEnd(8)} ${code}`);
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  }
  const entry = entries[name];
  if (entry === undefined) {
    const near = nearestName(name, Object.keys(entries));
    return diagnose(
      'cli/unknown-code',
      { name },
      undefined,
      near === undefined ? {} : { help: `did you mean ${near}?` },
    );
  }
  process.stdout.write(`${entry.severity}[${name}]\n\n${entry.explanation}\n`);
  return 0;
}
