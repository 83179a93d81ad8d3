import { configured } from "./configuration";
import { migrate } from "./migrate";

/** The program: one migration in one phase, as the stack's configuration says. */
export = async () => {
  const { summary } = await migrate(configured());
  return summary;
};
