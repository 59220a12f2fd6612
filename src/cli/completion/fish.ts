import type { DeclaredOption, DeclaredProgram } from "./declared-commands.ts";

/** A completion script for fish. */
export function fishCompletion({ name, options, commands, settings }: DeclaredProgram): string {
  const lines = [
    `# ${name} completion for fish: ${name} completion fish > ~/.config/fish/completions/${name}.fish`,
    `complete -c ${name} -f`,
    ...options.map((option) => `complete -c ${name} ${described(option, settings)}`),
  ];
  for (const { name: command, description, options: own, words } of commands) {
    lines.push(`complete -c ${name} -n __fish_use_subcommand -a ${command} -d ${quoted(description)}`);
    const within = `complete -c ${name} -n '__fish_seen_subcommand_from ${command}'`;
    lines.push(...own.map((option) => `${within} ${described(option, settings)}`));
    if (words.length > 0) lines.push(`${within} -a ${quoted(words.join(" "))}`);
  }
  return `${lines.join("\n")}\n`;
}

function described({ flag, description, value }: DeclaredOption, settings: readonly string[]): string {
  const values = value === "setting" ? settings.map((key) => `${key}=`) : value;
  const takes = value === "none" ? "" : value === "file" ? " -rF" : " -x";
  const choices = typeof values === "string" ? "" : ` -a ${quoted(values.join(" "))}`;
  return `-l ${flag.slice(2)}${takes}${choices} -d ${quoted(description)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
