import type { WireJob } from "./wire";

/** A task has no description: the text is stored in tags, split at the maximum length of a value. */
const [TEXT, MORE] = ["dbferry", "dbferry-more"];
const LONGEST = 128;

export function tagQuery(
  id: string,
  { description, tags }: { description: string; tags: Record<string, string> },
): Record<string, string> {
  const parts = { [TEXT]: description.slice(0, LONGEST), [MORE]: description.slice(LONGEST, 2 * LONGEST) };
  const all = Object.entries({ ...tags, ...parts }).filter(([, value]) => value !== "");
  return {
    ResourceType: "ALIYUN::DTS::INSTANCE",
    "ResourceId.1": `dts${id}`,
    ...Object.fromEntries(
      all.flatMap(([key, value], at) => [
        [`Tag.${at + 1}.Key`, key],
        [`Tag.${at + 1}.Value`, value],
      ]),
    ),
  };
}

export function descriptionOf({ TagList = [] }: WireJob): string {
  const value = (key: string) => TagList.find(({ TagKey }) => TagKey === key)?.TagValue ?? "";
  const text = value(TEXT);
  // Remaining parts of an earlier, longer text do not belong to a shorter one.
  return text.length < LONGEST ? text : `${text}${value(MORE)}`;
}
