/** Toutes les tables, pour drizzle et drizzle-kit. */
export * from './agents.ts';
export * from './campagnes.ts';
export * from './dossiers.ts';
export * from './imports.ts';
export * from './instruction.ts';
export * from './journal.ts';
export * from './lectures.ts';
export * from './paiements.ts';
export * from './pieces.ts';
export * from './seances.ts';
export * from './structures.ts';
