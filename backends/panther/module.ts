import Handlebars from 'handlebars';
import {
  and,
  type Expression,
  fieldsIn,
  keysOf,
  leaves,
  type PlannedRule,
  type Predicate,
} from '../../src/ir/index.ts';
import { broken, lineLength, returnText, step } from './broken-line.ts';
import { pythonPredicate } from './expression.ts';
import { constantAssignment, flatten, returnStatement } from './layout.ts';
import { pythonFormatText, pythonString, variableName } from './literal.ts';
import { type PrintCondition, pathArguments, Scope } from './scope.ts';
import { supportFunctions } from './support.ts';
import { pythonValue } from './value.ts';

/** Finished strings alone; every one is Python already. */
const template = `{{#each imports}}
{{this}}
{{/each}}
{{#if imports}}

{{/if}}
{{#each constants}}
{{this}}

{{/each}}
{{#each functions}}

{{this}}

{{/each}}

def {{ruleName}}(event):
{{#each variables}}
{{this}}
{{/each}}
{{result}}
{{#each more}}


{{this}}
{{/each}}


def title({{#if titleReads}}event{{else}}_{{/if}}):
{{title}}


def alert_context(event):
    return {{context}}
`;

const engine = Handlebars.create();
let compiled: Handlebars.TemplateDelegate | undefined;

/** What a module has beside the function that says what it looks for. */
export interface ModuleParts {
  /** Of the function that holds the predicate: `rule`, unless `rule` asks for more. */
  readonly ruleName?: string;
  /** Functions that give values of the event as one text, by name. */
  readonly keys?: Readonly<Record<string, readonly Expression[]>>;
  /** What is true of events that `dedup` makes one alert of; each other one is an alert of its own. */
  readonly grouped?: Predicate;
  /** Whole functions, after those of the keys. */
  readonly functions?: readonly string[];
  readonly imports?: readonly string[];
  /** Entries of the alert's context, before the fields that were looked at: name and code. */
  readonly context?: Readonly<Record<string, string>>;
}

/** The `rule` function alone, with what it needs: what the report calls the query. */
export function pythonModule(planned: PlannedRule, parts: ModuleParts = {}): string {
  compiled ??= engine.compile(template, { strict: true, noEscape: true });
  const scope = new Scope(planned.profile, printCondition, otherThanTexts(planned.where));
  const result = returnStatement(pythonPredicate(planned.where, scope));
  const keys = Object.entries(parts.keys ?? {}).map(([name, values]) =>
    keyFunction(name, values, planned, scope, name === 'dedup' ? parts.grouped : undefined),
  );
  const functions = [...scope.support].sort().map(name => supportFunctions[name]);
  for (const each of functions) for (const line of each.imports) scope.imports.add(line);
  for (const line of parts.imports ?? []) scope.imports.add(line);
  const module = compiled({
    imports: importLines(scope),
    constants: [...scope.constants()].map(([name, held]) =>
      typeof held === 'string' ? broken(`${name} = ${held}`) : constantAssignment(name, held),
    ),
    functions: functions.map(each => each.code),
    variables: variableLines(scope),
    ruleName: parts.ruleName ?? 'rule',
    result,
    more: [...keys, ...(parts.functions ?? [])],
    ...titleOf(planned),
    context: contextOf(planned, parts.context ?? {}),
  });
  return tidy(module);
}

const printCondition: PrintCondition = (when, reader) => flatten(pythonPredicate(when, reader));

/** A function that gives values of the event as one text; of none, the same for every event. */
function keyFunction(
  name: string,
  values: readonly Expression[],
  { profile }: PlannedRule,
  module: Scope,
  grouped?: Predicate,
): string {
  const scope = new Scope(profile, printCondition);
  const texts = values.map(each => keyText(each, scope));
  const condition = grouped && scope.condition(grouped);
  for (const each of scope.imports) module.imports.add(each);
  for (const each of scope.support) module.support.add(each);
  const lines = variableLines(scope);
  const last = texts.at(-1) ?? '"all"';
  const parts = [...texts.slice(0, -1).map(escaped), last];
  const key = parts.length === 1 ? last : `"|".join((${parts.join(', ')}))`;
  const apart = condition === undefined ? [] : [broken(`${step}if not (${condition}):`), ownAlert];
  return [
    `def ${name}(${values.length === 0 ? '_' : 'event'}):`,
    ...lines,
    ...apart,
    broken(`    return ${key}`),
  ].join('\n');
}

/** Each event has a number of its own: https://docs.panther.com/search/panther-fields */
const ownAlert = `${step}${step}return str(event.get("p_row_id"))`;

