import { ForeignProject } from "../project";
import type { Stage } from "../stage";
import { goThrough, type Leg } from "./leg";
import { addPackage, GIVING_UP, initConfigured, UNPACKED, unpack } from "./unpacked";

/** A program in Python, with the unpacked tarball beside it and an SDK generated from the plugin's schema. */
export const python: Leg = {
  async run(stage, say) {
    const { DBFERRY_PYTHON_PACKAGES: packages, DBFERRY_PYTHON_MISSING: missing } = process.env;
    if (!packages) return missing ?? "the toolchain has not set up Python";
    const project = await openPython(stage, packages, say);
    await initConfigured(project);
    return goThrough(project, `${UNPACKED}/policies`, say, GIVING_UP);
  },
};

/**
 * A project with its own virtual environment, created without the network. Requires the language host and the SDK
 * generator from the toolchain (`ensurePythonHost`, `ensureGenerator`).
 *
 * @param packages folder that pip installs from
 */
export async function openPython(
  stage: Stage,
  packages: string,
  say: (text: string) => void = () => {},
): Promise<ForeignProject> {
  const project = new ForeignProject(stage, await stage.sandbox(), "python");
  await unpack(project, stage);
  say("pulumi package add");
  await addPackage(project);
  say("pip install");
  await project.expect("python3", "-m", "venv", "venv");
  await installPython(project, packages);
  return project;
}

/** Installs what the program requires, the generated SDK included, from a folder. */
export async function installPython(project: ForeignProject, packages: string): Promise<void> {
  const from = ["--no-index", "--find-links", packages];
  const pip = ["-m", "pip", "install", "--quiet", ...from, "--requirement", "requirements.txt"];
  await project.expect("venv/bin/python", ...pip);
}
