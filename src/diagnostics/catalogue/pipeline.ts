import { type Catalogue, code } from '../define-codes.ts';

const manual = 'https://sigmahq-pysigma.readthedocs.io/en/latest/Processing_Pipelines.html';

/** pySigma's processing pipelines. */
export const pipelineCodes = {
  'pipeline/shape': code<{ key: string; expected: string }>({
    severity: 'error',
    message: ({ key, expected }) => `\`${key}\` of this pipeline must be ${expected}`,
    explanation: `A pipeline is a map with name, priority, vars and a list of transformations. [pySigma, processing pipelines](${manual}).`,
  }),
  'pipeline/unknown-type': code<{ what: string; name: string; nearest: string | undefined }>({
    severity: 'error',
    message: ({ what, name }) => `there is no ${what} of the type \`${name}\``,
    help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
    explanation: `The types of transformations and conditions are those of pySigma 1. [Processing pipelines](${manual}).`,
  }),
  'pipeline/unsupported': code<{ what: string; name: string; why: string }>({
    severity: 'error',
    message: ({ what, name, why }) => `the ${what} \`${name}\` is not supported: ${why}`,
    help: () => 'remove it from the pipeline, and do by the configuration of ruleglot what it is for',
    explanation: `A pipeline is applied whole or not at all: what is left out without a word would change what rules find. [Processing pipelines](${manual}).`,
  }),
  'pipeline/finalizer': code<{ name: string }>({
    severity: 'warning',
    message: ({ name }) => `the finalizer \`${name}\` of this pipeline is left out`,
    help: () =>
      'each rule is written in the form of its target; --report finalized=FILE writes what the finalizers make of all queries',
    explanation: `Finalizers lay the queries of all rules out in one text, after they are made. What each rule finds is the same without them. [Processing pipelines](${manual}).`,
  }),
  'pipeline/value': code<{ type: string; problem: string }>({
    severity: 'error',
    message: ({ type, problem }) => `the transformation \`${type}\` ${problem}`,
    explanation: `Each transformation has parameters of its own. [Processing pipelines](${manual}).`,
  }),
  'pipeline/failure': code<{ message: string }>({
    severity: 'error',
    message: ({ message }) => `the pipeline refuses this rule: ${message}`,
    explanation: `\`rule_failure\` and \`detection_item_failure\` are there to refuse what a target cannot hold. [Processing pipelines](${manual}).`,
  }),
  'pipeline/dropped': code<{ field: string; path: string }>({
    severity: 'warning',
    message: ({ field, path }) => `the pipeline ${path} drops what this rule asks of \`${field}\``,
    explanation: `\`drop_detection_item\` takes conditions out of rules, which then find more, or under a \`not\` less. [Processing pipelines](${manual}).`,
  }),
  'pipeline/alternatives': code<{ limit: number }>({
    severity: 'error',
    message: ({ limit }) => `the pipeline makes more than ${limit} alternatives of one selection`,
    explanation: 'Where a field has several names, each combination of them is written out.',
  }),
} as const satisfies Catalogue;
