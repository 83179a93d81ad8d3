// Preloaded into the Node.js programs that an engine starts for dbferry, and loaded first by the command. At every start,
// Pulumi's SDK loads what serialises functions and what traces its runner: a third of the start of a program, and used
// by hardly any. Here these modules are loaded when something of theirs is used.
"use strict";

const Module = require("node:module");

/** Which modules: as required, and by which file. `idle`: what is answered without the module, until it is loaded. */
const LATER = [
  // The file reads only members of it.
  { request: "@npmcli/arborist", from: /[\\/]runtime[\\/]closure[\\/]codePaths\.js$/, idle: { __esModule: true } },
  { request: "../../typescript-shim", from: /[\\/]runtime[\\/]closure[\\/]parseFunction\.js$/, idle: {} },
  // Spans that nobody collects, until a tracing URL is given; with an OTLP endpoint the API's tracer is the real one.
  {
    request: "./tracing",
    from: /[\\/]cmd[\\/]run[\\/]run\.js$/,
    idle: { __esModule: true },
    idleIn: (fromRunner) => {
      const { trace } = fromRunner("@opentelemetry/api");
      return { newSpan: (name) => trace.getTracer("nodejs-runtime").startSpan(name) };
    },
  },
];
const REQUESTS = new Set(LATER.map(({ request }) => request));

const load = Module._load;
Module._load = function (request, parent, ...rest) {
  const now = () => load.call(this, request, parent, ...rest);
  if (!REQUESTS.has(request)) return now();
  const later = LATER.find((one) => one.request === request && one.from.test(parent?.filename ?? ""));
  if (!later) return now();
  return onFirstUse(now, { ...later.idle, ...later.idleIn?.((id) => load.call(this, id, parent, false)) });
};

/** A module that is loaded when a member is used that `idle` does not have. */
function onFirstUse(now, idle) {
  let loaded;
  const real = () => {
    loaded ??= now();
    return loaded;
  };
  return new Proxy(idle, {
    get: (_, name) => (loaded === undefined && Object.hasOwn(idle, name) ? idle[name] : real()[name]),
    has: (_, name) => Reflect.has(real(), name),
    set: (_, name, value) => Reflect.set(real(), name, value),
    ownKeys: () => Reflect.ownKeys(real()),
    getOwnPropertyDescriptor: (_, name) => {
      const found = Reflect.getOwnPropertyDescriptor(real(), name);
      return found && { ...found, configurable: true };
    },
  });
}
