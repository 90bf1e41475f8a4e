import { checkCodes } from './check.ts';
import { cliCodes } from './cli.ts';
import { elasticReaderCodes } from './elastic-reader.ts';
import { eqlCodes } from './eql.ts';
import { esqlCodes } from './esql.ts';
import { fieldCodes } from './fields.ts';
import { kqlCodes } from './kql.ts';
import { luceneCodes } from './lucene.ts';
import { pantherReaderCodes } from './panther-reader.ts';
import { planCodes } from './plan.ts';
import { projectCodes } from './project.ts';
import { pythonCodes } from './python.ts';
import { readCodes } from './read.ts';
import { sigmaCodes } from './sigma.ts';
import { splCodes } from './spl.ts';
import { splunkReaderCodes } from './splunk-reader.ts';
import { sqlCodes } from './sql.ts';
import { verifyCodes } from './verify.ts';

/** Every diagnostic that ruleglot can give, by code. One file a phase or language. */
export const catalogue = {
  ...cliCodes,
  ...readCodes,
  ...elasticReaderCodes,
  ...sigmaCodes,
  ...kqlCodes,
  ...luceneCodes,
  ...eqlCodes,
  ...esqlCodes,
  ...splCodes,
  ...splunkReaderCodes,
  ...pantherReaderCodes,
  ...pythonCodes,
  ...sqlCodes,
  ...fieldCodes,
  ...planCodes,
  ...verifyCodes,
  ...checkCodes,
  ...projectCodes,
} as const;

export type Code = keyof typeof catalogue;
