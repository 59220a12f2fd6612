import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tryCommand } from "./command.ts";

/** Both: newer engines make rules for IPv6, too. */
const TABLES = ["iptables", "ip6tables"].flatMap((command) => ["filter", "nat"].map((table) => ({ command, table })));

/** A chain of Docker's, or the bridge of a network. */
const MADE_BY_ENGINE = /docker|\bbr-[0-9a-f]{12}\b/i;

/** Whether the machine passes on what is not for itself: an engine turns it on. */
const FORWARDING = "/proc/sys/net/ipv4/ip_forward";

/**
 * Keeps the firewall's rules as they are now. The function that is returned takes away what an engine has added since, which it leaves
 * behind when it ends, and gives the chains the policies that they had: an engine lets nothing through that is forwarded for others.
 */
export function keepFirewall(): () => void {
  const kept = TABLES.map((place) => ({ ...place, before: rulesOf(place.command, place.table) }));
  const forwarding = existsSync(FORWARDING) ? readFileSync(FORWARDING, "utf8") : undefined;
  return () => {
    if (forwarding !== undefined && readFileSync(FORWARDING, "utf8") !== forwarding)
      writeFileSync(FORWARDING, forwarding);
    for (const { command, table, before } of kept) {
      for (const args of undoing(before, rulesOf(command, table))) tryCommand(command, ["--table", table, ...args]);
    }
  };
}

/** None where the machine has no such table. */
function rulesOf(command: string, table: string): readonly string[] {
  const { code, stdout } = tryCommand(command, ["--table", table, "--list-rules"]);
  return code === 0 ? stdout.split("\n").filter((line) => line !== "") : [];
}

/**
 * The arguments that bring the rules `after` back to `before`, of those that an engine makes: rules first, then the chains, which
 * must be empty and named by none. What somebody else added meanwhile stays.
 */
export function undoing(before: readonly string[], after: readonly string[]): readonly (readonly string[])[] {
  const added = after.filter((line) => !before.includes(line) && MADE_BY_ENGINE.test(line));
  const rules = added.filter((line) => line.startsWith("-A ")).map((line) => ["-D", ...line.split(" ").slice(1)]);
  const chains = added.filter((line) => line.startsWith("-N ")).map((line) => ["-X", ...line.split(" ").slice(1)]);
  const policies = before
    .filter((line) => line.startsWith("-P ") && !after.includes(line))
    .map((line) => line.split(" "));
  return [...rules, ...chains, ...policies];
}
