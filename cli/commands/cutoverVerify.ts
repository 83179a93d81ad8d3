import type { Command } from "commander";
import pc from "picocolors";
import { shellCommand } from "../../model/printing/shell";
import { visible, visibleLines } from "../../model/printing/visible";
import { type Problem, ProblemsError } from "../../model/problems";
import type { CutoverRecord } from "../../mysql/record";
import { checkRecord, type RecordCheck } from "../../mysql/recordCheck";
import { publicKey } from "../terminal/keys";
import { print, printError } from "../terminal/print";

interface Options {
  publicKey?: string;
  digest?: string;
}

/** Exit code 2 means that the verification could not run. */
const EXIT_CODES = { proven: 0, refuted: 1, notProven: 3 } as const;

/** `dbferry cutover verify`: checks a record against a key or digest obtained separately. */
export function register(cutover: Command): void {
  cutover
    .command("verify <file>")
    .description(
      "verify a record of a cutover with a key or a digest kept elsewhere. Exit code 0: proven, 1: not the expected record, 2: could not run, 3: not proven",
    )
    .option("--public-key <file>", "Ed25519 public key (PEM) of the signer")
    .option("--digest <sha256>", "the record's digest as it was printed when the record was written")
    .action(verify);
}

/** Shown after a record is written: what is needed to verify it later. */
export function recordedText(file: string, { digest, signature }: CutoverRecord): string {
  const command = shellCommand("dbferry", "cutover", "verify", file);
  const by = signature ? `\nsigned with key ${signature.key}; to prove it: ${command} --public-key '<file>'` : "";
  return visibleLines(
    `recorded in ${visible(file)}${by}\ndigest ${digest}: keep it in another place; to verify the record with it: ${command} --digest ${digest}\n`,
  );
}

function verify(file: string, options: Options): void {
  const problems: Problem[] = [];
  const key = publicKey(options.publicKey, problems);
  const digest = options.digest?.toLowerCase();
  if (digest !== undefined && !/^[0-9a-f]{64}$/.test(digest))
    problems.push({ path: "--digest", seen: options.digest!, needed: "a SHA-256 in 64 hexadecimal digits" });
  let check: RecordCheck | undefined;
  try {
    check = checkRecord(file, { publicKey: key, digest });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const seen = code === "ENOENT" ? `${file} does not exist` : message;
    problems.push({ path: "<file>", seen, needed: "a record that `dbferry cutover --record` wrote" });
  }
  if (!check || problems.length > 0) throw new ProblemsError("cutover verify could not run", problems);
  (check.verdict === "proven" ? print : printError)(show(check));
  process.exitCode = EXIT_CODES[check.verdict];
}

function show({ verdict, reasons, record }: RecordCheck): string {
  const head = {
    proven: pc.green("proven"),
    notProven: pc.yellow("not proven"),
    refuted: pc.red("refuted"),
  }[verdict];
  const lines = [`${head}: ${visible(reasons.join("; "))}`];
  // The contents of a refuted record cannot be attributed to anyone.
  if (record && verdict !== "refuted") {
    const { at, actor, source, target } = record;
    lines.push(
      `it says: ${visible(`${at}, ${source.address} to ${target.address}; the machine that wrote it named ${actor} as the operator`)}`,
    );
  }
  return `${lines.join("\n")}\n`;
}
