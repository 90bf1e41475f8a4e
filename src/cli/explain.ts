import { assumptions } from '../compile/assumptions.ts';
import {
  type CodeDefinition,
  catalogue,
  type Diagnostic,
  diagnose,
  nearestName,
} from '../diagnostics/index.ts';
import type { Arguments } from './options.ts';
import { writeOutput } from './standard-output.ts';

/** `ruleglot explain`. */
export async function explain(given: Arguments): Promise<number | Diagnostic> {
  const entries: Readonly<Record<string, CodeDefinition<never>>> = catalogue;
  const [name, extra] = given.operands;
  if (extra !== undefined) return diagnose('cli/unexpected', { word: extra });
  if (name === undefined) {
    const codes = Object.keys(entries)
      .sort()
      .map(code => ({ code, severity: entries[code]?.severity ?? '' }));
    const lines = codes.map(({ code, severity }) => `${severity.padEnd(8)} ${code}`);
    return say(given, lines.join('\n'), codes);
  }
  const kind = name.replace(/^given:/, '').replace(/:.*$/, '');
  if (name.startsWith('given:') && Object.hasOwn(assumptions, kind)) {
    const explanation = assumptions[kind];
    return say(given, `given:${kind}\n\n${explanation}`, { given: kind, explanation });
  }
  const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (entry === undefined) {
    const near = nearestCode(name, Object.keys(entries));
    return diagnose(
      'cli/unknown-code',
      { name },
      undefined,
      near === undefined ? {} : { help: `did you mean ${near}?` },
    );
  }
  const { severity, explanation } = entry;
  return say(given, `${severity}[${name}]\n\n${explanation}`, { code: name, severity, explanation });
}

function say(given: Arguments, text: string, data: object): number {
  writeOutput(`${given.has('json') ? JSON.stringify(data, undefined, 2) : text}\n`);
  return 0;
}

/** The code that ends in the word, as in `broader`, or the one that is spelt most like it. */
function nearestCode(name: string, codes: readonly string[]): string | undefined {
  if (name.startsWith('given:'))
    return nearestName(
      name,
      Object.keys(assumptions).map(each => `given:${each}`),
    );
  return codes.find(code => code.endsWith(`/${name}`)) ?? nearestName(name, codes);
}
