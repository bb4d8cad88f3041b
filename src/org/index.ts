/** org: areas, units, lines, and who holds which office when. Every read names its date. */
export {
  AREA_TYPES,
  areasAround,
  areasOn,
  areaTypeOf,
  bareName,
  LEVELS,
  readAreas,
  realmOf,
  type AreaFact,
  type AreaFacts,
  type AreaType,
  type Level,
  type LineageFact,
} from './areas.ts'
export { LINES, type Group, type KindRule, type Line, type Role } from './unit-kind-types.ts'
export {
  CORE_KINDS,
  isUnitKind,
  kindAliveOn,
  kindRule,
  kindsInGroup,
  regimeOf,
  roleOf,
  UNIT_KINDS,
} from './unit-kinds.ts'
export { fillName, nameId, unitId, unitsFor, type LinkPlan, type UnitPlan } from './units-for.ts'
export { personId, personsFor, type PersonPlan } from './persons-for.ts'
export { seedAreas, seedPersons, seedRealms, seedUnits } from './seed.sql.ts'
export { seedWorld, type WorldCounts, type WorldOptions } from './seed-world.ts'
export { NOTES, parsePhrase, type Note, type PhraseContext, type Selector, type UnitSelector } from './parse-phrase.ts'
export { chainRows, inLine, type ChainRow } from './resolve.sql.ts'
export {
  resolveFrom,
  resolvePhrase,
  resolvePhrases,
  type Resolution,
  type ResolvedPerson,
  type ResolvedUnit,
  type ResolveOptions,
} from './resolve.ts'
export {
  areaCounts,
  handsOf,
  headingOf,
  searchUnits,
  unitById,
  sameLevel,
  unitPlace,
  unitsByIds,
  type OfficeHolder,
  type PaperHead,
  type Standing,
  type UnitBelow,
  type UnitPlace,
  type UnitView,
} from './reads.sql.ts'
export { BRANCHING, branchesOf, type Branch } from './branches.sql.ts'
export { fsckOrg } from './fsck.sql.ts'
