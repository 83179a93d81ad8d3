/** Stack frames, and what node and the SDK print around an exception. */
const NOISE = /^\s+at (async )?\S.*$|^\s+at .*\(.*:\d+:\d+\)$|^\s*\(Use `node --trace.*$|^\s*\{?\s*$|^Node\.js v\d+/;
/** What the engine and its SDK put before the message of an exception; there may be several in a row. */
const PREFIXES: readonly RegExp[] = [
  /^(?:\w+: )?error: /i,
  /^Running program '[^']*' failed with an unhandled exception:\s*/,
  /^an unhandled error occurred: (?:Program exited with non-zero exit code: \d+)?/i,
  /^failed to register new resource \S+ \[[^\]]*\]: /,
  /^resource registration failed: /,
  /^\d+ (?:UNKNOWN|INTERNAL|INVALID_ARGUMENT|FAILED_PRECONDITION|UNAVAILABLE|CANCELLED): /,
  /^(?:<ref \*\d+> )?(?:Uncaught )?(?:[A-Z]\w*)?(?:Error|Exception)(?: \[[^\]]*\])?: /,
  /^(?:error )?(?:serializing|marshaling|unmarshaling|deserializing) (?:property|properties|input|output) (?:"[^"]*"|[\w.]+): /i,
  /^(?:error |failed )?(?:unmarshaling|marshaling) (?:properties|response|request|args|inputs|outputs): /i,
  /^Error: /,
];

/**
 * A program's own error message, without what the engine and its SDK wrap around it: the name of the program, the
 * property being serialised when the error surfaced, the gRPC code and the stack trace.
 */
export function withoutEngineWords(message: string): string {
  const lines = message.split(/\r?\n/).filter((line) => !NOISE.test(line));
  let text = lines.join("\n").trim();
  for (let before = ""; before !== text; ) {
    before = text;
    for (const prefix of PREFIXES) text = text.replace(prefix, "").trimStart();
  }
  // An error without a message of its own is printed unchanged.
  return text || message.trim();
}
