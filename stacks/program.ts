import { configured } from "./configuration";
import { migrate } from "./migrate";

/** The program: one migration in one phase, as configured in the stack. */
export = async () => {
  const { summary } = await migrate(configured());
  return summary;
};
