/** Toutes les tables, pour drizzle et drizzle-kit. */
export * from './agents.ts';
export * from './bilans.ts';
export * from './campagnes.ts';
export * from './conventions.ts';
export * from './dossiers.ts';
export * from './imports.ts';
export * from './instruction.ts';
export * from './journal.ts';
export * from './lectures.ts';
export * from './lots.ts';
export * from './paiements.ts';
export * from './pieces.ts';
export * from './seances.ts';
export * from './structures.ts';
export * from './suivi.ts';
