// Preloaded into the Node.js programs that an engine starts for dbferry. Pulumi's runner maps each frame of a stack back to its
// TypeScript, and its SDK takes a stack for each promise: a fifth of a program's time goes into frames of the SDK. Frames of
// installed packages stay as they are; the program's own are mapped as before, which the positions of findings need.
"use strict";

const Module = require("node:module");

const INSTALLED = /^node:|[\\/]node_modules[\\/]/;
const isOwn = (frame) => !INSTALLED.test(frame.getFileName() ?? "node:");

/** @param map formats a stack, each frame mapped: the `Error.prepareStackTrace` of source-map-support */
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
