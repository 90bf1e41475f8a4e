import type { Catalogue } from '../define-codes.ts';
import { pipelineCodes } from './pipeline.ts';
import { sigmaConditionCodes } from './sigma-condition.ts';
import { sigmaCorrelationCodes } from './sigma-correlation.ts';
import { sigmaDetectionCodes } from './sigma-detection.ts';
import { sigmaDocumentCodes } from './sigma-document.ts';
import { yamlCodes } from './yaml.ts';

/** Sigma rules, from the YAML that they are written in to the values of their selections. */
export const sigmaCodes = {
  ...yamlCodes,
  ...sigmaDocumentCodes,
  ...sigmaConditionCodes,
  ...sigmaCorrelationCodes,
  ...sigmaDetectionCodes,
  ...pipelineCodes,
} as const satisfies Catalogue;
