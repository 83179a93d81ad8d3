import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { verdictOn } from "../../policies/review";
import { secretsIn } from "../review/environment";
import { type ReviewOptions, root } from "../review/options";
import { type PostOptions, post } from "../review/post";
import { reviewOf } from "../review/review";
import { type Outputs, write } from "../review/write";
import { interruptible } from "../terminal/interrupt";
import { printError } from "../terminal/print";

export function register(program: Command): void {
  const review = program
    .command("review")
    .description("preview stacks with the policy pack and write a verdict for a pull request")
    .option("-C, --cwd <folder>", "folder of the project; with --change, of the base", process.cwd())
    .option("--change <folder>", "checkout of somebody else's change, to be reviewed with this project's settings")
    .option("-s, --stack <name...>", "the stacks; all of the project by default")
    .option("--since <ref>", "only stacks affected by your changes since this git revision")
    .option("--create", "also review stacks that do not exist in the backend")
    .option("--state <folder>", "folder of exported states, <stack>.json, to compare with")
    .option("--policy-pack <folder>", "the pack", join(root, "policies"))
    .option("--policy-config <file>", "its configuration")
    .option("--markdown <file>", "write the comment")
    .option("--sarif <file>", "write SARIF 2.1.0")
    .option("--json <file>", "write JSON, for `dbferry review post`")
    .option("--junit <file>", "write JUnit XML")
    .option("--docs <address>", "web address of the folder that has docs/policies.md, for links")
    .option(
      "--name <name>",
      "distinguishes this comment from other reviews of the same pull request; default: the project",
    )
    .option("--env <name...>", "variables that a preview needs besides PATH and locale")
    .option("--allow-secrets", "with --change: continue even though this environment appears to contain secrets")
    .option("--minutes <number>", "time limit of one preview", positive, 15)
    .action(async (options: ReviewOptions & Outputs) => {
      const secrets = secretsIn(process.env);
      if (!options.change && secrets.length > 0) {
        const names = `${secrets.slice(0, 5).join(", ")}${secrets.length > 5 ? ", …" : ""}`;
        printError(`this environment has ${names}: fine for your own work; review other people's with --change\n`);
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
    .description("post a review's comment, or update its earlier one, from a job that runs none of the change's code")
    .requiredOption("--report <file>", "what `dbferry review --json` wrote; treated as untrusted text")
    .requiredOption("--to <where>", "github or gitlab, taken from the variables of its pipeline")
    .option("--author <login>", "author of earlier review comments, for when the token's user cannot be determined")
    .option("--checkout <folder>", "checkout of the change, to determine again how it affects its own review")
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
