import { type Catalogue, code } from '../define-codes.ts';

/** Data sources and field names. */
export const fieldCodes = {
  'fields/unmapped': code<{
    field: string;
    vendor: string;
    source: string | undefined;
    nearest: string | undefined;
  }>({
    severity: 'warning',
    message: ({ field, vendor, source }) =>
      `The field ${field} has no known counterpart in ${vendor}${source === undefined ? '' : ` for ${source}`}; its name is kept.`,
    help: ({ nearest }) =>
      nearest === undefined
        ? 'Map the field in ruleglot.config.yaml, or pass --strict-fields to refuse such rules.'
        : `Did you mean ${nearest}?`,
    explanation: [
      'Vendors name the fields of the same events differently, and ruleglot translates names by its field maps, one for each',
      'data source. This field is in no map of the rule’s data source, or the target’s products do not record it.',
      '',
      'The written name is kept in the output, and the translation says `given: same-name:FIELD`: it means the same as the',
      'rule only where the target has a field of that name with the same values. Look the field up in your target, then map',
      'it in `ruleglot.config.yaml` (`ruleglot list fields SOURCE` shows what is mapped), or use `--strict-fields`, which',
      'refuses a rule that has such a field.',
    ].join('\n'),
  }),
} as const satisfies Catalogue;
