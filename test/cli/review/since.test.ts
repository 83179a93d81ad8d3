import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { execaSync } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stacksSince } from "../../../cli/review/since";

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dbferry-since-")));
  git("init", "--quiet", "--initial-branch=main");
  write("app/Pulumi.yaml", "name: app\nruntime: nodejs\n");
  write("app/index.ts", 'import "./test/open";\nconst notes = "notes.md";\n');
  write("app/test/open.ts", "export {};\n");
  for (const stack of ["a", "b"]) write(`app/Pulumi.${stack}.yaml`, "config: {}\n");
  write("app/notes.md", "read by the program\n");
  write("README.md", "# App\n");
  commit();
});
afterEach(() => rmSync(folder, { recursive: true }));

const git = (...args: string[]) =>
  execaSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd: folder });
function write(path: string, text: string) {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
}
function commit() {
  git("add", "--all");
  git("commit", "--quiet", "--message", "x");
}
const since = (revision = "main~1") => stacksSince(revision, join(folder, "app"), join(folder, "app"), ["a", "b"]);
const affected = async (revision?: string) => (await since(revision)).names;

test.each([
  ["a program under test/", "app/test/open.ts", ["a", "b"]],
  ["prose that the program names", "app/notes.md", ["a", "b"]],
  ["prose that nobody names", "README.md", []],
  ["a stack file", "app/Pulumi.b.yaml", ["b"]],
  ["a name that git would quote", "app/é.ts", ["a", "b"]],
])("a change of %s", async (_name, path, stacks) => {
  write(path, "// changed\n");
  commit();
  expect(await affected()).toEqual(stacks);
});

test("uncommitted changes are previewed, so they count", async () => {
  write("README.md", "# changed\n");
  commit();
  expect(await affected()).toEqual([]);
  write("app/index.ts", "// changed\n");
  expect(await affected()).toEqual(["a", "b"]);
});

test("an untracked file counts too", async () => {
  write("README.md", "# changed\n");
  commit();
  write("app/new.ts", "export {};\n");
  expect(await affected()).toEqual(["a", "b"]);
});

test("a program that was renamed to prose is gone for its importers", async () => {
  renameSync(join(folder, "app/test/open.ts"), join(folder, "app/test/plain.md"));
  commit();
  expect(await affected()).toEqual(["a", "b"]);
});

test("an unknown revision is refused", async () => {
  await expect(stacksSince("nowhere", folder, folder, ["a"])).rejects.toThrow("--since nowhere is not a revision");
});

/** Commits on main, then switches to a branch, so that `main` is the merge base. */
function branch() {
  git("checkout", "--quiet", "-b", "work");
}
const sinceMain = () => affected("main");

