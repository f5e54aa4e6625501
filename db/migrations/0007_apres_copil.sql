CREATE TABLE `bilans` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dossier_id` integer NOT NULL,
	`etat` text NOT NULL,
	`recu_le` text,
	`origine` text NOT NULL,
	`fichier_sha256` text,
	`contenu` text NOT NULL,
	`saisi_par` integer NOT NULL,
	`saisi_le` text NOT NULL,
	`valide_par` integer,
	`valide_le` text,
	`droit_reel_centimes` integer,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`saisi_par`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`valide_par`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `bilans_dossier_id_unique` ON `bilans` (`dossier_id`);--> statement-breakpoint
CREATE TABLE `bilans_budget` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`bilan_id` integer NOT NULL,
	`rang` integer NOT NULL,
	`sens` text NOT NULL,
	`compte` text NOT NULL,
	`libelle` text NOT NULL,
	`montant_centimes` integer NOT NULL,
	`adresse` text NOT NULL,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`bilan_id`) REFERENCES `bilans`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `bilans_budget_rang_unique` ON `bilans_budget` (`bilan_id`,`rang`);--> statement-breakpoint
CREATE TABLE `bilans_collectifs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`bilan_id` integer NOT NULL,
	`collectif_id` integer NOT NULL,
	`realise` integer,
	`seances` integer,
	`effectif` integer,
	`cout_centimes` integer,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`bilan_id`) REFERENCES `bilans`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collectif_id`) REFERENCES `collectifs`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "bilans_collectifs_cout" CHECK("bilans_collectifs"."cout_centimes" IS NULL OR "bilans_collectifs"."cout_centimes" >= 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `bilans_collectifs_unique` ON `bilans_collectifs` (`bilan_id`,`collectif_id`);--> statement-breakpoint
CREATE TABLE `conventions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campagne_id` integer NOT NULL,
	`dossier_id` integer NOT NULL,
	`nature` text NOT NULL,
	`convention_id` integer,
	`exercice` integer NOT NULL,
	`rang` integer NOT NULL,
	`numero` text NOT NULL,
	`etat` text NOT NULL,
	`montant_centimes` integer NOT NULL,
	`contenu` text NOT NULL,
	`generee_par` integer NOT NULL,
	`generee_le` text NOT NULL,
	`envoyee_le` text,
	`envoyee_moyen` text,
	`signee_le` text,
	`signataire` text,
	`scan_sha256` text,
	`scan_nom` text,
	`resiliee_le` text,
	`resiliee_motif` text,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`campagne_id`) REFERENCES `campagnes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`generee_par`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "conventions_montant" CHECK("conventions"."montant_centimes" >= 0),
	CONSTRAINT "conventions_nature" CHECK(("conventions"."nature" = 'avenant') = ("conventions"."convention_id" IS NOT NULL)),
	CONSTRAINT "conventions_signature" CHECK("conventions"."etat" <> 'signee' OR "conventions"."signee_le" IS NOT NULL)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `conventions_numero_unique` ON `conventions` (`numero`);--> statement-breakpoint
CREATE UNIQUE INDEX `conventions_rang` ON `conventions` (`exercice`,`rang`) WHERE "conventions"."nature" = 'convention';--> statement-breakpoint
CREATE UNIQUE INDEX `avenants_rang` ON `conventions` (`convention_id`,`rang`) WHERE "conventions"."nature" = 'avenant';--> statement-breakpoint
CREATE UNIQUE INDEX `conventions_en_cours` ON `conventions` (`dossier_id`) WHERE "conventions"."nature" = 'convention' AND "conventions"."etat" <> 'resiliee';--> statement-breakpoint
CREATE INDEX `conventions_dossier` ON `conventions` (`dossier_id`);--> statement-breakpoint
CREATE TABLE `reserves_levees` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`decision_id` integer NOT NULL,
	`motif` text NOT NULL,
	`agent_id` integer NOT NULL,
	`instant` text NOT NULL,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`decision_id`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `reserves_levees_decision_id_unique` ON `reserves_levees` (`decision_id`);--> statement-breakpoint
