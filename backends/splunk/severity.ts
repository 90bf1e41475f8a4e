import type { Metadata, RuleLevel } from '../../src/ir/index.ts';

/** What Splunk calls a level: in notables, in alerts (1 debug … 6 fatal), and as a risk score where the rule gives none. */
export interface Severity {
  readonly notable: string;
  readonly alert: 2 | 3 | 4 | 5 | 6;
  readonly risk: number;
}

/** One table for both directions; the reader of Splunk rules takes `notable`, or else the nearest `risk`. */
export const severities: Readonly<Record<RuleLevel, Severity>> = {
  informational: { notable: 'informational', alert: 2, risk: 1 },
  low: { notable: 'low', alert: 3, risk: 21 },
  medium: { notable: 'medium', alert: 4, risk: 47 },
  high: { notable: 'high', alert: 5, risk: 73 },
  critical: { notable: 'critical', alert: 6, risk: 99 },
};

/** Of a rule that gives none. */
export const defaultLevel: RuleLevel = 'medium';

export function severityOf({ level }: Metadata): Severity {
  return severities[level ?? defaultLevel];
}

/** 1-100, as risk-based alerting takes it. */
export function riskOf(metadata: Metadata): number {
  const score = metadata.riskScore ?? severityOf(metadata).risk;
  return Math.min(100, Math.max(1, Math.round(score)));
}

/** The level of a notable's severity word, or undefined. */
export function levelOfNotable(word: string): RuleLevel | undefined {
  const entries = Object.entries(severities) as [RuleLevel, Severity][];
  return entries.find(([, severity]) => severity.notable === word.toLowerCase())?.[0];
}
