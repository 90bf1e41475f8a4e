import type { Metadata, RuleLevel } from '../../../src/ir/index.ts';

/**
 * Levels as Elastic's severity and risk score. Elastic has no informational: it is low, and its score of 1 tells it from
 * a low one on the way back. The other scores are those of Elastic's own rules; a rule without a level starts as Kibana's
 * form does, at low and 21.
 * https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#rule-ui-basic-params
 */
const severities: Readonly<Record<RuleLevel, { readonly severity: string; readonly risk: number }>> = {
  informational: { severity: 'low', risk: 1 },
  low: { severity: 'low', risk: 21 },
  medium: { severity: 'medium', risk: 47 },
  high: { severity: 'high', risk: 73 },
  critical: { severity: 'critical', risk: 99 },
};

export const defaultLevel: RuleLevel = 'low';

export function severityOf({ level = defaultLevel, riskScore }: Metadata): {
  readonly severity: string;
  readonly risk_score: number;
} {
  const { severity, risk } = severities[level];
  return { severity, risk_score: riskScore ?? risk };
}
