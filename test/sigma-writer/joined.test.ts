import { expect, test } from 'vitest';
import { sigma } from '../../backends/sigma/index.ts';
import { compile, defaultProfile, writeDocuments } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';

const source = `title: Sign-in refused at the vault
name: failed_login
status: test
description: What others count
author: Anna
tags:
    - attack.t1110
logsource:
    product: windows
    service: security
detection:
    selection:
        EventID: 4625
    condition: selection
falsepositives:
    - Typing
level: low
owner: vault team
---
title: Into the vault
id: 1f2b6a4e-7a07-4c51-9f0a-2a6f4be1c002
logsource:
    product: windows
    service: security
detection:
    selection:
        EventID: 4624
    condition: selection
---
title: Refused, then in
status: experimental
correlation:
    type: temporal_ordered
    rules:
        - failed_login
        - 1f2b6a4e-7a07-4c51-9f0a-2a6f4be1c002
    group-by:
        - TargetUserName
    timespan: 10m
level: high
`;

/** The one rule of a collection, as Sigma has it again. */
function rewritten(text: string): {
  readonly text: string;
  readonly query: string | undefined;
  readonly said: readonly string[];
} {
  const reads = sigmaReader.read(new SourceFile('rules.yml', text), { placeholders: new Map() });
  const rule = reads.flatMap(read => read.rule ?? [])[0];
  const resolved = rule && resolve(rule).value;
  if (resolved === undefined) throw new Error('no rule');
  const translation = compile(resolved, sigma, {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
  });
  const { files, diagnostics } = writeDocuments(translation, sigma, {
    format: 'yaml',
    fileName: 'rules',
    events: [],
  });
  return {
    text: files[0]?.text ?? '',
    query: translation.query,
    said: diagnostics.map(({ message }) => message),
  };
}

test('what the rules of a correlation say of themselves is in the pack as it was', () => {
  const { text, said } = rewritten(source);
  expect(said).toEqual([]);
  expect(text).toBe(source);
  expect(rewritten(text).text).toBe(text);
});

test('the query has their titles, and no more', () => {
  const { query } = rewritten(source);
  expect(query?.match(/^title: .*/gm)).toEqual([
    'title: Sign-in refused at the vault',
    'title: Into the vault',
    'title: Refused, then in',
  ]);
  expect(query).not.toMatch(/author|owner|level/);
});

test('rules that correlations of correlations refer to keep theirs', () => {
  const nested = source.replace('title: Refused, then in\n', 'title: Refused, then in\nname: then_in\n');
  const { text } = rewritten(`${nested}---
title: Every hour
correlation:
    type: event_count
    rules: [then_in]
    group-by: [TargetUserName]
    timespan: 1h
    condition: { gte: 2 }
level: high
`);
  expect(text.match(/^(?:title|author|level): .*/gm)).toEqual([
    ...['title: Sign-in refused at the vault', 'author: Anna', 'level: low', 'title: Into the vault'],
    ...['title: Refused, then in', 'level: high', 'title: Every hour', 'level: high'],
  ]);
});

test('documents of a pack have ids of their own: the rule that has one may be counted by several correlations', () => {
  const counted = (id: string): string => {
    const own = source.replace('title: Refused, then in\n', `title: Refused, then in\nid: ${id}\n`);
    return rewritten(own).text;
  };
  const first = counted('1f2b6a4e-7a07-4c51-9f0a-2a6f4be1c003');
  const second = counted('1f2b6a4e-7a07-4c51-9f0a-2a6f4be1c004');
  const idsOf = (text: string) => [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id);
  expect(new Set([...idsOf(first), ...idsOf(second)]).size).toBe(6);
  expect(first).toContain('related:\n    - id: 1f2b6a4e-7a07-4c51-9f0a-2a6f4be1c002\n      type: derived\n');
  expect(first).toContain(`        - failed_login\n        - ${idsOf(first)[1]}\n`);
});
