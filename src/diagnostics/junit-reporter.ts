/** A test as CI systems show it. */
export interface JunitCase {
  /** The suite that it is in: a target or pack. */
  readonly suite: string;
  readonly className: string;
  readonly name: string;
  /** What is to be known of it besides; no schema has properties of a test, and not all have its output: they are in the suite's. */
  readonly properties: Readonly<Record<string, string>>;
  /** Why it fails; `error` when it could not be run, `skipped` when that is allowed. */
  readonly outcome?: {
    readonly kind: 'failure' | 'error' | 'skipped';
    /** What kind of failure it is: the code of a diagnostic. */
    readonly type: string;
    readonly message: string;
    readonly text: string;
  };
}

/**
 * The form of JUnit's reports that CI systems read, as both of its common schemas have it: Ant's
 * (https://github.com/windyroad/JUnit-Schema, JUnit.xsd), which asks for times and a host, and Surefire's
 * (https://github.com/jenkinsci/xunit-plugin, junit-10.xsd). One input gives one report, so none of the times is the clock's.
 * `notice` is of all cases.
 */
export function junitReport(cases: readonly JunitCase[], notice?: string): string {
  const suites = new Map<string, JunitCase[]>();
  for (const each of cases) {
    const suite = suites.get(each.suite);
    if (suite === undefined) suites.set(each.suite, [each]);
    else suite.push(each);
  }
  const body = [...suites].map(([name, own], id) => suiteLines(name, own, id, notice));
  return `${['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...body, '</testsuites>'].join('\n')}\n`;
}

function suiteLines(name: string, cases: readonly JunitCase[], id: number, notice?: string): string {
  const place = ` package="ruleglot" id="${id}" hostname="localhost" timestamp="1970-01-01T00:00:00" time="0"`;
  return [
    `  <testsuite name="${attribute(name)}"${countsOf(cases)}${place}>`,
    notice === undefined
      ? '    <properties/>'
      : `    <properties><property name="notice" value="${attribute(notice)}"/></properties>`,
    ...cases.map(caseLines),
    `    <system-out>${escaped(cases.flatMap(outputOf).join('\n'))}</system-out>`,
    '    <system-err/>',
    '  </testsuite>',
  ].join('\n');
}

function countsOf(cases: readonly JunitCase[]): string {
  const count = (kind: string): number => cases.filter(({ outcome }) => outcome?.kind === kind).length;
  return ` tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}

function caseLines({ className, name, outcome }: JunitCase): string {
  const head = `    <testcase classname="${attribute(className)}" name="${attribute(name)}" time="0"`;
  if (outcome === undefined) return `${head}/>`;
  const { kind, type, message, text } = outcome;
  const of = kind === 'skipped' ? '' : ` type="${attribute(type)}"`;
  const told = `<${kind}${of} message="${attribute(message)}">${escaped(text)}</${kind}>`;
  return [`${head}>`, `      ${told}`, '    </testcase>'].join('\n');
}

function outputOf({ className, name, properties }: JunitCase): readonly string[] {
  const rows = Object.entries(properties).map(([key, value]) => `${key}: ${value}`);
  return rows.length === 0 ? [] : [`${className}: ${name.replaceAll(/\s+/g, ' ')}: ${rows.join(', ')}`];
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
