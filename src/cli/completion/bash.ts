import type { DeclaredOption, DeclaredProgram } from "./declared-commands.ts";

/** A completion script for bash; no package is needed for it. */
export function bashCompletion({ name, options, commands, settings }: DeclaredProgram): string {
  const all = [...options, ...commands.flatMap((command) => command.options)];
  return `# ${name} completion for bash: source <(${name} completion bash)
_${functionName(name)}() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= word
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      ${commands.map((command) => command.name).join("|")}) command=$word; break ;;
    esac
  done
  case $before in
${valueCases(all, settings)}
  esac
  case $command in
${commands.map((command) => `    ${command.name}) ${reply([...flags(command.options), ...flags(options), ...command.words])} ;;`).join("\n")}
    *) ${reply([...commands.map((command) => command.name), ...flags(options)])} ;;
  esac
}
complete -F _${functionName(name)} ${name}
`;
}

function valueCases(options: readonly DeclaredOption[], settings: readonly string[]): string {
  const byFlag = new Map(options.filter(({ value }) => value !== "none").map((option) => [option.flag, option]));
  return [...byFlag.values()]
    .map(({ flag, value }) => {
      if (value === "setting") {
        const keys = settings.map((key) => `${key}=`);
        return `    ${flag}) ${reply(keys)}; compopt -o nospace 2>/dev/null; return ;;`;
      }
      if (value === "file") return `    ${flag}) COMPREPLY=($(compgen -f -- "$current")); return ;;`;
      return `    ${flag}) ${typeof value === "string" ? ":" : reply(value)}; return ;;`;
    })
    .join("\n");
}

function reply(words: readonly string[]): string {
  return `COMPREPLY=($(compgen -W '${[...new Set(words)].join(" ")}' -- "$current"))`;
}

function flags(options: readonly DeclaredOption[]): readonly string[] {
  return options.map(({ flag }) => flag);
}

export function functionName(name: string): string {
  return name.replaceAll("-", "_");
}
