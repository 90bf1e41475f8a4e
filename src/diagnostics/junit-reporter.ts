/** A test as CI systems show it. */
export interface JunitCase {
  /** The suite that it is in: a target or pack. */
  readonly suite: string;
  readonly className: string;
  readonly name: string;
  /** What is to be known of it besides; properties of a test are not in the schema that CI systems share, its output is. */
  readonly properties: Readonly<Record<string, string>>;
  /** Why it fails; `error` when it could not be run. */
  readonly outcome?: { readonly kind: 'failure' | 'error'; readonly message: string; readonly text: string };
}

/** The form of JUnit's reports that CI systems read (https://github.com/jenkinsci/xunit-plugin, junit-10.xsd). */
export function junitReport(cases: readonly JunitCase[]): string {
  const suites = new Map<string, JunitCase[]>();
  for (const each of cases) {
    const suite = suites.get(each.suite);
    if (suite === undefined) suites.set(each.suite, [each]);
    else suite.push(each);
  }
  const body = [...suites].map(([name, own]) =>
    [`  <testsuite name="${attribute(name)}"${countsOf(own)}>`, ...own.map(caseLines), '  </testsuite>'].join(
      '\n',
    ),
  );
  const head = `<testsuites name="ruleglot"${countsOf(cases)}>`;
  return `${['<?xml version="1.0" encoding="UTF-8"?>', head, ...body, '</testsuites>'].join('\n')}\n`;
}

function countsOf(cases: readonly JunitCase[]): string {
  const count = (kind: string): number => cases.filter(({ outcome }) => outcome?.kind === kind).length;
  return ` tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}"`;
}

function caseLines({ className, name, properties, outcome }: JunitCase): string {
  const head = `    <testcase classname="${attribute(className)}" name="${attribute(name)}">`;
  const rows = Object.entries(properties).map(([key, value]) => `${key}: ${value}`);
  const told = outcome && [
    `      <${outcome.kind} message="${attribute(outcome.message)}">${escaped(outcome.text)}</${outcome.kind}>`,
  ];
  return [
    head,
    ...(told ?? []),
    ...(rows.length === 0 ? [] : [`      <system-out>${escaped(rows.join('\n'))}</system-out>`]),
    '    </testcase>',
  ].join('\n');
}

/** Readers make blanks of line ends in attributes, but for those that are numbers: https://www.w3.org/TR/xml/#AVNormalize */
function attribute(text: string): string {
  return escaped(text).replaceAll(/[\t\n\r]/g, character => `&#${character.charCodeAt(0)};`);
}

/** Characters that XML 1.0 cannot hold, not even by their numbers: https://www.w3.org/TR/xml/#charsets */
const noXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For texts and attributes of XML and HTML. */
export function escaped(text: string): string {
  return text.replaceAll(noXml, '\ufffd').replaceAll(/[&<>"']/g, character => names[character] ?? character);
}
