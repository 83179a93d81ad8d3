import { ForeignProject } from "../project";
import type { Stage } from "../stage";
import { goThrough, type Leg } from "./leg";
import { addPackage, GIVING_UP, initConfigured, UNPACKED, unpack } from "./unpacked";

/** A program in YAML, with the unpacked tarball beside it. */
export const yaml: Leg = {
  async run(stage, say) {
    const project = await openYaml(stage);
    say("pulumi package add");
    await addPackage(project);
    await initConfigured(project);
    return goThrough(project, `${UNPACKED}/policies`, say, GIVING_UP);
  },
};

/** Requires the language host from the toolchain (`ensureYamlHost`). */
export async function openYaml(stage: Stage): Promise<ForeignProject> {
  const project = new ForeignProject(stage, await stage.sandbox(), "yaml");
  await unpack(project, stage);
  return project;
}
