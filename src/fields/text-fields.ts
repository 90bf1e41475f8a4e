import type { Analyser } from '../ir/index.ts';

/**
 * How the words of an Elastic field are told apart that ECS and the integrations map as text; undefined for all others, which
 * are compared as wholes. The second parts of ECS's own multi-fields are called `text`.
 * https://www.elastic.co/docs/reference/ecs/ecs-base#field-message
 * https://www.elastic.co/docs/reference/integrations/windows
 * https://www.elastic.co/docs/reference/integrations/kubernetes/audit-logs
 */
export function analyserOf(name: string): Analyser | 'standard' | undefined {
  const told = own?.(name);
  return told === false ? undefined : (knownAnalyserOf(name) ?? (told === true ? 'standard' : undefined));
}

/** Whether a field is text, as a project says; undefined where it says nothing of it. */
export type OwnText = (field: string) => boolean | undefined;

let own: OwnText | undefined;

/** What a project says of its text fields counts from here on, on this thread. */
export function useTextFields(given: OwnText | undefined): void {
  own = given;
}

function knownAnalyserOf(name: string): Analyser | 'standard' | undefined {
  if (name === 'powershell.file.script_block_text') return 'script';
  return standardNames.test(name) || isTextOfKubernetes(name) ? 'standard' : undefined;
}

const standardNames =
  /^(?:message|error\.message|powershell\.command\.(?:value|invocation_details\.value))$|\.text$/;

function isTextOfKubernetes(name: string): boolean {
  return name.startsWith('kubernetes.audit.') && kubernetesNames.test(name);
}

const kubernetesNames =
  /\.(?:annotations\..+|(?:u|impersonatedU)ser\.groups|sourceIPs|responseStatus\.message|re(?:quest|sponse)Object\.spec\.(?:volumes\.hostPath\.path|containers\.(?:image|volumeMounts\.mountPath)))$/;

/**
 * Whether every value of a text field is one word, so that a word is the value: audit events are allowed or forbidden.
 * https://kubernetes.io/docs/reference/labels-annotations-taints/audit-annotations/
 */
export function isOneWord(name: string): boolean {
  return name === 'kubernetes.audit.annotations.authorization_k8s_io/decision';
}
