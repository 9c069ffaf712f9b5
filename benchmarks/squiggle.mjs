// Runs Squiggle programs, one for each line of input, {"code", "samples", "seed"}, and answers {"ms", "value"} or {"wrong"}.
// The package is looked for in the folder that it is started in.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const found = createRequire(process.cwd() + "/").resolve("@quri/squiggle-lang");
const { run } = await import(pathToFileURL(found).href);
for await (const line of createInterface({ input: process.stdin })) {
  const { code, samples, seed } = JSON.parse(line);
  const start = performance.now();
  const done = await run(code, { environment: { sampleCount: samples, xyPointLength: 1000, seed: String(seed) } });
  const ms = performance.now() - start;
  const told = done.result.ok ? { ms, value: done.result.value.result.asJS() } : { wrong: String(done.result.value) };
  console.log(JSON.stringify(told));
}
