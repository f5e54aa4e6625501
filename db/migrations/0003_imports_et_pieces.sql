CREATE TABLE `reponses_recues` (
	`dossier_id` integer PRIMARY KEY NOT NULL,
	`contenu` text NOT NULL,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `import_effets` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`import_id` integer NOT NULL,
	`objet` text NOT NULL,
	`objet_id` integer NOT NULL,
	`nature` text NOT NULL,
	`avant` text,
	`apres` text,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `import_effets_import` ON `import_effets` (`import_id`);--> statement-breakpoint
CREATE INDEX `import_effets_objet` ON `import_effets` (`objet`,`objet_id`);--> statement-breakpoint
CREATE TABLE `import_fichiers` (
	`import_id` integer NOT NULL,
	`rang` integer NOT NULL,
	`nom` text NOT NULL,
	`sha256` text NOT NULL,
	`octets` integer NOT NULL,
	PRIMARY KEY(`import_id`, `rang`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `pieces_constatees` (
	`dossier_id` integer NOT NULL,
	`code` text NOT NULL,
	`etat` text NOT NULL,
	`commentaire` text DEFAULT '' NOT NULL,
	`agent_id` integer NOT NULL,
	`instant` text NOT NULL,
	PRIMARY KEY(`dossier_id`, `code`),
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `pieces_demandees` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campagne_id` integer NOT NULL,
	`rang` integer NOT NULL,
	`code` text NOT NULL,
	`libelle` text NOT NULL,
	`aide` text DEFAULT '' NOT NULL,
	`obligatoire` integer NOT NULL,
	`champ` text,
	FOREIGN KEY (`campagne_id`) REFERENCES `campagnes`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `pieces_demandees_code_unique` ON `pieces_demandees` (`campagne_id`,`code`);--> statement-breakpoint
CREATE TABLE `pieces_fichiers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dossier_id` integer NOT NULL,
	`code` text NOT NULL,
	`nom` text NOT NULL,
	`sha256` text NOT NULL,
	`octets` integer NOT NULL,
	`agent_id` integer NOT NULL,
	`instant` text NOT NULL,
	`retire_le` text,
	`retire_par` integer,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "pieces_fichiers_octets" CHECK("pieces_fichiers"."octets" >= 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `pieces_fichiers_dossier` ON `pieces_fichiers` (`dossier_id`);--> statement-breakpoint
CREATE TABLE `relances_pieces` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dossier_id` integer NOT NULL,
	`pieces` text NOT NULL,
	`echeance` text NOT NULL,
	`agent_id` integer NOT NULL,
	`instant` text NOT NULL,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `relances_pieces_dossier` ON `relances_pieces` (`dossier_id`);--> statement-breakpoint
CREATE TABLE `demandes_iban` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`structure_id` integer NOT NULL,
	`iban` text NOT NULL,
	`bic` text,
	`titulaire` text,
	`origine` text NOT NULL,
	`etat` text NOT NULL,
	`demande_par` integer NOT NULL,
	`demande_le` text NOT NULL,
	`traite_par` integer,
	`traite_le` text,
	`motif` text,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`structure_id`) REFERENCES `structures`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `demandes_iban_ouvertes` ON `demandes_iban` (`structure_id`) WHERE "demandes_iban"."etat" = 'ouverte';--> statement-breakpoint
ALTER TABLE `dossiers` ADD `source` text;--> statement-breakpoint
ALTER TABLE `dossiers` ADD `contenu_modifie_le` text;--> statement-breakpoint
ALTER TABLE `dossiers` ADD `absent_depuis` text;--> statement-breakpoint
ALTER TABLE `anomalies` ADD `fichier` text;--> statement-breakpoint
ALTER TABLE `imports` ADD `source` text;--> statement-breakpoint
ALTER TABLE `imports` ADD `annule_le` text;--> statement-breakpoint
ALTER TABLE `imports` ADD `annule_par` integer;--> statement-breakpoint
ALTER TABLE `imports` ADD `annule_motif` text;--> statement-breakpoint
ALTER TABLE `profils_import` ADD `modifie_le` text;