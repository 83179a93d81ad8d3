import { confineEnvironment } from "../../system/environment.mjs";

confineEnvironment("tests");