describe("when in doubt, a stack is reviewed", () => {
  /** Changes made after leaving main, each of which must affect every stack. */
  const DOUBTS: Record<string, () => void> = {
    "prose that a link leads to": () => {
      symlinkSync("../README.md", join(folder, "app/data.txt"));
      commit();
      git("checkout", "--quiet", "main");
      git("merge", "--quiet", "work");
      git("checkout", "--quiet", "work");
      write("README.md", "# changed\n");
    },
    "prose in a folder that a link leads to": () => {
      write("docs/page.md", "a\n");
      symlinkSync("../docs", join(folder, "app/data"));
      commit();
      git("checkout", "--quiet", "main");
      git("merge", "--quiet", "work");
      git("checkout", "--quiet", "work");
      write("docs/page.md", "changed\n");
    },
    "prose that becomes a link": () => {
      rmSync(join(folder, "README.md"));
      symlinkSync("/etc/hostname", join(folder, "README.md"));
    },
    "prose that is made to run": () => chmodSync(join(folder, "README.md"), 0o755),
    "prose that is named in another case": () => {
      onMain("app/read.ts", 'readFileSync("readme.MD");\n');
      write("README.md", "# changed\n");
    },
    "prose whose name the program builds": () => {
      onMain("app/read.ts", 'readFileSync("../" + name + ".md");\n');
      write("README.md", "# changed\n");
    },
    "prose in a project that lists folders": () => {
      onMain("app/read.ts", 'readdirSync("..").map((one) => readFileSync(one));\n');
      write("README.md", "# changed\n");
    },
    "prose that the program packs with its folder": () => {
      onMain("app/read.ts", 'new pulumi.asset.FileArchive("..");\n');
      write("README.md", "# changed\n");
    },
    "prose that is named in prose that the program reads": () => {
      onMain("app/notes.md", "see README.md\n");
      write("README.md", "# changed\n");
    },
    "prose that only an ignored file names": () => {
      onMain(".gitignore", "app/bin/\n");
      write("app/bin/index.js", 'readFileSync("README.md");\n');
      write("README.md", "# changed\n");
    },
    "removed prose that the program names": () => rmSync(join(folder, "app/notes.md")),
    "data that the program may read": () => write("app/data.csv", "0.0.0.0/0\n"),
    "a lock file": () => write("package-lock.json", "{}\n"),
    "what tsconfig maps names to": () =>
      write("app/tsconfig.json", '{"compilerOptions":{"paths":{"x":["./docs/x"]}}}\n'),
    "a file that a package exports": () => write("packages/lib/docs/index.ts", "export {};\n"),
    "a submodule whose name looks like prose": () => {
      write("docs.md/index.ts", "export {};\n");
      execaSync("git", ["init", "--quiet"], { cwd: join(folder, "docs.md") });
    },
    "a stack's file that the program names": () => {
      onMain("app/read.ts", 'readFileSync("Pulumi.b.yaml");\n');
      write("app/Pulumi.b.yaml", "config: { 'app:open': true }\n");
    },
    "a stack's file whose name the program builds": () => {
      onMain("app/read.ts", 'readFileSync("Pulumi." + other + ".yaml");\n');
      write("app/Pulumi.b.yaml", "config: { 'app:open': true }\n");
    },
    "a file of which git is told to look away": () => {
      git("update-index", "--assume-unchanged", "app/index.ts");
      write("app/index.ts", "// changed\n");
    },
    "a file outside the project, where the clone shows names relative to it": () => {
      git("config", "diff.relative", "true");
      write("lib/open.ts", "export {};\n");
      git("add", "--all");
    },
    "a licence that a package's main names": () => {
      onMain("packages/lib/package.json", '{ "main": "LICENSE" }\n');
      onMain("packages/lib/LICENSE", "module.exports = 1;\n");
      write("packages/lib/LICENSE", "module.exports = 2;\n");
    },
    "a licence where code loads modules by names it computes": () => {
      onMain("app/load.ts", "export const load = (name: string) => require(name);\n");
      onMain("LICENSE", "MIT\n");
      write("LICENSE", "module.exports = 2;\n");
    },
    "a licence where code imports modules by a template": () => {
      onMain("app/load.ts", `export const load = (name: string) => import(\`../\${name}\`);\n`);
      onMain("LICENSE", "MIT\n");
      write("LICENSE", "module.exports = 2;\n");
    },
    "a licence in an installed package that is committed": () => {
      onMain("node_modules/lib/LICENSE", "MIT\n");
      write("node_modules/lib/LICENSE", "module.exports = 2;\n");
    },
    "prose in a folder that a program in YAML packs": () => {
      onMain("app/Main.yaml", "variables:\n  site:\n    fn::fileArchive: ../docs\n");
      write("docs/page.md", "a\n");
    },
    "prose in a folder that a program in Go embeds": () => {
      onMain("app/main.go", "//go:embed docs\nvar docs embed.FS\n");
      write("app/docs/page.md", "a\n");
    },
    "JSON that the program imports": () => write("app/allowed.json", '["0.0.0.0/0"]\n'),
    "a renamed program": () => renameSync(join(folder, "app/test/open.ts"), join(folder, "app/test/opened.ts")),
    "a name in another case": () => renameSync(join(folder, "app/test/open.ts"), join(folder, "app/test/Open.ts")),
  };

  /** Writes a file on main, as part of the merge base. */
  function onMain(path: string, text: string) {
    git("checkout", "--quiet", "main");
    write(path, text);
    commit();
    git("checkout", "--quiet", "work");
    git("merge", "--quiet", "--ff-only", "main");
  }

  test.each(Object.entries(DOUBTS))("%s", async (_name, change) => {
    branch();
    change();
    expect(await sinceMain()).toEqual(["a", "b"]);
  });

  test("without doubt, the same change affects no stack, or only its own", async () => {
    branch();
    write("README.md", "# changed\n");
    expect(await sinceMain()).toEqual([]);
    write("LICENSE", "MIT\n");
    expect(await sinceMain()).toEqual([]);
    write("app/Pulumi.b.yaml", "config: { 'app:open': true }\n");
    expect(await sinceMain()).toEqual(["b"]);
  });

  test("files outside the repository may have changed unnoticed", async () => {
    branch();
    const app = join(folder, "app");
    const outside = mkdtempSync(join(tmpdir(), "dbferry-outside-"));
    try {
      for (const path of [outside, join(folder, "../nowhere/index.ts")])
        expect((await stacksSince("main", app, app, ["a", "b"], [path])).names).toEqual(["a", "b"]);
      symlinkSync(outside, join(folder, "app/linked"));
      write(".gitignore", "linked\n");
      commit();
      expect((await stacksSince("work", app, app, ["a", "b"], [join(app, "linked")])).names).toEqual(["a", "b"]);
      expect((await stacksSince("work", app, app, ["a", "b"], [join(app, "test")])).names).toEqual([]);
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  test("a project in a submodule can import its surroundings", async () => {
    const around = realpathSync(mkdtempSync(join(tmpdir(), "dbferry-around-")));
    try {
      const run = (...args: string[]) =>
        execaSync("git", ["-c", "protocol.file.allow=always", ...args], { cwd: around });
      run("init", "--quiet");
      run("submodule", "--quiet", "add", folder, "part");
      const app = join(around, "part/app");
      expect((await stacksSince("HEAD", app, app, ["a"])).names).toEqual(["a"]);
    } finally {
      rmSync(around, { recursive: true });
    }
  });

  test("after merges in both directions, a difference from any common commit counts", async () => {
    branch();
    write("app/index.ts", 'import "./test/open";\n// work\n');
    commit();
    const work = git("rev-parse", "HEAD").stdout;
    git("checkout", "--quiet", "main");
    write("lib/main.ts", "export {};\n");
    commit();
    const main = git("rev-parse", "HEAD").stdout;
    git("merge", "--quiet", "-m", "m", work);
    git("checkout", "--quiet", "work");
    git("merge", "--quiet", "-m", "m", main);
    // What main merged from the branch is now the same on both sides; the file that came from main is removed again.
    rmSync(join(folder, "lib"), { recursive: true });
    commit();
    expect(await sinceMain()).toEqual(["a", "b"]);
  });

  test("a stack whose file was removed is reported", async () => {
    branch();
    rmSync(join(folder, "app/Pulumi.b.yaml"));
    const { names, gone } = await stacksSince("main", join(folder, "app"), join(folder, "app"), ["a"]);
    expect([names, gone]).toEqual([[], ["b"]]);
  });

  test("a clone with too little history says so, and how to fetch it", async () => {
    for (const text of ["1", "2", "3"]) {
      write("README.md", text);
      commit();
    }
    const shallow = join(folder, "..", `${basename(folder)}-shallow`);
    try {
      execaSync("git", ["clone", "--quiet", "--depth=1", `file://${folder}`, shallow]);
      execaSync("git", ["fetch", "--quiet", "--depth=1", "origin", git("rev-parse", "main~2").stdout], {
        cwd: shallow,
      });
      const app = join(shallow, "app");
      await expect(stacksSince("FETCH_HEAD", app, app, ["a"])).rejects.toThrow(
        /this clone is shallow.*git fetch --unshallow/s,
      );
    } finally {
      rmSync(shallow, { recursive: true, force: true });
    }
  });

  test.each(["--all", "-h", "HEAD^{tree}", "main:app"])(
    "a revision %j is refused and never becomes an option of git",
    async (revision) => {
      await expect(since(revision)).rejects.toThrow(/is not a revision of this clone/);
    },
  );
});
