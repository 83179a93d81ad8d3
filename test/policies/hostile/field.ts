import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { ThrowAwayKey } from "../../../cli/review/placeholders";

const root = resolve(__dirname, "../../..");

/** Planted where a careless review would expose it to the program; none of it may appear again. */
export const PLANTED = {
  environment: "planted-github-token-8f1c",
  home: "planted-aws-key-77ab",
  config: "planted-password-c0de",
  passphrase: "planted-passphrase-51d2",
};

/** A program that creates one rule, closed or open to the world. */
export const program = (source: string, before = "") => `const pulumi = require("@pulumi/pulumi");
${before}
const rule = (name, source, opts) => new pulumi.CustomResource("alicloud:ecs/securityGroupRule:SecurityGroupRule", name, {
  type: "ingress", ipProtocol: "tcp", portRange: "3306/3306", securityGroupId: "sg-1", cidrIp: source }, opts);
rule("in", ${JSON.stringify(source)});
`;
export const CLOSED = "203.0.113.7/32";
export const WORLD = "0.0.0.0/0";

/** The result of one review of a change. */
export interface Outcome {
  code: number;
  /** Everything that it printed and wrote. */
  text: string;
  report: any;
  markdown: string;
}

/** A base and a change in separate folders, on the real engine with the sandbox's providers. */
export class ReviewField {
  readonly folder = mkdtempSync(join(tmpdir(), "dbferry-hostile-"));
  readonly base = join(this.folder, "base");
  readonly change = join(this.folder, "change");
  readonly home = join(this.folder, "home");
  /** A file that only escaped code can create. */
  readonly canary = join(this.folder, "canary");

  constructor() {
    const key = new ThrowAwayKey(PLANTED.passphrase);
    const secure = { secure: key.encrypt(PLANTED.config) };
    const stack = {
      encryptionsalt: key.salt,
      config: {
        "dbferry:password": secure,
        "dbferry:nested": { list: [{ deep: secure }], plain: "as it is" },
        "dbferry:policies": { level: "strict" },
        "dbferry:clouds": { alicloud: { endpoints: { rds: "https://rds.aliyuncs.com" } } },
      },
    };
    const files: Record<string, string> = {
      "Pulumi.yaml": JSON.stringify({
        name: "shop",
        main: "stacks",
        stackConfigDir: "stacks",
        runtime: { name: "nodejs", options: { typescript: false } },
      }),
      "stacks/index.js": program(CLOSED),
      "stacks/Pulumi.prod.yaml": JSON.stringify(stack),
      "package.json": '{"name":"shop"}',
      ".github/workflows/review.yml": "name: review\n",
    };
    for (const [path, text] of Object.entries(files)) this.write(this.base, path, text);
    for (const file of ["PulumiPolicy.yaml", "package.json", "dist/index.js"]) {
      mkdirSync(dirname(join(this.base, "policies", file)), { recursive: true });
      cpSync(join(root, "policies", file), join(this.base, "policies", file));
    }
    cpSync(this.base, this.change, { recursive: true });
    symlinkSync(join(root, "node_modules"), join(this.base, "node_modules"));
    this.write(this.home, ".aws/credentials", PLANTED.home);
    this.write(this.home, ".netrc", PLANTED.home);
    this.write(this.home, ".pulumi/credentials.json", PLANTED.home);
    this.write(this.home, ".ssh/id_ed25519", PLANTED.home);
  }

  write(folder: string, path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  /** Edits the change's stack file. */
  edit(path: string, change: (document: any) => void): void {
    const document = JSON.parse(readFileSync(join(this.change, path), "utf8"));
    change(document);
    this.write(this.change, path, JSON.stringify(document));
  }

  get report(): string {
    return join(this.folder, "report.json");
  }

  /** Reviews the change as a pipeline would: the parent process has secrets in its environment, the review does not. */
  async review(...more: string[]): Promise<Outcome> {
    const path = [join(root, "sandbox/bin"), join(root, ".toolchain/bin"), process.env["PATH"]].join(delimiter);
    const command = [
      "review",
      "--change",
      this.change,
      "--policy-pack",
      "policies",
      "--json",
      this.report,
      "--markdown",
      `${this.report}.md`,
    ];
    const done = await execa(
      "sh",
      // Keeps the shell as the parent, like a runner; without the second command, it would exec the review.
      [
        "-c",
        'env -i PATH="$PATH" HOME="$HOME" "$@"; code=$?; exit $code',
        "sh",
        process.execPath,
        join(root, "cli/bin/dbferry.js"),
        ...command,
        ...more,
      ],
      {
        cwd: this.base,
        env: {
          PATH: path,
          HOME: this.home,
          GITHUB_TOKEN: PLANTED.environment,
          AWS_SECRET_ACCESS_KEY: PLANTED.environment,
          PULUMI_CONFIG_PASSPHRASE: PLANTED.passphrase,
        },
        extendEnv: false,
        reject: false,
        all: true,
        stdin: "ignore",
        timeout: 240_000,
      },
    );
    const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : "");
    const written = read(this.report);
    const markdown = read(`${this.report}.md`);
    return {
      code: done.exitCode ?? -1,
      text: `${done.all}\n${written}\n${markdown}`,
      report: written ? JSON.parse(written) : undefined,
      markdown,
    };
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
