CREATE TABLE `avis_seance` (
	`seance_id` integer NOT NULL,
	`dossier_id` integer NOT NULL,
	`institution` text NOT NULL,
	`sens` text NOT NULL,
	`texte` text DEFAULT '' NOT NULL,
	`agent_id` integer NOT NULL,
	`instant` text NOT NULL,
	PRIMARY KEY(`seance_id`, `dossier_id`, `institution`),
	FOREIGN KEY (`seance_id`) REFERENCES `seances`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `courriers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`seance_id` integer NOT NULL,
	`dossier_id` integer NOT NULL,
	`numero` text NOT NULL,
	`nature` text NOT NULL,
	`contenu` text NOT NULL,
	`sha256` text NOT NULL,
	`agent_id` integer NOT NULL,
	`produit_le` text NOT NULL,
	`envoye_le` text,
	`remplace` integer,
	FOREIGN KEY (`seance_id`) REFERENCES `seances`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `courriers_numero_unique` ON `courriers` (`numero`);--> statement-breakpoint
CREATE INDEX `courriers_dossier` ON `courriers` (`dossier_id`);--> statement-breakpoint
CREATE TABLE `documents_archives` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campagne_id` integer,
	`nature` text NOT NULL,
	`nom` text NOT NULL,
	`sha256` text NOT NULL,
	`octets` integer NOT NULL,
	`pages` integer,
	`parametres` text NOT NULL,
	`travail` text,
	`entree` text,
	`etat` text NOT NULL,
	`version` text NOT NULL,
	`journal` text NOT NULL,
	`agent_id` integer,
	`instant` text NOT NULL,
	FOREIGN KEY (`campagne_id`) REFERENCES `campagnes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `documents_archives_campagne` ON `documents_archives` (`campagne_id`);--> statement-breakpoint
CREATE INDEX `documents_archives_etat` ON `documents_archives` (`nature`,`etat`);--> statement-breakpoint
CREATE TABLE `points_seance` (
	`seance_id` integer NOT NULL,
	`dossier_id` integer NOT NULL,
	`rang` integer NOT NULL,
	`minutes` integer,
	PRIMARY KEY(`seance_id`, `dossier_id`),
	FOREIGN KEY (`seance_id`) REFERENCES `seances`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "points_seance_minutes" CHECK("points_seance"."minutes" IS NULL OR "points_seance"."minutes" BETWEEN 0 AND 240)
) STRICT;
--> statement-breakpoint
CREATE TABLE `recusations` (
	`seance_id` integer NOT NULL,
	`dossier_id` integer NOT NULL,
	`membre_id` integer NOT NULL,
	`motif` text NOT NULL,
	`instant` text NOT NULL,
	PRIMARY KEY(`seance_id`, `dossier_id`, `membre_id`),
	FOREIGN KEY (`seance_id`) REFERENCES `seances`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`membre_id`) REFERENCES `membres_seance`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `scenarios` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campagne_id` integer NOT NULL,
	`nom` text NOT NULL,
	`regles` text NOT NULL,
	`agent_id` integer NOT NULL,
	`cree_le` text NOT NULL,
	`modifie_le` text NOT NULL,
	`resultat` text,
	`retenu` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`campagne_id`) REFERENCES `campagnes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `scenarios_un_retenu` ON `scenarios` (`campagne_id`) WHERE "scenarios"."retenu" = 1;--> statement-breakpoint
CREATE UNIQUE INDEX `scenarios_nom_unique` ON `scenarios` (`campagne_id`,`nom`);--> statement-breakpoint
ALTER TABLE `membres_seance` ADD `courriel` text;--> statement-breakpoint
ALTER TABLE `membres_seance` ADD `presence` text;--> statement-breakpoint
ALTER TABLE `seances` ADD `quorum` integer;--> statement-breakpoint
ALTER TABLE `seances` ADD `suite_de` integer;--> statement-breakpoint
ALTER TABLE `seances` ADD `portee` text DEFAULT 'campagne' NOT NULL;