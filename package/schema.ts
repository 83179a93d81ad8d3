import { packageSchema as resourcesSchema } from "../provider/schema";
import { COMPONENTS } from "./components";

/**
 * The schema for `pulumi package get-schema` and SDK generation in every language: resources, functions and
 * components.
 */
export function packageSchema() {
  return resourcesSchema([...COMPONENTS.values()].map(({ definition }) => definition));
}
