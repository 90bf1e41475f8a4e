import type { EmitRequest } from '../src/ir/index.ts';

/** What a document has no key for: that it is not its rule, and why. Nothing of a translation that is exact. */
export function verdictComment({ verdict: { verdict, reasons } }: EmitRequest): string {
  if (verdict === 'exact') return '';
  return [`Translation: ${verdict}`, ...reasons.map(reason => `  ${reason}`)]
    .map(line => `# ${line.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')}\n`)
    .join('');
}
