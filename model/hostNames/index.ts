/**
 * What address a public host name has, by the answers of several public resolvers. No single answer proves it: a
 * resolver may be stale, filtered, or part of a network that answers for itself.
 */
export { type Answer, judge, type NameVerdict } from "./judge";
export { findsByPublicName, isPublicName, writtenHost } from "./publicName";
export { PUBLIC_RESOLVERS, RESOLVERS_VARIABLE, type Resolver, readResolvers, witnessOf } from "./resolvers";
export {
  changeOf,
  isProven,
  movedText,
  type NameChange,
  type NameProven,
  type NameSeen,
  nameUnseen,
  provenText,
  unknownText,
  unprovenText,
  withAnswers,
} from "./seen";
