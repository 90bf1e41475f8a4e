import {
  type Backend,
  type Dialect,
  fieldsOf,
  type Leaf,
  type PlannedRule,
  writeRegex,
} from '../../src/ir/index.ts';
import { toYaml } from '../yaml-text.ts';
import { capabilities, inspect } from './capabilities.ts';
import { detectionSection } from './detection-section.ts';
import { sigmaDocument } from './document.ts';
import { sigmaRegex } from './field-item.ts';
import { printCorrelation } from './several/documents.ts';
import { planSeveral } from './several/plan.ts';

const dialect: Dialect = {
  name: 'sigma',
  language: 'sigma',
  vendor: 'sigma',
  capabilities,
  plainCasing: 'ignored',
  inspect,
  assumes,
  refuses,
  holds: planned => {
    const plan = planSeveral(planned);
    return typeof plan === 'string'
      ? { kind: 'refused', why: plan }
      : { kind: 'held', losses: plan.losses, given: plan.given };
  },
  print: planned =>
    planned.several === undefined
      ? toYaml(detectionSection(planned))
      : printCorrelation({ ...planned, several: planned.several }),
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
  const written = writeRegex(leaf.regex, sigmaRegex);
  const given = written.text === undefined ? [] : written.given;
  const fields = fieldsOf(leaf.subject);
  return [
    ...(/"kind":"(look|backReference|atomic)"/.test(features) ? ['pcre-regex'] : []),
    ...given.flatMap(kind => fields.map(({ name }) => `${kind}:${name}`)),
  ];
}

/** What has no detection to write. */
function refuses({ where, scope, several }: PlannedRule): string | undefined {
  if (several !== undefined || where.kind !== 'always') return undefined;
  if (!where.value) return 'the rule can never match, and Sigma has no such detection';
  return scope.kind === 'always'
    ? 'the rule matches every event, and Sigma has no detection without a selection'
    : undefined;
}
