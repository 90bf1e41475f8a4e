import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CodeDefinition, catalogue } from '../../src/diagnostics/index.ts';

const entries = Object.entries(catalogue as Readonly<Record<string, CodeDefinition<never>>>);

/** Stands for whatever a message wants to know: each parameter is its own name in angles. */
const parameters = new Proxy({}, { get: (_, name) => `‹${String(name)}›` }) as never;

function entryText([code, { severity, message, help, explanation }]: (typeof entries)[number]): string {
  const advice = help?.(parameters);
  return [
    `${severity}[${code}]: ${message(parameters)}`,
    ...(advice === undefined ? [] : [`  = help: ${advice}`]),
    '',
    explanation,
  ].join('\n');
}

test('every code has its message, help and explanation on record', async () => {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  await expect(`${sorted.map(entryText).join('\n\n----\n\n')}\n`).toMatchFileSnapshot('catalogue.txt');
});

test('every code is a phase or language and words', () => {
  expect(
    entries.map(([code]) => code).filter(code => !/^[a-z]+(\/[a-z0-9]+(-[a-z0-9]+)*)$/.test(code)),
  ).toEqual([]);
});

test('every explanation says more than the message', () => {
  const thin = entries.filter(
    ([, { message, explanation }]) => explanation.length < 30 || explanation.trim() === message(parameters),
  );
  expect(thin.map(([code]) => code)).toEqual([]);
});

test('messages are one line, and say no "undefined"', () => {
  const texts = entries.map(
    ([code, { message, help }]) => [code, message(parameters), help?.(parameters) ?? ''] as const,
  );
  expect(texts.filter(each => /\n|undefined|\[object/.test(each.slice(1).join(' ')))).toEqual([]);
});

test('no code without a use', () => {
  const sources = ['src', 'backends'].flatMap(root =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.ts') && !path.startsWith('diagnostics'))
      .map(path => readFileSync(join(root, path), 'utf8')),
  );
  const text = sources.join('\n');
  const isUsed = (code: string) => text.includes(`'${code}'`) || text.includes(`\`${code.split('/')[0]}/\${`);
  expect(entries.map(([code]) => code).filter(code => !isUsed(code))).toEqual([]);
});
