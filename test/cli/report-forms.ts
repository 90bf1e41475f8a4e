import { Ajv2020 } from 'ajv/dist/2020.js';

const text = { type: 'string', minLength: 1 };
const object = (properties: object, required: readonly string[]): object => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const list = (items: object): object => ({ type: 'array', items });
const message = object({ text, markdown: text }, ['text']);
const level = { enum: ['none', 'note', 'warning', 'error'] };
const counted = { type: 'integer', minimum: 1 };
const region = object({ startLine: counted, startColumn: counted, endLine: counted, endColumn: counted }, [
  'startLine',
]);
const artifactLocation = object({ uri: { ...text, pattern: "^[A-Za-z0-9._~!$&'()*+,;=:@/%-]+$" } }, ['uri']);
const physicalLocation = object({ artifactLocation, region }, ['artifactLocation']);
const rule = object(
  {
    ...{ id: text, shortDescription: message, fullDescription: message, help: message },
    defaultConfiguration: object({ level }, ['level']),
  },
  ['id'],
);
const result = object(
  {
    ...{ ruleId: text, ruleIndex: { type: 'integer', minimum: -1 }, level, message },
    locations: list(object({ physicalLocation }, [])),
    partialFingerprints: { type: 'object', additionalProperties: text },
  },
  ['message'],
);
const driver = object({ name: text, version: text, semanticVersion: text, rules: list(rule) }, ['name']);
const run = object(
  {
    tool: object({ driver }, ['driver']),
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    properties: { type: 'object' },
    results: list(result),
  },
  ['tool'],
);
const log = object({ $schema: text, version: { const: '2.1.0' }, runs: list(run) }, ['version', 'runs']);
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(log);

/** What of a log is not as SARIF has it, of the keys that are used: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html#_Toc34317478 */
export function sarifViolations(data: unknown): readonly string[] {
  validate(data);
  return (validate.errors ?? []).map(({ instancePath, message: said }) => `${instancePath} ${said}`);
}

interface Element {
  readonly attributes: readonly string[];
  /** The elements within it, in their order, as a regex. */
  readonly holds: string;
}

const counts = ['tests', 'failures', 'errors', 'skipped'];
const why: Element = { attributes: ['type', 'message'], holds: '' };
const output: Element = { attributes: [], holds: '' };
/** What both common schemas allow and each demands: https://github.com/windyroad/JUnit-Schema (JUnit.xsd), https://github.com/jenkinsci/xunit-plugin (junit-10.xsd). */
const elements: Readonly<Record<string, Element>> = {
  '': { attributes: [], holds: '^<testsuites>$' },
  testsuites: { attributes: [], holds: '^(<testsuite>)*$' },
  testsuite: {
    attributes: ['name', ...counts, 'package', 'id', 'hostname', 'timestamp', 'time'],
    holds: '^<properties>(<testcase>)*<system-out><system-err>$',
  },
  properties: { attributes: [], holds: '^(<property>)*$' },
  property: { attributes: ['name', 'value'], holds: '^$' },
  testcase: { attributes: ['classname', 'name', 'time'], holds: '^(<failure>|<error>|<skipped>)?$' },
  ...{
    failure: why,
    error: why,
    skipped: { attributes: ['message'], holds: '' },
    'system-out': output,
    'system-err': output,
  },
};

interface Open {
  readonly name: string;
  held: string;
}

/** What of a report is not as CI systems take it. */
export function junitViolations(xml: string): readonly string[] {
  const found: string[] = [];
  const open: Open[] = [{ name: '', held: '' }];
  const close = (): void => {
    const { name, held } = open.pop() ?? { name: '', held: '' };
    if (!new RegExp(elements[name]?.holds || '^$').test(held)) found.push(`${name} with ${held}`);
  };
  for (const [, end = '', name = '', attributes = '', empty] of xml.matchAll(
    /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g,
  )) {
    if (end !== '') {
      if (open.at(-1)?.name !== name) return [...found, `${name} ends where it is not open`];
      close();
      continue;
    }
    const parent = open.at(-1);
    if (parent !== undefined) parent.held += `<${name}>`;
    const keys = [...attributes.matchAll(/ ([a-z]+)="[^"]*"/g)].map(match => match[1] ?? '');
    const expected = elements[name]?.attributes ?? [];
    for (const key of expected) if (!keys.includes(key)) found.push(`${name} without ${key}`);
    for (const key of keys) if (!expected.includes(key)) found.push(`${name} with ${key}`);
    open.push({ name, held: '' });
    if (empty !== '') close();
  }
  const rest = xml.replace(/^<\?xml[^>]*\?>/, '').replaceAll(/<\/?[a-z-]+(?: [a-z]+="[^"<]*")*\/?>/g, '');
  if (/[<>]|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i.test(rest)) found.push('text that is markup');
  const unended = open.slice(1).map(({ name }) => `${name} does not end`);
  close();
  return [...found, ...unended];
}
