import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { type Meanwhile, type NewContents, separateContents } from "../../src/pipeline/validate/separate-contents.ts";
import type { InspectedFile } from "../../src/pipeline/validate/valid-file.ts";
import type { FileVersion } from "../../src/warehouse/index.ts";
import { Random } from "../support/random.ts";

/** Contents by key. `empty` is a content without rows. */
type Keys = Readonly<Record<string, string>>;

interface Situation {
  readonly live?: Keys;
  readonly landed: Keys;
  readonly again?: readonly string[];
  readonly byKey?: readonly string[];
}

describe("what new content makes of what counts", () => {
  test("the version that is overwritten with what counts under another key is superseded", () => {
    const found = separated({ live: { a: "full", b: "part" }, landed: { b: "full" } });
    assert.deepEqual(found, { counting: [], duplicates: ["b of a"], superseded: ["b part"] });
  });

  test("so is the one that is overwritten with what another key brings in the same run, whichever comes first", () => {
    const [first, second] = [
      separated({ live: { b: "part" }, landed: { a: "full", b: "full" } }),
      separated({ live: { a: "part" }, landed: { a: "full", b: "full" } }),
    ];
    assert.deepEqual(first, { counting: ["a full"], duplicates: ["b of a"], superseded: ["b part"] });
    assert.deepEqual(second, { counting: ["a full"], duplicates: ["b of a"], superseded: ["a part"] });
  });

  test("two keys that swap their contents both count anew, and chains of moves count each content once", () => {
    assert.deepEqual(separated({ live: { a: "x", b: "y" }, landed: { a: "y", b: "x" } }), {
      counting: ["a y", "b x"],
      duplicates: [],
      superseded: ["a x", "b y"],
    });
    assert.deepEqual(separated({ live: { a: "x", b: "y", c: "z" }, landed: { a: "y", b: "z", d: "x" } }), {
      counting: ["a y", "d x"],
      duplicates: ["b of c"],
      superseded: ["a x", "b y"],
    });
  });

  test("a file without rows is never a duplicate, and takes away what it overwrites", () => {
    const found = separated({ live: { a: "x", b: "y", c: "empty" }, landed: { a: "empty", b: "empty", c: "empty" } });
    assert.deepEqual(found, {
      counting: ["a empty", "b empty", "c empty"],
      duplicates: [],
      superseded: ["a x", "b y", "c empty"],
    });
  });

  test("the same content once more under its own key changes nothing, unless it is replayed", () => {
    const situation = { live: { a: "x" }, landed: { a: "x", b: "x" } };
    assert.deepEqual(separated(situation), { counting: [], duplicates: ["a of a", "b of a"], superseded: [] });
    assert.deepEqual(separated({ ...situation, again: ["a"] }), {
      counting: ["a x"],
      duplicates: ["b of a"],
      superseded: ["a x"],
    });
  });

  test("a replayed file goes before another key with its content", () => {
    const found = separated({ live: { b: "x" }, landed: { a: "x", b: "x" }, again: ["b"] });
    assert.deepEqual(found, { counting: ["b x"], duplicates: ["a of b"], superseded: ["b x"] });
  });

  test("equal files of a feed whose identity is the key all count, but none twice under its own", () => {
    const found = separated({ live: { a: "x" }, landed: { a: "x", b: "x", c: "x" }, byKey: ["sales"] });
    assert.deepEqual(found, { counting: ["b x", "c x"], duplicates: ["a of a"], superseded: [] });
  });

  test("what a later file of its dimension has overwritten is brought back by the same content, under any key", () => {
    const contents = { ...contentsOf({ live: { a: "old", b: "new" }, landed: { a: "old", c: "old" } }), live: [] };
    const { counting, duplicates } = separateContents(contents);
    assert.deepEqual(
      counting.map(({ file, corrects }) => [file.objectKey, corrects?.sha256]),
      [["a", "old"]],
    );
    assert.deepEqual(
      duplicates.map(({ file }) => file.objectKey),
      ["c"],
    );
  });

  test("content of another feed is another content", () => {
    const contents = contentsOf({ live: { a: "x" }, landed: { b: "x" } });
    const live = contents.live.map((version) => ({ ...version, feed: "stores" }));
    assert.deepEqual(
      separateContents({ ...contents, live }).counting.map(({ file }) => file.objectKey),
      ["b"],
    );
  });
});

describe("once some of the new files turn out to be invalid or gone", () => {
  test("what they were to replace stays in force, and a file with that content is its duplicate after all", () => {
    const situation = { live: { a: "x" }, landed: { a: "bad", b: "x" } };
    assert.deepEqual(separated(situation).counting, ["a bad", "b x"]);
    assert.deepEqual(separated(situation, ["bad"]), { counting: [], duplicates: ["b of a"], superseded: [] });
  });

  test("their duplicates wait, and what those were to replace stays in force, too", () => {
    const situation = { live: { b: "y" }, landed: { a: "bad", b: "bad", c: "y" } };
    assert.deepEqual(separated(situation), {
      counting: ["a bad", "c y"],
      duplicates: ["b of a"],
      superseded: ["b y"],
    });
    assert.deepEqual(separated(situation, ["bad"]), { counting: [], duplicates: ["c of b"], superseded: [] });
  });

  test("a file that has turned out to be a duplicate still takes away what it overwrites", () => {
    const situation = { live: { a: "x", c: "z" }, landed: { a: "bad", c: "x" } };
    assert.deepEqual(separated(situation, ["bad"]), { counting: [], duplicates: ["c of a"], superseded: ["c z"] });
  });
});

