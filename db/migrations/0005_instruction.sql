CREATE TABLE `attributions` (
	`dossier_id` integer NOT NULL,
	`agent_id` integer NOT NULL,
	`role` text NOT NULL,
	`instant` text NOT NULL,
	PRIMARY KEY(`dossier_id`, `agent_id`),
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `attributions_un_rapporteur` ON `attributions` (`dossier_id`) WHERE "attributions"."role" = 'rapporteur';--> statement-breakpoint
CREATE TABLE `demandes_porteur` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dossier_id` integer NOT NULL,
	`etat` text NOT NULL,
	`echeance` text,
	`creee_par` integer NOT NULL,
	`creee_le` text NOT NULL,
	`envoyee_le` text,
	`close_le` text,
	`motif` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`creee_par`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `demandes_porteur_dossier` ON `demandes_porteur` (`dossier_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `demandes_porteur_brouillon` ON `demandes_porteur` (`dossier_id`) WHERE "demandes_porteur"."etat" = 'brouillon';--> statement-breakpoint
CREATE TABLE `demandes_porteur_lignes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`demande_id` integer NOT NULL,
	`nature` text NOT NULL,
	`code` text,
	`texte` text NOT NULL,
	`reponse` text DEFAULT '' NOT NULL,
	`satisfaite_le` text,
	`agent_id` integer NOT NULL,
	FOREIGN KEY (`demande_id`) REFERENCES `demandes_porteur`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `demandes_porteur_lignes_demande` ON `demandes_porteur_lignes` (`demande_id`);--> statement-breakpoint
CREATE TABLE `liens_interet` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dossier_id` integer NOT NULL,
	`agent_id` integer NOT NULL,
	`motif` text NOT NULL,
	`declare_le` text NOT NULL,
	`retire_le` text,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `liens_interet_en_cours` ON `liens_interet` (`dossier_id`,`agent_id`) WHERE "liens_interet"."retire_le" IS NULL;--> statement-breakpoint
CREATE TABLE `reglages_instruction` (
	`campagne_id` integer PRIMARY KEY NOT NULL,
	`lecture_aveugle` integer DEFAULT true NOT NULL,
	`synthese` text DEFAULT 'moyenne' NOT NULL,
	`lecteurs_par_dossier` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`campagne_id`) REFERENCES `campagnes`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reglages_instruction_lecteurs" CHECK("reglages_instruction"."lecteurs_par_dossier" BETWEEN 1 AND 5)
) STRICT;
--> statement-breakpoint
CREATE TABLE `syntheses` (
	`dossier_id` integer NOT NULL,
	`charte_id` integer NOT NULL,
	`critere` text NOT NULL,
	`niveau` integer,
	`sans_objet` integer DEFAULT false NOT NULL,
	`commentaire` text DEFAULT '' NOT NULL,
	`agent_id` integer NOT NULL,
	`instant` text NOT NULL,
	PRIMARY KEY(`dossier_id`, `charte_id`, `critere`),
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`charte_id`) REFERENCES `chartes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "syntheses_niveau" CHECK(("syntheses"."sans_objet" = 1 AND "syntheses"."niveau" IS NULL) OR "syntheses"."niveau" BETWEEN 0 AND 3)
) STRICT;
--> statement-breakpoint
DROP INDEX `lectures_agent_unique`;--> statement-breakpoint
ALTER TABLE `lectures` ADD `terminee_le` text;--> statement-breakpoint
CREATE UNIQUE INDEX `lectures_agent_charte_unique` ON `lectures` (`dossier_id`,`agent_id`,`charte_id`);--> statement-breakpoint
ALTER TABLE `chartes` ADD `issue_de` integer;--> statement-breakpoint
ALTER TABLE `chartes` ADD `modifiee_le` text;--> statement-breakpoint
ALTER TABLE `chartes` ADD `publiee_le` text;--> statement-breakpoint
ALTER TABLE `chartes` ADD `archivee_le` text;