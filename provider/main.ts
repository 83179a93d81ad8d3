/** The dbferry resource provider, as the engine starts it: `pulumi-resource-dbferry <engine address>`. */
import { EngineLog } from "../plugin/log";
import { runPlugin } from "../plugin/main";
import { Handlers } from "./rpc/handlers";
import { dbferryPlugin } from "./rpc/plugin";

const log = new EngineLog();
const engine = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
if (engine) log.connect(engine);
runPlugin("dbferry provider", dbferryPlugin(new Handlers(log), log));
