/** The configuration of a project, in its folder. */
export const configName = 'ruleglot.config.yaml';
