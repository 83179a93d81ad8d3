import { ForeignProject } from "../project";
import { goThrough, type Leg } from "./leg";

/** A program in TypeScript that installs the tarball with npm. */
export const typescript: Leg = {
  async run(stage, say) {
    const project = new ForeignProject(stage, await stage.sandbox(), "typescript");
    say("npm install of the tarball");
    await project.install();
    await project.initMigration();
    return goThrough(project, "node_modules/dbferry/policies", say);
  },
};
