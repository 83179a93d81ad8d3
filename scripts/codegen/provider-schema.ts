/** Prints the provider's schema without the components, whose classes are handwritten. */
import { packageSchema } from "../../provider/schema";

process.stdout.write(`${JSON.stringify(packageSchema(), null, 2)}\n`);
