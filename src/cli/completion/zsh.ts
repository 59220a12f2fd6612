import { functionName } from "./bash.ts";
import type { DeclaredOption, DeclaredProgram } from "./declared-commands.ts";

/** A completion script for zsh. */
export function zshCompletion({ name, options, commands, settings }: DeclaredProgram): string {
  const described = commands.map((command) => `    ${quoted(`${command.name}:${command.description}`)}`);
  const cases = commands.map(
    (command) => `        ${command.name})
          _arguments ${[...command.options, ...options].map((option) => spec(option, settings)).join(" ")}${
            command.words.length === 0 ? "" : ` '1:word:(${command.words.join(" ")})'`
          } ;;`,
  );
  return `#compdef ${name}
# ${name} completion for zsh: put it as _${name} into a folder of $fpath, or: source <(${name} completion zsh)
_${functionName(name)}() {
  local context state line
  local -a commands
  commands=(
${described.join("\n")}
  )
  _arguments -C ${options.map((option) => spec(option, settings)).join(" ")} '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${cases.join("\n")}
      esac ;;
  esac
}
compdef _${functionName(name)} ${name}
`;
}

function spec({ flag, description, value }: DeclaredOption, settings: readonly string[]): string {
  const said = description.replaceAll(/[[\]:]/g, " ");
  return quoted(`${flag === "--set" ? "*" : ""}${flag}[${said}]${valueSpec(value, settings)}`);
}

function valueSpec(value: DeclaredOption["value"], settings: readonly string[]): string {
  if (value === "none") return "";
  if (value === "any") return ":value:";
  if (value === "file") return ":file:_files";
  return value === "setting"
    ? `:setting:(${settings.map((key) => `${key}=`).join(" ")})`
    : `:value:(${value.join(" ")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
