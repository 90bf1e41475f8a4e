import Handlebars from 'handlebars';
import { and, fieldsIn, leaves, type PlannedRule, type Predicate } from '../../src/ir/index.ts';
import { pythonPredicate } from './expression.ts';
import { constantAssignment, returnStatement } from './layout.ts';
import { pythonFormatText, pythonString } from './literal.ts';
import { pathArguments, Scope } from './scope.ts';
import { supportFunctions } from './support.ts';

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

def rule(event):
{{#each variables}}
    {{name}} = {{code}}
{{/each}}
{{result}}


def title({{#if titleReads}}event{{else}}_{{/if}}):
    return {{title}}


def alert_context(event):
    return {{context}}
`;

const engine = Handlebars.create();
let compiled: Handlebars.TemplateDelegate | undefined;

/** The \`rule\` function alone, with what it needs: what the report calls the query. */
export function pythonModule(planned: PlannedRule): string {
  compiled ??= engine.compile(template, { strict: true, noEscape: true });
  const scope = new Scope(planned.profile, numericFields(planned.where));
  const result = returnStatement(pythonPredicate(planned.where, scope));
  const functions = [...scope.support].sort().map(name => supportFunctions[name]);
  for (const each of functions) for (const line of each.imports) scope.imports.add(line);
  const module = compiled({
    imports: importLines(scope),
    constants: [...scope.constants()].map(([name, held]) =>
      typeof held === 'string' ? `${name} = ${held}` : constantAssignment(name, held),
    ),
    functions: functions.map(each => each.code),
    variables: scope.variables(),
    result,
    ...titleOf(planned),
    context: contextOf(planned),
  });
  return tidy(module);
}

/** Fields that are compared with numbers, beside what else they are compared with. */
function numericFields(where: Predicate): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { leaf } of leaves(where)) {
    if (leaf.kind !== 'equals' || leaf.subject.kind !== 'field') continue;
    if (leaf.values.some(value => typeof value === 'number')) names.add(leaf.subject.name);
  }
  return names;
}

/** isort's order: \`import x\` before \`from x import y\`. */
function importLines(scope: Scope): readonly string[] {
  const lines = [...scope.imports].sort();
  return [
    ...lines.filter(line => line.startsWith('import ')),
    ...lines.filter(line => line.startsWith('from ')),
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
  const subject = [...fieldsIn(where)]
    .map(field => field.name)
    .find(name => /user|actor|identity\.arn|principal|email/i.test(name));
  if (subject === undefined) return { title: pythonString(text), titleReads: false };
  const read = `event.deep_get(${pathArguments(subject).replaceAll('"', "'")}, default='<unknown>')`;
  return { title: `f"${pythonFormatText(text)} [{${read}}]"`, titleReads: true };
}

/** The fields that the rule looked at, with what they held. */
function contextOf({ rule, where, scope }: PlannedRule): string {
  const written = rule.metadata.vendor === 'panther' ? rule.metadata.fields : [];
  const names = [...new Set([...[...fieldsIn(and([scope, where]))].map(field => field.name), ...written])];
  if (names.length === 0) return '{}';
  return `{\n${names.map(name => `        ${pythonString(name)}: event.deep_get(${pathArguments(name)}),`).join('\n')}\n    }`;
}