CREATE TABLE `indus` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dossier_id` integer NOT NULL,
	`montant_centimes` integer NOT NULL,
	`origine` text NOT NULL,
	`constate_par` integer NOT NULL,
	`constate_le` text NOT NULL,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`constate_par`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "indus_montant" CHECK("indus"."montant_centimes" > 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `indus_dossier` ON `indus` (`dossier_id`);--> statement-breakpoint
CREATE TABLE `lignes_lot` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`lot_id` integer NOT NULL,
	`rang` integer NOT NULL,
	`echeance_id` integer NOT NULL,
	`structure_id` integer NOT NULL,
	`coordonnees_id` integer NOT NULL,
	`iban` text NOT NULL,
	`montant_centimes` integer NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	`issue` text,
	`issue_le` text,
	`issue_reference` text,
	`issue_motif` text,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`lot_id`) REFERENCES `lots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`echeance_id`) REFERENCES `echeances`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`structure_id`) REFERENCES `structures`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`coordonnees_id`) REFERENCES `coordonnees_bancaires`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lignes_lot_montant" CHECK("lignes_lot"."montant_centimes" > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `lignes_lot_echeance` ON `lignes_lot` (`echeance_id`) WHERE "lignes_lot"."active" = 1;--> statement-breakpoint
CREATE INDEX `lignes_lot_structure` ON `lignes_lot` (`structure_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `lignes_lot_rang` ON `lignes_lot` (`lot_id`,`rang`);--> statement-breakpoint
CREATE TABLE `lots` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campagne_id` integer NOT NULL,
	`exercice` integer NOT NULL,
	`rang` integer,
	`numero` text,
	`libelle` text NOT NULL,
	`date_prevue` text NOT NULL,
	`etat` text NOT NULL,
	`prepare_par` integer NOT NULL,
	`prepare_le` text NOT NULL,
	`valide_par` integer,
	`valide_le` text,
	`nombre_lignes` integer,
	`montant_centimes` integer,
	`empreinte_lignes` text,
	`contenu` text,
	`clos_par` integer,
	`clos_le` text,
	`clos_motif` text,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`campagne_id`) REFERENCES `campagnes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`prepare_par`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`valide_par`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`clos_par`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lots_deux_agents" CHECK("lots"."valide_par" IS NULL OR "lots"."valide_par" <> "lots"."prepare_par"),
	CONSTRAINT "lots_numero" CHECK(("lots"."etat" IN ('valide', 'paye', 'annule')) = ("lots"."numero" IS NOT NULL)),
	CONSTRAINT "lots_montant" CHECK("lots"."montant_centimes" IS NULL OR "lots"."montant_centimes" >= 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `lots_numero_unique` ON `lots` (`numero`);--> statement-breakpoint
CREATE UNIQUE INDEX `lots_rang` ON `lots` (`exercice`,`rang`) WHERE "lots"."rang" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `mouvements_indu` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`indu_id` integer NOT NULL,
	`nature` text NOT NULL,
	`montant_centimes` integer NOT NULL,
	`date` text NOT NULL,
	`reference` text,
	`motif` text NOT NULL,
	`agent_id` integer NOT NULL,
	`instant` text NOT NULL,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`indu_id`) REFERENCES `indus`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "mouvements_indu_montant" CHECK("mouvements_indu"."montant_centimes" > 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `mouvements_indu_indu` ON `mouvements_indu` (`indu_id`);--> statement-breakpoint
CREATE TABLE `rapprochements` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`lot_id` integer NOT NULL,
	`nom` text NOT NULL,
	`sha256` text NOT NULL,
	`resultat` text NOT NULL,
	`agent_id` integer NOT NULL,
	`instant` text NOT NULL,
	FOREIGN KEY (`lot_id`) REFERENCES `lots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `rapprochements_lot` ON `rapprochements` (`lot_id`);--> statement-breakpoint
