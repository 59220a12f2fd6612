import assert from "node:assert/strict";
import { test } from "vitest";
import { undoing } from "./firewall.ts";

const BEFORE = ["-P INPUT ACCEPT", "-P FORWARD ACCEPT", "-A INPUT -i lo -j ACCEPT"];

test("what an engine added goes, rules before the chains that they name, and policies become what they were", () => {
  const after = [
    "-P INPUT ACCEPT",
    "-P FORWARD DROP",
    "-N DOCKER",
    "-N DOCKER-USER",
    "-A INPUT -i lo -j ACCEPT",
    "-A FORWARD -j DOCKER-USER",
    "-A FORWARD -i br-7527e83f2b09 -o br-7527e83f2b09 -j ACCEPT",
    "-A DOCKER-USER -j RETURN",
  ];
  assert.deepEqual(
    undoing(BEFORE, after).map((args) => args.join(" ")),
    [
      "-D FORWARD -j DOCKER-USER",
      "-D FORWARD -i br-7527e83f2b09 -o br-7527e83f2b09 -j ACCEPT",
      "-D DOCKER-USER -j RETURN",
      "-X DOCKER",
      "-X DOCKER-USER",
      "-P FORWARD ACCEPT",
    ],
  );
});

test("rules of somebody else stay, and an engine's that were there before", () => {
  const kept = [...BEFORE, "-N DOCKER", "-A FORWARD -o docker0 -j DOCKER"];
  assert.deepEqual(undoing(kept, [...kept, "-A INPUT -s 192.0.2.1/32 -j DROP"]), []);
});
