// Runs a Squiggle program: node squiggle.mjs SAMPLES ROUNDS SEED < PROGRAM; prints milliseconds of each round and the last result.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [samples, rounds, seed] = process.argv.slice(2).map(Number);
const found = createRequire(process.cwd() + "/").resolve("@quri/squiggle-lang");
const { run } = await import(pathToFileURL(found).href);
const code = readFileSync(0, "utf8");
const times = [];
let value;
for (let i = 0; i < rounds; i++) {
  const start = performance.now();
  const done = await run(code, { environment: { sampleCount: samples, xyPointLength: 1000, seed: String(seed + i) } });
  times.push(performance.now() - start);
  if (!done.result.ok) throw new Error(String(done.result.value));
  value = done.result.value.result.asJS();
}
console.log(JSON.stringify({ times, value }));
