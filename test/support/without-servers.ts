import { SPARK_TOKEN_VARIABLE, TEST_SERVER_VARIABLES } from "./server-variables.ts";

// A developer may have sourced .stack/env: unit tests must pass, and fail, as they do without it.
for (const name of [...TEST_SERVER_VARIABLES, SPARK_TOKEN_VARIABLE]) delete process.env[name];
process.env["VITEST_PROJECT"] = "unit";
// The AWS SDK signs requests to a fake server, too, and would else look for keys in the developer's home.
Object.assign(process.env, { AWS_ACCESS_KEY_ID: "nobody", AWS_SECRET_ACCESS_KEY: "nothing" });
