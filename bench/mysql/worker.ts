import { compare } from "../../mysql/compare/compare";
import type { ConnectOptions } from "../../mysql/connect";
import { runPreflight } from "../../mysql/preflight";

/** Runs one piece of work in its own process, so that the bench's own memory does not slow it. Prints JSON. */
async function main(): Promise<void> {
  const { work, source, target, database } = JSON.parse(process.argv[2]!) as {
    work: "compare" | "preflight";
    source: ConnectOptions;
    target: ConnectOptions;
    database: string;
  };
  const started = performance.now();
  const detail = work === "compare" ? await compared() : await checked();
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(JSON.stringify({ seconds, ...detail }));

  async function compared() {
    const result = await compare({ source, target, databases: [database], mode: "full" });
    if (result.verdict !== "same") throw new Error("the table differs from itself");
    return { rows: result.rows.source };
  }

  async function checked() {
    const report = await runPreflight({
      source,
      target,
      engine: "drs",
      mode: "full+incremental",
      databases: [database],
    });
    const broken = report.verdicts.filter((verdict) => verdict.found.startsWith("the check failed to run"));
    if (broken.length > 0) throw new Error(`checks broke: ${broken.map((verdict) => verdict.id).join(", ")}`);
    return { ran: report.ran };
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
