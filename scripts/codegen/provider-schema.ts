/** Prints the schema that the provider serves, without the components, which are classes of ours already. */
import { packageSchema } from "../../provider/schema";

process.stdout.write(`${JSON.stringify(packageSchema(), null, 2)}\n`);
