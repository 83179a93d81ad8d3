import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { ReviewPlaces } from "./environment";
import { ThrowAwayKey } from "./placeholders";
import { ReviewStacks } from "./stacks";

/** The folders of one review, deleted with it. */
export class Places implements ReviewPlaces {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "dbferry-review-")));
  readonly home = this.#make("home");
  readonly tmp = this.#make("tmp");
  readonly pulumiHome = this.#make("pulumi");
  readonly backend = this.#make("state");
  readonly project = this.#make("project");
  readonly copy = this.#make("change");
  readonly mount = this.#make("mount");
  readonly key = new ThrowAwayKey();
  readonly passphrase = this.key.passphrase;
  readonly stacks = new ReviewStacks(this.backend);

  constructor(own: NodeJS.ProcessEnv) {
    // Installed plugins are programs; the rest of that folder, such as the backend login, is not exposed.
    const plugins = join(own["PULUMI_HOME"] ?? join(own["HOME"] ?? homedir(), ".pulumi"), "plugins");
    if (existsSync(plugins)) symlinkSync(plugins, join(this.pulumiHome, "plugins"));
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #make(name: string): string {
    const folder = join(this.folder, name);
    mkdirSync(folder);
    return folder;
  }
}
