import type { Commands } from "../program";

declare const commands: Commands;
export = commands;
