import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const schema: object = JSON.parse(readFileSync('schemas/report.schema.json', 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
const validate = ajv.compile(schema);
const validateWhole = ajv.compile({
  $ref: 'urn:ruleglot:report#/$defs/jsonReport',
});

/** What of the lines breaks the schema that we ship. */
export function violationsOf(lines: readonly unknown[]): readonly string[] {
  return lines.flatMap(line =>
    validate(line) ? [] : [`${JSON.stringify(line)}: ${ajv.errorsText(validate.errors)}`],
  );
}

/** Of a `--report json=FILE`. */
export function violationsOfWhole(report: unknown): readonly string[] {
  return validateWhole(report) ? [] : [ajv.errorsText(validateWhole.errors)];
}
