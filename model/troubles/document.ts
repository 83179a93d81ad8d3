import { GROUPS, type Trouble } from "./index";

const HEAD = `# Troubleshooting

Made by \`npm run docs\` from the table by which dbferry explains a vendor's failures. When a precheck item, a connection test or the reason of
a failed task has the words of one of these, the message shows what it means and what to do. Other reasons are shown as the vendor gives them.
Where no service says anything, the entry tells what a person sees.
`;

/** docs/troubleshooting.md: each failure below a heading that messages refer to. */
export function troubleshootingDocument(): string {
  const groups = Object.entries(GROUPS).map(
    ([title, troubles]) => `## ${title}\n\n${troubles.map(section).join("\n")}`,
  );
  return `${HEAD}\n${groups.join("\n")}`;
}

function section({ id, title, signs, seen, means, todo, sources }: Trouble): string {
  const words = seen.map((text) => (signs ? `- ${code(text)}` : `- ${text}`)).join("\n");
  return [
    `### ${id}`,
    "",
    `**${title}.** ${capital(means)}.`,
    "",
    signs ? "Recognised by words such as:" : "What one sees:",
    "",
    words,
    "",
    "What to do:",
    "",
    todo.map((step) => `- ${step.replace(/^\d\. /, "")}`).join("\n"),
    "",
    `Known from: ${sources.join("; ")}.`,
    "",
  ].join("\n");
}

function code(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  return `${fence}${text}${fence}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
