import type { CommandSpec } from './options.ts';

export const completionSpec: CommandSpec = {
  name: 'completion',
  summary: 'Print the completion of commands and options for a shell.',
  operands: 'bash|zsh|fish',
  options: [],
  notes: ['Made of the same tables as `--help`, so it knows every option of this version.'],
  examples: [
    {
      command: 'ruleglot completion bash > ~/.local/share/bash-completion/completions/ruleglot',
      says: 'bash',
    },
    { command: `ruleglot completion zsh > "\${fpath[1]}/_ruleglot"`, says: 'zsh' },
    { command: 'ruleglot completion fish > ~/.config/fish/completions/ruleglot.fish', says: 'fish' },
  ],
};