/** Without a bar, so that two keys are the same only where all of their parts are. */
function escaped(text: string): string {
  const whole = /^\w+$/.test(text) ? text : `(${text})`;
  return `${whole}.replace("%", "%25").replace("|", "%7C")`;
}

function variableLines(scope: Scope): readonly string[] {
  return scope.variables().map(({ name, code }) => broken(`${step}${name} = ${code}`));
}

const nothing: Expression = { kind: 'literal', value: '', origin: [] };

function keyText(value: Expression, scope: Scope): string {
  if (value.kind !== 'choice') return pythonValue(value, 'text', scope).text;
  // What the rule finds has the value of a branch: where it is none of the others, it is the last.
  const [final, ...others] = value.otherwise === undefined ? [...value.branches].reverse() : [];
  const branches = (final === undefined ? value.branches : others.reverse()).map(({ when, value: each }) => {
    const condition = scope.condition(when);
    return `${keyText(each, scope)} if ${condition} else `;
  });
  const last = keyText(final?.value ?? value.otherwise ?? nothing, scope);
  return `(${branches.join('')}${last})`;
}

/** Fields that are compared with numbers or Booleans, beside what else they are compared with. */
function otherThanTexts(where: Predicate): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { leaf } of leaves(where)) {
    if (leaf.kind !== 'equals' || leaf.subject.kind !== 'field') continue;
    if (leaf.values.some(value => typeof value !== 'string')) names.add(leaf.subject.name);
  }
  return names;
}

/** isort's order: `import x` before `from x import y`, and what Panther brings after the standard library. */
function importLines(scope: Scope): readonly string[] {
  const lines = [...scope.imports].sort();
  const own = lines.filter(line => line.startsWith('from panther_'));
  const standard = lines.filter(line => !own.includes(line));
  return [
    ...standard.filter(line => line.startsWith('import ')),
    ...standard.filter(line => line.startsWith('from ')),
    ...(own.length === 0 || standard.length === 0 ? [] : ['']),
    ...own,
  ];
}

/** Two blank lines around functions, one after imports, as black leaves them. */
function tidy(module: string): string {
  return `${module
    .replaceAll(/\n{3,}/g, '\n\n\n')
    .replaceAll(/\n\n+(?=[A-Z_]+ = )/g, '\n\n')
    .trim()}\n`;
}

/** The longest title that Panther shows whole is 1,000 characters. */
const longestTitle = 300;

/** The rule's title with who or what it is about, so that alerts on different subjects are not one alert. */
function titleOf({ rule, where }: PlannedRule): { readonly title: string; readonly titleReads: boolean } {
  const text = rule.metadata.title.slice(0, longestTitle);
  const subject = fieldsIn(where)
    .map(field => field.name)
    .find(name => /user|actor|identity\.arn|principal|email/i.test(name) && isPlain(name));
  if (subject === undefined) return { title: returnText(pythonString(text)), titleReads: false };
  return { title: subjectTitle(pythonFormatText(text), subject), titleReads: true };
}

function subjectTitle(text: string, subject: string): string {
  const path = pathArguments(subject);
  const read = `event.deep_get(${path.replaceAll('"', "'")}, default='<unknown>')`;
  const whole = `${step}return f"${text} [{${read}}]"`;
  if (whole.length <= lineLength) return whole;
  const name = variableName(keysOf(subject).at(-1) ?? subject);
  const assigned = broken(`${step}${name} = event.deep_get(${path}, default="<unknown>")`);
  return `${assigned}\n${returnText(`f"${text} [{${name}}]"`)}`;
}

/** Before Python 3.12 no quote of its own and no backslash may stand in a field of an f-string: https://docs.python.org/3.11/reference/lexical_analysis.html#f-strings */
function isPlain(name: string): boolean {
  return /^[^"'\\{}]+$/.test(name) && pathArguments(name) === `"${keysOf(name).join('", "')}"`;
}

/** The fields that the rule looked at, with what they held. */
function contextOf({ rule, where, scope }: PlannedRule, more: Readonly<Record<string, string>>): string {
  const written = rule.metadata.vendor === 'panther' ? rule.metadata.fields : [];
  const names = [...new Set([...fieldsIn(and([scope, where])).map(field => field.name), ...written])];
  const entries = [
    ...Object.entries(more),
    ...names.map(name => [name, `event.deep_get(${pathArguments(name)})`] as const),
  ];
  if (entries.length === 0) return '{}';
  const lines = entries.map(([name, code]) => broken(`${step}${step}${pythonString(name)}: ${code},`));
  return `{\n${lines.join('\n')}\n    }`;
}
