import { packageSchema as resourcesSchema } from "../provider/schema";
import { COMPONENTS } from "./components";

/** What `pulumi package get-schema` shows, and what SDKs of every language are generated from: resources, functions and components. */
export function packageSchema() {
  return resourcesSchema([...COMPONENTS.values()].map(({ definition }) => definition));
}
