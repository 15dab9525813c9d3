// Validates events with ajv against a schema, which is checked first: node validate.mjs SCHEMA EVENT.json...
import { readFile } from "node:fs/promises";
import formats from "ajv-formats";
import Ajv2020 from "ajv/dist/2020.js";

const read = async (path) => JSON.parse(await readFile(path, "utf8"));
const [schemaPath, ...eventPaths] = process.argv.slice(2);
// Strict: an unknown keyword or format is an error and not a rule that silently does nothing.
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: false });
formats(ajv);
let validate;
try {
  validate = ajv.compile(await read(schemaPath));
} catch (error) {
  console.log(`${schemaPath}: ${error.message}`);
  process.exit(1);
}
for (const path of eventPaths) {
  if (!validate(await read(path))) {
    console.log(`${path}: ${ajv.errorsText(validate.errors)}`);
    process.exitCode = 1;
  }
}