test("whatever lands, each content counts once, nothing that was overwritten counts, and the order of keys is nothing to it", () => {
  for (let seed = 1; seed <= 4_000; seed++) {
    const random = new Random(seed);
    const situation = randomSituation(random);
    const fresh = CONTENTS.filter((content) => !Object.values(situation.live ?? {}).includes(content));
    const bad = random.below(3) === 0 ? [random.oneOf(fresh)] : [];
    const found = afterwards(situation, bad);
    expectSound(situation, bad, found, `seed ${seed}`);
    const reversed = { ...situation, landed: Object.fromEntries(Object.entries(situation.landed).toReversed()) };
    assert.deepEqual(countedContents(afterwards(reversed, bad)), countedContents(found), `seed ${seed}, reversed`);
  }
});

const KEYS = ["a", "b", "c", "d", "e"];
const CONTENTS = ["u", "v", "w", "x", "y", "z", "empty"];

/** What counts is different from key to key, as it must be. */
function randomSituation(random: Random): Situation {
  const unused = CONTENTS.filter((content) => content !== "empty");
  const live: Record<string, string> = {};
  const landed: Record<string, string> = {};
  for (const key of KEYS) {
    if (random.below(2) === 0) live[key] = unused.splice(random.below(unused.length), 1)[0] ?? "";
    if (random.below(3) > 0) landed[key] = random.oneOf(CONTENTS);
  }
  return { live, landed };
}

function expectSound({ live = {}, landed }: Situation, bad: readonly string[], after: Keys, message: string): void {
  const counted = countedContents(after);
  assert.equal(new Set(counted).size, counted.length, `${message}: twice`);
  for (const [key, content] of Object.entries(landed)) {
    if (bad.includes(content)) assert.equal(after[key], live[key], `${message}: ${key} is invalid`);
    else if (content !== "empty") {
      assert.ok(after[key] === undefined || after[key] === content, `${message}: ${key}`);
      assert.ok(counted.includes(content), `${message}: ${content} is lost`);
    }
  }
  for (const key of Object.keys(live)) {
    if (!(key in landed)) assert.equal(after[key], live[key], `${message}: ${key} was not touched`);
  }
}

/** What counts, by key, when the batch is committed; the invalid contents are known only after Spark has read them. */
function afterwards(situation: Situation, bad: readonly string[]): Keys {
  const { counting, superseded } = separated(situation, bad);
  const gone = new Set(superseded);
  const kept = Object.entries(situation.live ?? {}).filter(([key, content]) => !gone.has(`${key} ${content}`));
  return Object.fromEntries([...kept, ...counting.map((text) => text.split(" "))]);
}

function countedContents(after: Keys): readonly string[] {
  return Object.values(after)
    .filter((content) => content !== "empty")
    .toSorted();
}

function separated(situation: Situation, bad: readonly string[] = []) {
  const contents = contentsOf(situation);
  const first = separateContents(contents);
  const out = contents.files.filter(({ inspection }) => bad.includes(inspection.sha256) && isRead(first, inspection));
  const meanwhile: Meanwhile = {
    out: new Set(out.map(({ file }) => file.fileId)),
    readable: new Set(first.counting.map(({ file }) => file.fileId)),
  };
  const { counting, duplicates } = separateContents(contents, meanwhile);
  return {
    counting: counting.map(({ file, inspection }) => `${file.objectKey} ${inspection.sha256}`),
    duplicates: duplicates.map(({ file, original }) => `${file.objectKey} of ${original.objectKey}`),
    superseded: [...counting, ...duplicates]
      .flatMap(({ corrects = [] }) => corrects)
      .map(({ objectKey, sha256 }) => `${objectKey} ${sha256}`)
      .toSorted(),
  };
}

function isRead({ counting }: ReturnType<typeof separateContents>, { sha256 }: InspectedFile["inspection"]): boolean {
  return counting.some(({ inspection }) => inspection.sha256 === sha256);
}

function contentsOf({ live = {}, landed, again = [], byKey = [] }: Situation): NewContents {
  const versions = Object.entries(live).map(([key, content], index) => version(1 + index, key, content));
  return {
    files: Object.entries(landed).map(([key, content], index) => inspected(100 + index, key, content)),
    liveAtKey: new Map(versions.map((file) => [file.objectKey, file])),
    live: versions,
    again: new Set(again),
    identity: { byKey: new Set(byKey), columns: new Map() },
  };
}

function inspected(fileId: number, key: string, content: string): InspectedFile {
  return {
    file: { ...version(fileId, key, content), sha256: null, status: "Pending" },
    feed: "sales",
    inspection: {
      feed: "sales",
      format: "csv",
      compressed: false,
      csv: { delimiter: ",", quote: '"', encoding: "UTF-8", nullValues: ["\\N"] },
      sha256: content,
      records: content === "empty" ? 0 : 1,
      lines: 2,
      preambleLines: 0,
      columns: [],
      extraColumns: [],
      multiline: false,
      faults: [],
    },
    localPath: undefined,
  };
}

function version(fileId: number, objectKey: string, sha256: string): FileVersion {
  return {
    fileId,
    bucket: "lake",
    objectKey,
    name: objectKey,
    etag: `etag-${fileId}`,
    sha256,
    sizeBytes: 1,
    lastModified: null,
    feed: "sales",
    status: "Processed",
    reason: null,
    failures: 0,
    rowsRead: 1,
    rowsAccepted: 1,
    rowsRejected: 0,
    batchId: "batch",
    archivedKey: null,
    archiveState: "done",
    runId: "run",
    createdAt: "2023-04-01T00:00:00.000000Z",
    updatedAt: "2023-04-01T00:00:00.000000Z",
  };
}
