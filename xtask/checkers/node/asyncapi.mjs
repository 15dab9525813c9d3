// Says of each file whether AsyncAPI's own parser takes it: node asyncapi.mjs FILE...
import { readFile } from "node:fs/promises";
import { DiagnosticSeverity, Parser } from "@asyncapi/parser";

for (const path of process.argv.slice(2)) {
  const { diagnostics } = await new Parser().parse(await readFile(path, "utf8"), { source: path });
  for (const { severity, message, path: place } of diagnostics) {
    if (severity === DiagnosticSeverity.Error) {
      console.log(`${path}: ${place.join(".")}: ${message}`);
      process.exitCode = 1;
    }
  }
}
