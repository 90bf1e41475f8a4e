import type { Macros } from './macros.ts';

/**
 * Macros of Splunk's security content that say something of the events: programs by the names of their files, and by those
 * that their makers gave them. https://github.com/splunk/security_content/tree/develop/macros
 */
const programs: Readonly<Record<string, readonly [names: string, originals: string]>> = {
  ...same('bitsadmin certutil cmd csc curl diskshadow dllhost dsquery dxdiag esentutl fodhelper gpupdate hh'),
  ...same('installutil msbuild mshta msiexec netsh ntdsutil ping rclone reg regasm regsvcs regsvr32 route'),
  ...same('runas rundll32 schtasks sdelete setspn verclsid vssadmin wbadmin wermgr wmic'),
  copy: ['copy.exe xcopy.exe', 'copy.exe xcopy.exe'],
  microsoftworkflowcompiler: ['microsoft.workflow.compiler.exe', 'Microsoft.Workflow.Compiler.exe'],
  net: ['net.exe net1.exe', 'net.exe net1.exe'],
  nltest: ['nltest.exe', 'nltestrk.exe'],
  powershell: [
    'pwsh.exe sqlps.exe sqltoolsps.exe powershell.exe powershell_ise.exe',
    'pwsh.dll PowerShell.EXE powershell_ise.EXE',
  ],
  procdump: ['procdump.exe procdump64.exe', 'procdump'],
  psexec: ['psexec.exe psexec64.exe', 'psexec.c'],
};

function same(words: string): Readonly<Record<string, readonly [string, string]>> {
  return Object.fromEntries(words.split(' ').map(word => [word, [`${word}.exe`, `${word}.exe`]]));
}

function anyOf(field: string, values: string): string {
  return `Processes.${field} IN (${values
    .split(' ')
    .map(value => `"${value}"`)
    .join(', ')})`;
}

const shells = 'cmd.exe powershell.exe pwsh.exe sh.exe bash.exe wscript.exe cscript.exe';

/** Those macros of security content that are filters of their own, as it ships them; a site may have others in their place. */
export const contentMacros: Macros = {
  ...Object.fromEntries(
    Object.entries(programs).map(([name, [names, originals]]) => [
      `process_${name}`,
      { definition: `(${anyOf('process_name', names)} OR ${anyOf('original_file_name', originals)})` },
    ]),
  ),
  linux_shells: {
    definition: `(${anyOf('process_name', 'sh ksh zsh bash dash rbash fish csh tcsh ion eshell')})`,
  },
  windows_shells: { definition: `(${anyOf('process_name', shells)})` },
  prohibited_softwares: { definition: 'search *' },
  potential_password_in_username_false_positive_reduction: { definition: 'search *' },
};
