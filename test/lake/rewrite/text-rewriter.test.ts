import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { inBytes, type Person } from "../../../src/lake/rewrite/person.ts";
import type { Erasure } from "../../../src/lake/rewrite/record-rule.ts";
import { newTextRewriter } from "../../../src/lake/rewrite/text-rewriter.ts";

const DIALECT = { delimiter: ",", quote: '"', encoding: "UTF-8", nullValues: [] } as const;

const MARA: Person = { key: 12, knownBy: [["0171 555"], ["Mara", "Öst"]] };

const CUSTOMERS: Erasure = { person: inBytes(MARA), column: "customer_id", keep: undefined, folders: new Map() };
const SALES: Erasure = { ...CUSTOMERS, keep: new Set(["customer_id", "price", "discount"]) };

describe("a person's records of a dimension", () => {
  const HEADER = "customer_id,name,phone\n";
  const cases: Readonly<Record<string, readonly [before: string, after: string]>> = {
    "go, and others' with the same digits stay": [
      `${HEADER}12,Mara,1\n112,Bo,12\n121,Cy,3\n1,"12",4\n`,
      `${HEADER}112,Bo,12\n121,Cy,3\n1,"12",4\n`,
    ],
    "are found by any way to write their number": [
      `${HEADER} 12 ,a,1\n"12",b,2\n+012,c,3\n12.0,d,4\n-12,e,5\n`,
      `${HEADER}12.0,d,4\n-12,e,5\n`,
    ],
    "may have line ends and doubled quotes in them": [
      `${HEADER}12,"Mara\n11,""x""",1\r\n13,"Bo\n12,y",2\r\n`,
      `${HEADER}13,"Bo\n12,y",2\r\n`,
    ],
    "are told by what she is known by, where their number is none": [
      `${HEADER},Bo,0171 555\nx,"Mara Öst",1\n13,Mara Öst,2\n`,
      `${HEADER}13,Mara Öst,2\n`,
    ],
    "are told by the place of the number, from either side, where fields are missing or too many": [
      `${HEADER}12,Mara\n13,12\nx,12,Mara,1\n13,Bo,12,12\n`,
      `${HEADER}13,12\n13,Bo,12,12\n`,
    ],
    "leave every other byte as it is": [
      `\uFEFF${HEADER}\r\n13, Bö ,"2" \r12,a,1\r\n\n14,Cy,3`,
      `\uFEFF${HEADER}\r\n13, Bö ,"2" \r\n14,Cy,3`,
    ],
    "stand behind a line that names the delimiter": [
      "sep=;\ncustomer_id;name\n12;a\n13;b\n",
      "sep=;\ncustomer_id;name\n13;b\n",
    ],
    "are none in a file of a header": [HEADER, HEADER],
    "are none in an empty file": ["", ""],
  };
  for (const [name, [before, after]] of Object.entries(cases)) {
    test(name, () => {
      for (const size of [1, 3, 1_000]) assert.equal(rewritten("csv", CUSTOMERS, before, size).text, after);
      assert.equal(rewritten("csv", CUSTOMERS, after, 1_000).changed, 0);
    });
  }

  test("go as a whole where the folder gives their number", () => {
    const folders = new Map([["customer_id", "12"]]);
    assert.equal(rewritten("csv", { ...CUSTOMERS, folders }, "name,phone\na,1\nb,2\n", 5).text, "name,phone\n");
  });

  test("go from JSON lines, numbers and texts alike, and stay where the number stands elsewhere", () => {
    const others = ['{"customer_id": 112, "note": {"customer_id": 12}}', '{"name": "\\"customer_id\\": 12"}', "[12]"];
    const own = [
      '{"customer_id":12}',
      '{"customer_id":13,"customer_id":12}',
      '{"x": [1, {"y": "}"}], "customer_id" : "12"}',
      '{"customer_id": 12, broken',
    ];
    const text = [...others, ...own].map((line) => `${line}\n`).join("");
    assert.equal(rewritten("jsonl", CUSTOMERS, text, 7).text, others.map((line) => `${line}\n`).join(""));
  });
});

describe("a person's sales", () => {
  test("keep the columns that count, and lose all others", () => {
    const text = 'customer_id,price,e-mail,discount,note\n12,1.10,m@x,0.5,"a,b"\n13,2,b@x,,c\n12,3,,,\n';
    const { text: after, changed } = rewritten("csv", SALES, text, 4);
    assert.equal(after, "customer_id,price,e-mail,discount,note\n12,1.10,,0.5,\n13,2,b@x,,c\n12,3,,,\n");
    assert.equal(changed, 1);
    assert.equal(rewritten("csv", SALES, after, 4).changed, 0);
  });

  test("keep their numbers in JSON as they are written", () => {
    const text =
      '{"customer_id":"012", "e-mail":"m,@x", "price": 12345678901234567890.10 ,"n":{"a":[1,2]}}\n{"customer_id":13,"e-mail":"b"}\n';
    assert.equal(
      rewritten("jsonl", SALES, text, 6).text,
      '{"customer_id":"012","price": 12345678901234567890.10}\n{"customer_id":13,"e-mail":"b"}\n',
    );
  });
});

test("a file whose header lacks the column is one that nobody can look into", () => {
  assert.equal(rewritten("csv", SALES, "price\n12\n", 5).isBlind, true);
  assert.equal(rewritten("csv", SALES, "customer_id\n12\n", 5).isBlind, false);
  assert.equal(rewritten("csv", SALES, "", 5).isBlind, false);
  const folders = new Map([["customer_id", "12"]]);
  assert.equal(rewritten("csv", { ...SALES, folders }, "price\n12\n", 5).isBlind, false);
});

test("values of few characters stand in texts about anybody: nothing is known by them", () => {
  const person: Person = { key: 12, knownBy: [["1"], [""], ["a", ""], ["ab", "cd"]] };
  const text = "customer_id,name\n,1\n,abcd a\n";
  assert.equal(rewritten("csv", { ...CUSTOMERS, person }, text, 9).text, text);
});

function rewritten(format: "csv" | "jsonl", erasure: Erasure, text: string, size: number) {
  const rewriter = newTextRewriter(format, DIALECT, erasure);
  const bytes = Buffer.from(text);
  let made = "";
  for (let at = 0; at < bytes.length; at += size) made += rewriter.push(bytes.subarray(at, at + size));
  made += rewriter.end();
  return { text: Buffer.from(made, "latin1").toString("utf8"), changed: rewriter.changed, isBlind: rewriter.isBlind };
}
