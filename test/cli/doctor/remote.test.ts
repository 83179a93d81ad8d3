import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asRoot, overSsh, type Run, sshTarget } from "../../../cli/doctor/remote";
import type { Problem } from "../../../model/problems";

let folder: string;
const path = process.env["PATH"];
/** The ssh client's place is taken by a script that hands the command to a shell, as the remote end does. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ssh-"));
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/given"\nenv > "${folder}/environment"\nfor last; do :; done\n[ -e "${folder}/fails" ] && { echo 'Permission denied (publickey).' >&2; exit 255; }\nexec sh -c "$last"\n`;
  writeFileSync(join(folder, "ssh"), script);
  chmodSync(join(folder, "ssh"), 0o755);
  process.env["PATH"] = [folder, path].join(delimiter);
});
afterEach(() => {
  process.env["PATH"] = path;
  rmSync(folder, { recursive: true });
});

describe("commands through ssh", () => {
  it("arrive as the words they are, whatever they contain, by a client that asks for nothing", async () => {
    const words = ["printf", "%s|", "a b", "$(touch made)", "`id`", "it's", "; exit 3", '"', "*"];
    const { code, out } = await overSsh("root@db.example.com")(words);
    expect([code, out]).toEqual([
      0,
      words
        .slice(2)
        .map((word) => `${word}|`)
        .join(""),
    ]);
    const given = readFileSync(join(folder, "given"), "utf8").split("\n");
    expect(given.slice(0, 8)).toEqual([
      "-o",
      "BatchMode=yes",
      "-o",
      "ConnectTimeout=15",
      "-T",
      "--",
      "root@db.example.com",
      expect.stringMatching(/^env PATH=/),
    ]);
    expect(existsSync("made")).toBe(false);
  });

  it("get no key of a cloud", async () => {
    process.env["HW_SECRET_KEY"] = "not-for-ssh";
    await overSsh("db")(["true"]).finally(() => delete process.env["HW_SECRET_KEY"]);
    expect(readFileSync(join(folder, "environment"), "utf8")).not.toContain("not-for-ssh");
  });

  it("that cannot be sent say what the client said, and the way on", async () => {
    writeFileSync(join(folder, "fails"), "");
    await expect(overSsh("root@db")(["true"])).rejects.toThrow(
      /^--ssh root@db: Permission denied \(publickey\)\.\nneeded: a login that asks for nothing .*ssh -o BatchMode=yes root@db true.*--rules/s,
    );
  });

  it("run as root, by sudo if the login is another", async () => {
    const asUser =
      (sudo: number): Run =>
      async (words) => {
        if (words[0] === "id") return { code: 0, out: "1000\n", said: "" };
        return {
          code: words[0] === "sudo" && words[1] === "-n" ? sudo : 1,
          out: "",
          said: "sudo: a password is required",
        };
      };
    expect((await (await asRoot(asUser(0), "db"))(["iptables-save"])).code).toBe(0);
    await expect(asRoot(asUser(1), "db")).rejects.toThrow(
      /sudo: a password is required\nneeded: root, or sudo without a password/,
    );
  });
});

it.each(["-oProxyCommand=id", "a b", "root@-x", "root@h;id", "", "$(id)", "root@h\n"])(
  "refuses %j as a host",
  (text) => {
    const problems: Problem[] = [];
    sshTarget(text, problems);
    expect(problems).toMatchObject([{ path: "--ssh", needed: expect.stringContaining("user@host") }]);
  },
);

it.each(["db", "root@db.example.com", "ec2-user@10.0.0.9"])("takes %s as a host", (text) => {
  const problems: Problem[] = [];
  sshTarget(text, problems);
  expect(problems).toEqual([]);
});
