import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { compileRegex, parseRegex, type Regex, writeRegex } from '../../src/regex/index.ts';

const corpora = resolve(import.meta.dirname, '../../../shared/corpora');

function files(folder: string, ending: string): string[] {
  return readdirSync(folder).flatMap(name => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return files(path, ending);
    return path.endsWith(ending) ? [path] : [];
  });
}

function sigmaPatterns(): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        if (key.split('|').includes('re')) for (const each of [inner].flat()) found.add(String(each));
        else visit(inner);
      }
  };
  for (const path of files(join(corpora, 'sigma'), '.yml')) {
    const text = readFileSync(path, 'utf8');
    if (text.includes('|re')) for (const document of parseAllDocuments(text)) visit(document.toJS());
  }
  return found;
}

/** The texts that follow `regex`, `regex~` and `rlike`, in either form of string. */
function elasticPatterns(): Set<string> {
  const found = new Set<string>();
  for (const path of files(join(corpora, 'elastic'), '.toml')) {
    const text = readFileSync(path, 'utf8');
    if (!/regex|rlike/i.test(text)) continue;
    const { rule } = parseToml(text) as { rule?: { query?: string; language?: string } };
    if (!/^es?ql$/.test(rule?.language ?? '')) continue;
    const operand = /\b(?:regex~?|rlike)\s*\(?((?:\s*,?\s*(?:"""[\s\S]*?"""|"(?:[^"\\]|\\.)*"))+)/gi;
    for (const [, operands = ''] of rule?.query?.matchAll(operand) ?? [])
      for (const [, raw, quoted] of operands.matchAll(/"""([\s\S]*?)"""|"((?:[^"\\]|\\.)*)"/g))
        found.add(raw ?? quoted?.replace(/\\(.)/g, '$1') ?? '');
  }
  return found;
}

function unwritten(regexes: readonly Regex[]): string[] {
  return regexes.flatMap(regex =>
    (['pcre', 'python', 'lucene'] as const).flatMap(dialect => {
      const use = dialect === 'lucene' ? 'whole' : 'search';
      const { lacks } = writeRegex(regex, { dialect, use, ignoreCaseOutside: true });
      return lacks === undefined ? [] : [`${dialect}: ${lacks}`];
    }),
  );
}

const there = existsSync(corpora);
if (!there) console.warn(`the corpora are not there: ${corpora}`);

describe.runIf(there)('public rules', () => {
  test.each([
    ['pcre', 'search', sigmaPatterns],
    ['lucene', 'whole', elasticPatterns],
  ] as const)('every %s pattern is read, matched and written', (dialect, anchoring, patterns) => {
    const results = [...patterns()].map(pattern => ({ pattern, ...parseRegex(pattern, dialect, anchoring) }));
    expect(results.length).toBeGreaterThan(40);
    expect(results.filter(({ problem }) => problem !== undefined)).toEqual([]);
    const regexes = results.flatMap(result => (result.problem === undefined ? [result.regex] : []));
    expect(unwritten(regexes)).toEqual([]);
    expect(regexes.filter(regex => compileRegex(regex)('\u0001'))).toEqual([]);
  });
});
