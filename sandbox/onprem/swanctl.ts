/** A section of a file for strongSwan's swanctl: settings, and sections within it. */
export interface Section {
  settings: Map<string, string>;
  sections: Map<string, Section>;
}

/** @throws Error with the line that is neither a setting nor a section */
export function parseSwanctl(text: string): Section {
  const root = empty();
  const open = [root];
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.replace(/^\s*#.*$/, "").trim();
    if (line === "") continue;
    const here = open.at(-1)!;
    const [, section] = /^([\w.-]+) \{$/.exec(line) ?? [];
    const [, name, value] = /^([\w-]+) = (.+)$/.exec(line) ?? [];
    if (line === "}" && open.length > 1) open.pop();
    else if (section !== undefined && !here.sections.has(section)) {
      const made = empty();
      here.sections.set(section, made);
      open.push(made);
    } else if (name !== undefined && !here.settings.has(name))
      here.settings.set(name, value!.replace(/^"(.*)"$/, "$1"));
    else throw new Error(`swanctl: syntax error in line ${index + 1}: ${line}`);
  }
  if (open.length > 1) throw new Error("swanctl: syntax error: a section is not closed");
  return root;
}

function empty(): Section {
  return { settings: new Map(), sections: new Map() };
}
