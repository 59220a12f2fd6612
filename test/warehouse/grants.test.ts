import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "vitest";
import { productMart } from "../../examples/product-mart/product-mart.ts";
import { salesJob } from "../../jobs/sales/index.ts";
import { grantsOf } from "../../src/warehouse/index.ts";

test("docs/permissions.md shows the statements as they are made for the sales job", () => {
  const documentation = readFileSync("docs/permissions.md", "utf8");
  for (const { purpose, statements } of grantsOf(salesJob, "sales")) {
    const block = `${purpose}\n\n\`\`\`sql\n${statements.map((statement) => `${statement};\n`).join("")}\`\`\`\n`;
    assert.ok(documentation.includes(block), `docs/permissions.md lacks:\n${block}`);
  }
});

test("a table that a job declares is granted without anything else to write", () => {
  const [, run] = grantsOf({ ...salesJob, marts: [...salesJob.marts, productMart] }, "sales");
  assert.ok(run?.statements.includes("GRANT UPDATE ON sales.product_mart TO 'sales_run'@'%'"));
});

test("no character of a database's name stands for others, and none ends the name", () => {
  const statements = grantsOf(salesJob, "shop_1`s").flatMap((user) => user.statements);
  assert.ok(statements.includes("GRANT SELECT ON `shop\\_1``s`.* TO 'sales_read'@'%'"));
  assert.ok(statements.includes("GRANT UPDATE ON `shop_1``s`.batches TO 'sales_run'@'%'"));
});
