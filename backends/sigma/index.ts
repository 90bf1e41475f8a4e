import type { Backend, Dialect, Leaf, PlannedRule } from '../../src/ir/index.ts';
import { toYaml } from '../yaml-text.ts';
import { capabilities, inspect } from './capabilities.ts';
import { detectionSection, sigmaDocument } from './document.ts';

const dialect: Dialect = {
  name: 'sigma',
  language: 'sigma',
  vendor: 'sigma',
  capabilities,
  plainCasing: 'ignored',
  inspect,
  assumes,
  refuses,
  print: planned => toYaml(detectionSection(planned)),
};

/** Sigma rules (https://sigmahq.io), one document a rule. */
export const sigma: Backend = {
  target: 'sigma',
  title: 'Sigma YAML',
  dialects: [dialect],
  preferred: ['sigma'],
  formats: ['yaml'],
  emit: sigmaDocument,
};

/** The specification's regexes have neither; engines that take PCRE do. */
function assumes(leaf: Leaf): readonly string[] {
  if (leaf.kind !== 'matches') return [];
  const features = JSON.stringify(leaf.regex.node);
  return /"kind":"(look|backReference|atomic)"/.test(features) ? ['pcre-regex'] : [];
}

/** What has no detection to write. */
function refuses({ where, scope }: PlannedRule): string | undefined {
  if (where.kind !== 'always') return undefined;
  if (!where.value) return 'the rule can never match, and Sigma has no such detection';
  return scope.kind === 'always'
    ? 'the rule matches every event, and Sigma has no detection without a selection'
    : undefined;
}
