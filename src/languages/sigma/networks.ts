import { diagnose } from '../../diagnostics/index.ts';
import { plainText } from '../../ir/index.ts';
import type { DataScalar } from '../../source/index.ts';
import type { Finding } from './finding.ts';
import type { Item } from './item.ts';
import type { Lowering } from './lowering.ts';
import { parseNetwork } from './network.ts';
import { readTexts } from './texts.ts';

/** `cidr`: a network, or those that a placeholder stands for. */
export function readNetwork(scalar: DataScalar, { key }: Item, lowering: Lowering): Finding[] | undefined {
  const texts = readTexts(scalar, key.transforms, lowering);
  if (texts === undefined) return undefined;
  const findings: Finding[] = [];
  for (const pattern of texts) {
    const written = plainText(pattern) ?? scalar.written;
    const parsed = parseNetwork(written);
    if (parsed === undefined) {
      lowering.report(diagnose('lower/sigma-network', { written }, scalar.span));
      return undefined;
    }
    const { network, exact } = parsed;
    if (!exact) {
      const shown = `${network.address}/${network.prefixLength}`;
      lowering.report(diagnose('lower/network-host-bits', { written, network: shown }, scalar.span));
    }
    findings.push({ kind: 'network', network });
  }
  return findings;
}
