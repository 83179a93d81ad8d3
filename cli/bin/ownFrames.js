// Preloaded into the Node.js programs that an engine starts for dbferry. Pulumi's runner source-maps every stack
// frame, and its SDK captures a stack for each promise: a fifth of a program's time goes into mapping SDK frames.
// Frames of installed packages are left unmapped; the program's own are mapped as before, because the positions of
// findings depend on them.
"use strict";

const Module = require("node:module");

const INSTALLED = /^node:|[\\/]node_modules[\\/]/;
const isOwn = (frame) => !INSTALLED.test(frame.getFileName() ?? "node:");

/** @param map formats a stack with every frame mapped: source-map-support's `Error.prepareStackTrace` */
function mappingOwnFrames(map) {
  return (error, frames) => {
    const header = map(error, []);
    let text = header;
    for (let at = 0; at < frames.length; ) {
      if (!isOwn(frames[at])) {
        text += `\n    at ${frames[at]}`;
        at += 1;
        continue;
      }
      const next = frames.findIndex((frame, index) => index > at && !isOwn(frame));
      const end = next < 0 ? frames.length : next;
      text += map(error, frames.slice(at, end)).slice(header.length);
      at = end;
    }
    return text;
  };
}

const load = Module._load;
Module._load = function (request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request === "source-map-support/register") {
    Module._load = load;
    Error.prepareStackTrace = mappingOwnFrames(Error.prepareStackTrace);
  }
  return loaded;
};
