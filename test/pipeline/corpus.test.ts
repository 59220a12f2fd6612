import { corpusTests } from "../support/corpus-tests.ts";

await corpusTests();
