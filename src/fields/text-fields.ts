import type { Analyser } from '../ir/index.ts';

/**
 * How the words of an Elastic field are told apart that ECS and the integrations map as text; undefined for all others, which
 * are compared as wholes. The second parts of ECS's own multi-fields are called `text`.
 * https://www.elastic.co/docs/reference/ecs/ecs-base#field-message
 * https://www.elastic.co/docs/reference/integrations/windows
 */
export function analyserOf(name: string): Analyser | 'standard' | undefined {
  if (name === 'powershell.file.script_block_text') return 'script';
  return standardNames.test(name) ? 'standard' : undefined;
}

const standardNames =
  /^(?:message|error\.message|powershell\.command\.(?:value|invocation_details\.value))$|\.text$/;
