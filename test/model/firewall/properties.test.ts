import fc from "fast-check";
import { describe, it } from "vitest";
import { pasted } from "../../../model/firewall/commands";
import { remedyFor } from "../../../model/firewall/remedy";
import { ask, question, rulesetOf } from "./support/ask";
import { asList, asNft, asSave, type Host, host, letsIn, PORTS, SOURCES } from "./support/host";

const packet = fc.record({
  source: fc.constantFrom(...SOURCES),
  port: fc.constantFrom(...PORTS),
  interface: fc.constantFrom("eth0", "wg0" as const),
});
const RUNS = { numRuns: 400 };
const wordOf = (isOpen: boolean) => (isOpen ? "open" : "shut");

describe("whatever the rules", () => {
  it("every notation that shows all of them gives the answer of a packet that follows them", () => {
    fc.assert(
      fc.property(host, packet, fc.boolean(), (made, one, numbers) => {
        const wanted = wordOf(letsIn(made, one));
        const notations = [asSave(made), asNft(made), asList(made, { verbose: true, numeric: true, numbers })];
        for (const text of notations) {
          const { verdict } = ask(text, one.source, one.port, { interface: one.interface });
          if (verdict !== wanted) throw new Error(`${verdict}, not ${wanted}, by\n${text}`);
        }
      }),
      RUNS,
    );
  });

  it("a notation that hides the interface never calls open what may be shut, and agrees where no rule has one", () => {
    fc.assert(
      fc.property(host, packet, fc.boolean(), (made, one, numeric) => {
        const list = asList(made, { verbose: false, numeric, numbers: numeric });
        const { verdict } = ask(list, one.source, one.port, { interface: one.interface });
        const withoutInterfaces = {
          ...made,
          chains: made.chains.map((rules) => rules.map(({ interface: _, ...rest }) => rest)),
        };
        const plain = wordOf(letsIn(withoutInterfaces, one));
        if (verdict === "open" && !letsIn(made, one)) throw new Error(`open by\n${list}`);
        if (verdict !== "unknown" && verdict !== plain) throw new Error(`${verdict}, not ${plain}, by\n${list}`);
      }),
      RUNS,
    );
  });

  it("without the interface an answer is that of every interface, or unknown", () => {
    fc.assert(
      fc.property(host, packet, (made, one) => {
        const { verdict } = ask(asSave(made), one.source, one.port);
        const answers = new Set(
          (["eth0", "wg0"] as const).map((name) => wordOf(letsIn(made, { ...one, interface: name }))),
        );
        if (verdict !== "unknown" && (answers.size > 1 || !answers.has(verdict)))
          throw new Error(`${verdict}, but ${[...answers]} by\n${asSave(made)}`);
      }),
      RUNS,
    );
  });

  it("a block of callers is open when each of them is, and otherwise those are named that are not", () => {
    fc.assert(
      fc.property(host, fc.constantFrom(...PORTS), (made, port) => {
        const answer = ask(asSave(made), "10.0.0.4/30", port, { interface: "eth0" });
        const shut = SOURCES.slice(0, 4).filter((source) => !letsIn(made, { source, port, interface: "eth0" }));
        const named = answer.shutOut.flatMap((block) => SOURCES.slice(0, 4).filter((source) => covers(block, source)));
        if (answer.verdict !== wordOf(shut.length === 0) || named.join() !== shut.join())
          throw new Error(`${answer.verdict} ${answer.shutOut}, not ${shut}, by\n${asSave(made)}`);
      }),
      RUNS,
    );
  });

  it("the deletions, done in their order by number, open the host to the caller unless something else is named, and to nobody else", () => {
    fc.assert(
      fc.property(host, packet, (made, one) => {
        const { deletions, wide } = remedyFor(rulesetOf(asSave(made)), [
          question(one.source, one.port, { interface: one.interface }),
        ]);
        let after: Host = made;
        for (const { command } of deletions) after = without(after, pasted(command));
        if (letsIn(after, one) !== (wide.length === 0))
          throw new Error(`${deletions.length} deletions do not decide\n${asSave(made)}`);
        for (const source of SOURCES.filter((other) => other !== one.source))
          for (const port of PORTS)
            if (letsIn(after, { ...one, source, port }) !== letsIn(made, { ...one, source, port }))
              throw new Error(`${source} is treated otherwise afterwards\n${asSave(made)}`);
      }),
      RUNS,
    );
  });

  it("the command that lets a caller in lets exactly that caller in", () => {
    fc.assert(
      fc.property(host, packet, (made, one) => {
        const asked = question(one.source, one.port, { interface: one.interface });
        const { deletions, wide } = remedyFor(rulesetOf(asSave(made)), [asked]);
        let after: Host = made;
        for (const { command } of deletions) after = without(after, pasted(command));
        for (const { admit } of wide) for (const command of admit) after = inserted(after, pasted(command));
        if (!letsIn(after, one))
          throw new Error(`${wide.map(({ admit }) => admit.map(pasted))} does not let in\n${asSave(made)}`);
        for (const source of SOURCES.filter((other) => other !== one.source))
          if (letsIn(after, { ...one, source }) !== letsIn(made, { ...one, source }))
            throw new Error(`${source} is treated otherwise afterwards\n${asSave(made)}`);
      }),
      RUNS,
    );
  });
});

function covers(block: string, source: string): boolean {
  const [base = "", bits = "32"] = block.split("/");
  const last = (text: string) => Number(text.split(".")[3]);
  return Math.floor(last(source) / 2 ** (32 - Number(bits))) === Math.floor(last(base) / 2 ** (32 - Number(bits)));
}

const indexOf = (name: string) => (name === "INPUT" ? 0 : Number(name.slice(1)));

/** What `iptables -D` does. */
function without(made: Host, command: string): Host {
  const [, chain = "", number] = /^iptables -D (\w+) (\d+)$/.exec(command) ?? [];
  if (number === undefined) throw new Error(`not understood: ${command}`);
  const at = indexOf(chain);
  return {
    ...made,
    chains: made.chains.map((rules, index) =>
      index === at ? rules.filter((_, n) => n !== Number(number) - 1) : rules,
    ),
  };
}

/** What `iptables -I` does. */
function inserted(made: Host, command: string): Host {
  const [, chain = "", number, source, port] =
    /^iptables -I (\w+) (\d+) -s (\S+) -p tcp --dport (\d+) -j ACCEPT$/.exec(command) ?? [];
  if (number === undefined) throw new Error(`not understood: ${command}`);
  const at = indexOf(chain);
  const rule = {
    source: { block: `${source}/32`, not: false },
    protocol: "tcp" as const,
    port: { first: Number(port), last: Number(port), not: false },
    target: "ACCEPT" as const,
  };
  return {
    ...made,
    chains: made.chains.map((rules, index) => (index === at ? rules.toSpliced(Number(number) - 1, 0, rule) : rules)),
  };
}