CREATE TABLE `echanges` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dossier_id` integer NOT NULL,
	`date` text NOT NULL,
	`moyen` text NOT NULL,
	`sens` text NOT NULL,
	`interlocuteur` text DEFAULT '' NOT NULL,
	`objet` text NOT NULL,
	`texte` text DEFAULT '' NOT NULL,
	`agent_id` integer NOT NULL,
	`instant` text NOT NULL,
	`annule_le` text,
	`annule_par` integer,
	`annule_motif` text,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `echanges_dossier` ON `echanges` (`dossier_id`);--> statement-breakpoint
CREATE TABLE `evenements_collectif` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`collectif_id` integer NOT NULL,
	`nature` text NOT NULL,
	`date_effet` text NOT NULL,
	`lieu` text,
	`jours` text,
	`horaires` text,
	`effectif` integer,
	`coordinateur` text,
	`texte` text DEFAULT '' NOT NULL,
	`agent_id` integer NOT NULL,
	`instant` text NOT NULL,
	`annule_le` text,
	`annule_par` integer,
	`annule_motif` text,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`collectif_id`) REFERENCES `collectifs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "evenements_effectif" CHECK("evenements_collectif"."effectif" IS NULL OR "evenements_collectif"."effectif" BETWEEN 0 AND 999)
) STRICT;
--> statement-breakpoint
CREATE INDEX `evenements_collectif_collectif` ON `evenements_collectif` (`collectif_id`);--> statement-breakpoint
CREATE TABLE `relances` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campagne_id` integer NOT NULL,
	`dossier_id` integer NOT NULL,
	`objet` text NOT NULL,
	`rang` integer NOT NULL,
	`echeance` text NOT NULL,
	`document_id` integer,
	`agent_id` integer NOT NULL,
	`instant` text NOT NULL,
	`envoyee_le` text,
	`moyen` text,
	FOREIGN KEY (`campagne_id`) REFERENCES `campagnes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `relances_dossier` ON `relances` (`dossier_id`);--> statement-breakpoint
CREATE TABLE `visites` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dossier_id` integer NOT NULL,
	`collectif_id` integer,
	`date` text NOT NULL,
	`visiteurs` text NOT NULL,
	`rencontres` text DEFAULT '' NOT NULL,
	`effectif` integer,
	`compte_rendu` text NOT NULL,
	`suites` text DEFAULT '' NOT NULL,
	`agent_id` integer NOT NULL,
	`instant` text NOT NULL,
	`annule_le` text,
	`annule_par` integer,
	`annule_motif` text,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collectif_id`) REFERENCES `collectifs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `visites_dossier` ON `visites` (`dossier_id`);--> statement-breakpoint
ALTER TABLE `campagnes` ADD `close_le` text;--> statement-breakpoint
ALTER TABLE `campagnes` ADD `close_par` integer;--> statement-breakpoint
ALTER TABLE `campagnes` ADD `cloture` text;--> statement-breakpoint
ALTER TABLE `echeances` ADD `annulee_le` text;--> statement-breakpoint
ALTER TABLE `coordonnees_bancaires` ADD `verifie_aupres_de` text;--> statement-breakpoint
ALTER TABLE `coordonnees_bancaires` ADD `verifie_telephone` text;--> statement-breakpoint
ALTER TABLE `coordonnees_bancaires` ADD `verifie_date` text;--> statement-breakpoint
ALTER TABLE `coordonnees_bancaires` ADD `bloque_par` integer;--> statement-breakpoint
ALTER TABLE `coordonnees_bancaires` ADD `bloque_le` text;--> statement-breakpoint
ALTER TABLE `coordonnees_bancaires` ADD `bloque_motif` text;--> statement-breakpoint
ALTER TABLE `demandes_iban` ADD `verifie_aupres_de` text;--> statement-breakpoint
ALTER TABLE `demandes_iban` ADD `verifie_telephone` text;--> statement-breakpoint
ALTER TABLE `demandes_iban` ADD `verifie_date` text;