import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { verdictOn } from "../../policies/review";
import { secretsIn } from "../review/environment";
import { type PostOptions, post } from "../review/post";
import { type ReviewOptions, reviewOf, root } from "../review/review";
import { type Outputs, write } from "../review/write";
import { interruptible } from "../terminal/interrupt";
import { tell } from "../terminal/print";

export function register(program: Command): void {
  const review = program
    .command("review")
    .description("preview stacks with the policy pack and write the verdict for a pull request")
    .option("-C, --cwd <folder>", "folder of the project; with --change, of the base", process.cwd())
    .option("--change <folder>", "checkout of somebody else's change, which the project at hand judges")
    .option("-s, --stack <name...>", "the stacks; all of the project by default")
    .option("--since <ref>", "only stacks affected by your own changes since this git revision")
    .option("--create", "also review stacks that the backend does not know")
    .option("--state <folder>", "exported states, <stack>.json, to compare with")
    .option("--policy-pack <folder>", "the pack", join(root, "policies"))
    .option("--policy-config <file>", "its configuration")
    .option("--markdown <file>", "write the comment")
    .option("--sarif <file>", "write SARIF 2.1.0")
    .option("--json <file>", "write JSON, for `dbferry review post`")
    .option("--junit <file>", "write JUnit XML")
    .option("--docs <address>", "where dbferry's folder with docs/policies.md is on the web, for links")
    .option(
      "--name <name>",
      "distinguishes this comment from other reviews of the same pull request; default: the project",
    )
    .option("--env <name...>", "variables that a preview needs besides PATH and locale")
    .option("--allow-secrets", "with --change: continue although this environment contains what looks like secrets")
    .option("--minutes <number>", "time limit of one preview", positive, 15)
    .action(async (options: ReviewOptions & Outputs) => {
      const secrets = secretsIn(process.env);
      if (!options.change && secrets.length > 0) {
        const names = `${secrets.slice(0, 5).join(", ")}${secrets.length > 5 ? ", …" : ""}`;
        tell(`this environment has ${names}: fine for your own work; review others' with --change\n`);
      }
      const found = await interruptible(
        (signal) => reviewOf({ ...options, signal }),
        () => "stopped before every stack was reviewed: there is no verdict, and nothing was written",
      );
      if (verdictOn(found) !== "fine") process.exitCode = 1;
      await write(found, options);
    });
  review
    .command("post")
    .description("write the comment of a review, or edit its earlier one, in a job that runs no code of the change")
    .requiredOption("--report <file>", "what `dbferry review --json` wrote; read as text from outside")
    .requiredOption("--to <where>", "github or gitlab, from the variables of its pipeline")
    .option("--author <login>", "author of our comments, when the token's user cannot be determined")
    .option("--checkout <folder>", "the change, to determine again how it affects its own judgement")
    .action(async (options: Omit<PostOptions, keyof ReviewOptions>, command: Command) => {
      const given: PostOptions = { ...command.parent!.opts(), ...options };
      if ((await post(given, process.env)) !== "fine") process.exitCode = 1;
    });
}

function positive(text: string): number {
  const number = Number(text);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError("needed: a number of minutes above 0.");
}
