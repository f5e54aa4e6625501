CREATE TRIGGER `coordonnees_figees` BEFORE UPDATE OF `structure_id`, `titulaire`, `iban`, `bic`, `origine`, `saisi_par`, `saisi_le` ON `coordonnees_bancaires`
BEGIN SELECT RAISE(ABORT, 'des coordonnées bancaires ne se réécrivent pas'); END;

CREATE TRIGGER `coordonnees_sans_effacement` BEFORE DELETE ON `coordonnees_bancaires` BEGIN SELECT RAISE(ABORT, 'des coordonnées bancaires ne s’effacent pas'); END;

CREATE TRIGGER `decisions_figees` BEFORE UPDATE OF `seance_id`, `collectif_id`, `nature`, `motif`, `texte`, `montant_centimes`, `agent_id`, `instant` ON `decisions`
BEGIN SELECT RAISE(ABORT, 'une décision ne se réécrit pas'); END;

CREATE TRIGGER `decisions_retirees` BEFORE UPDATE OF `en_vigueur`, `retiree_par`, `retiree_le`, `retiree_motif` ON `decisions`
WHEN OLD.`en_vigueur` = 0
BEGIN SELECT RAISE(ABORT, 'une décision retirée le reste'); END;

CREATE TRIGGER `decisions_sans_effacement` BEFORE DELETE ON `decisions` BEGIN SELECT RAISE(ABORT, 'une décision ne s’efface pas'); END;

CREATE TRIGGER `journal_au_bout` BEFORE INSERT ON `journal`
WHEN NEW.`id` IS NOT (SELECT coalesce(max(`id`), 0) + 1 FROM `journal`)
  OR NEW.`precedente` IS NOT coalesce((SELECT `empreinte` FROM `journal` ORDER BY `id` DESC LIMIT 1), '')
BEGIN SELECT RAISE(ABORT, 'une entrée du journal suit toujours la dernière'); END;

CREATE TRIGGER `journal_sans_effacement` BEFORE DELETE ON `journal` BEGIN SELECT RAISE(ABORT, 'le journal ne s’efface pas'); END;

CREATE TRIGGER `journal_sans_modification` BEFORE UPDATE ON `journal` BEGIN SELECT RAISE(ABORT, 'le journal ne se modifie pas'); END;

CREATE TABLE `agents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`prenom` text NOT NULL,
	`nom` text NOT NULL,
	`courriel` text,
	`actif` integer DEFAULT true NOT NULL,
	`cree_le` text NOT NULL
) STRICT;

CREATE TABLE `anomalies` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`import_id` integer NOT NULL,
	`code` text NOT NULL,
	`feuille` text,
	`cellule` text,
	`valeur` text NOT NULL,
	`message` text NOT NULL,
	`bloquante` integer NOT NULL,
	`numero_dossier` text, `fichier` text,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE TABLE `attributions` (
	`dossier_id` integer NOT NULL,
	`agent_id` integer NOT NULL,
	`role` text NOT NULL,
	`instant` text NOT NULL,
	PRIMARY KEY(`dossier_id`, `agent_id`),
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

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

CREATE TABLE `baremes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`contenu` text NOT NULL,
	`empreinte` text DEFAULT '' NOT NULL
) STRICT;

CREATE TABLE `campagnes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`annee_scolaire` text NOT NULL,
	`enveloppe_centimes` integer,
	`date_limite_depot` text NOT NULL,
	`bareme_id` integer NOT NULL,
	`charte_id` integer NOT NULL,
	`cree_le` text NOT NULL,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`bareme_id`) REFERENCES `baremes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`charte_id`) REFERENCES `chartes`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "campagnes_enveloppe" CHECK("campagnes"."enveloppe_centimes" IS NULL OR "campagnes"."enveloppe_centimes" >= 0)
) STRICT;

CREATE TABLE `chartes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`nom` text NOT NULL,
	`version` integer NOT NULL,
	`etat` text NOT NULL,
	`contenu` text NOT NULL
, `issue_de` integer, `modifiee_le` text, `publiee_le` text, `archivee_le` text) STRICT;

CREATE TABLE `collectifs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dossier_id` integer NOT NULL,
	`rang` integer NOT NULL,
	`libelle` text NOT NULL,
	`niveau` text,
	`classes` text,
	`effectif` integer,
	`commune_insee` text,
	`lieu` text,
	`jours` text,
	`horaires` text,
	`adultes` integer,
	`cout_centimes` integer,
	`present` integer DEFAULT true NOT NULL,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "collectifs_cout" CHECK("collectifs"."cout_centimes" IS NULL OR "collectifs"."cout_centimes" >= 0)
) STRICT;

CREATE TABLE `constats` (
	`dossier_id` integer NOT NULL,
	`condition` text NOT NULL,
	`reponse` text NOT NULL,
	`proposition` text NOT NULL,
	`preuve` text NOT NULL,
	`commentaire` text DEFAULT '' NOT NULL,
	`agent_id` integer NOT NULL,
	`instant` text NOT NULL,
	PRIMARY KEY(`dossier_id`, `condition`),
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE TABLE `coordonnees_bancaires` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`structure_id` integer NOT NULL,
	`titulaire` text,
	`iban` text NOT NULL,
	`bic` text,
	`etat` text NOT NULL,
	`actif` integer NOT NULL,
	`origine` text NOT NULL,
	`saisi_par` integer NOT NULL,
	`saisi_le` text NOT NULL,
	`verifie_par` integer,
	`verifie_le` text,
	`verification` text,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`structure_id`) REFERENCES `structures`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

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

CREATE TABLE `decisions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`seance_id` integer NOT NULL,
	`collectif_id` integer NOT NULL,
	`nature` text NOT NULL,
	`motif` text,
	`texte` text NOT NULL,
	`montant_centimes` integer NOT NULL,
	`agent_id` integer NOT NULL,
	`instant` text NOT NULL,
	`en_vigueur` integer DEFAULT true NOT NULL,
	`retiree_par` integer,
	`retiree_le` text,
	`retiree_motif` text,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`seance_id`) REFERENCES `seances`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collectif_id`) REFERENCES `collectifs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "decisions_montant" CHECK("decisions"."montant_centimes" >= 0)
) STRICT;

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

CREATE TABLE `dossiers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campagne_id` integer NOT NULL,
	`numero` text NOT NULL,
	`structure_id` integer NOT NULL,
	`etat_source` text,
	`depose_le` text,
	`intitule` text,
	`commune_insee` text,
	`quartier` text,
	`qpv` integer,
	`montant_demande_centimes` integer,
	`total_charges_centimes` integer,
	`total_produits_centimes` integer,
	`empreinte_source` text NOT NULL,
	`cree_le` text NOT NULL,
	`modifie_le` text NOT NULL, `source` text, `contenu_modifie_le` text, `absent_depuis` text,
	FOREIGN KEY (`campagne_id`) REFERENCES `campagnes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`structure_id`) REFERENCES `structures`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE TABLE `echeances` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dossier_id` integer NOT NULL,
	`rang` integer NOT NULL,
	`nature` text NOT NULL,
	`libelle` text NOT NULL,
	`part_points_base` integer,
	`montant_centimes` integer NOT NULL,
	`date_prevue` text NOT NULL,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "echeances_montant" CHECK("echeances"."montant_centimes" >= 0)
) STRICT;

CREATE TABLE `etapes` (
	`campagne_id` integer NOT NULL,
	`numero` integer NOT NULL,
	`debut` text NOT NULL,
	`fin` text,
	PRIMARY KEY(`campagne_id`, `numero`),
	FOREIGN KEY (`campagne_id`) REFERENCES `campagnes`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "etapes_numero" CHECK("etapes"."numero" BETWEEN 1 AND 11)
) STRICT;

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

CREATE TABLE `import_fichiers` (
	`import_id` integer NOT NULL,
	`rang` integer NOT NULL,
	`nom` text NOT NULL,
	`sha256` text NOT NULL,
	`octets` integer NOT NULL,
	PRIMARY KEY(`import_id`, `rang`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE TABLE `imports` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campagne_id` integer NOT NULL,
	`fichier` text NOT NULL,
	`sha256` text NOT NULL,
	`famille` text NOT NULL,
	`agent_id` integer NOT NULL,
	`instant` text NOT NULL,
	`bilan` text NOT NULL, `numeros` text, `source` text, `annule_le` text, `annule_par` integer, `annule_motif` text,
	FOREIGN KEY (`campagne_id`) REFERENCES `campagnes`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE TABLE `journal` (
	`id` integer PRIMARY KEY NOT NULL,
	`instant` text NOT NULL,
	`agent_id` integer,
	`agent_nom` text NOT NULL,
	`compte_systeme` text NOT NULL,
	`action` text NOT NULL,
	`libelle` text NOT NULL,
	`objet` text NOT NULL,
	`avant` text,
	`apres` text,
	`motif` text,
	`precedente` text NOT NULL,
	`empreinte` text NOT NULL
) STRICT;

CREATE TABLE `lectures` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dossier_id` integer NOT NULL,
	`agent_id` integer NOT NULL,
	`charte_id` integer NOT NULL,
	`etat` text NOT NULL,
	`commentaire` text DEFAULT '' NOT NULL,
	`modifie_le` text NOT NULL, `terminee_le` text,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`charte_id`) REFERENCES `chartes`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

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

CREATE TABLE `lignes_budget` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dossier_id` integer NOT NULL,
	`rang` integer NOT NULL,
	`sens` text NOT NULL,
	`compte` text NOT NULL,
	`libelle` text NOT NULL,
	`montant_centimes` integer NOT NULL,
	`adresse` text NOT NULL,
	`empreinte` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE TABLE `membres_seance` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`seance_id` integer NOT NULL,
	`rang` integer NOT NULL,
	`institution` text NOT NULL,
	`nom` text NOT NULL,
	`fonction` text NOT NULL, `courriel` text, `presence` text,
	FOREIGN KEY (`seance_id`) REFERENCES `seances`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE TABLE `niveaux` (
	`lecture_id` integer NOT NULL,
	`critere` text NOT NULL,
	`niveau` integer,
	`sans_objet` integer DEFAULT false NOT NULL,
	`commentaire` text DEFAULT '' NOT NULL,
	PRIMARY KEY(`lecture_id`, `critere`),
	FOREIGN KEY (`lecture_id`) REFERENCES `lectures`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "niveaux_bornes" CHECK("niveaux"."niveau" IS NULL OR "niveaux"."niveau" BETWEEN 0 AND 3),
	CONSTRAINT "niveaux_sans_objet" CHECK(NOT ("niveaux"."sans_objet" = 1 AND "niveaux"."niveau" IS NOT NULL))
) STRICT;

CREATE TABLE `parametres` (
	`cle` text PRIMARY KEY NOT NULL,
	`valeur` text NOT NULL
) STRICT;

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

CREATE TABLE `profils_import` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`nom` text NOT NULL,
	`demarche` text,
	`correspondances` text NOT NULL
, `modifie_le` text) STRICT;

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

CREATE TABLE `reglages_instruction` (
	`campagne_id` integer PRIMARY KEY NOT NULL,
	`lecture_aveugle` integer DEFAULT true NOT NULL,
	`synthese` text DEFAULT 'moyenne' NOT NULL,
	`lecteurs_par_dossier` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`campagne_id`) REFERENCES `campagnes`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reglages_instruction_lecteurs" CHECK("reglages_instruction"."lecteurs_par_dossier" BETWEEN 1 AND 5)
) STRICT;

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

CREATE TABLE `reponses_recues` (
	`dossier_id` integer PRIMARY KEY NOT NULL,
	`contenu` text NOT NULL,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossiers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

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

CREATE TABLE `seances` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campagne_id` integer NOT NULL,
	`date` text NOT NULL,
	`heure_debut` text NOT NULL,
	`heure_fin` text NOT NULL,
	`lieu` text NOT NULL,
	`presidence` text NOT NULL,
	`ordre` text NOT NULL, `quorum` integer, `suite_de` integer, `portee` text DEFAULT 'campagne' NOT NULL,
	FOREIGN KEY (`campagne_id`) REFERENCES `campagnes`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE TABLE `structures` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`siret` text,
	`siret_declare` text,
	`raison_sociale` text NOT NULL,
	`forme_juridique` text,
	`rna` text,
	`adresse` text,
	`code_postal` text,
	`commune_siege` text,
	`courriel` text,
	`telephone` text,
	`representant` text,
	`numero_tiers` text,
	`cree_le` text NOT NULL
) STRICT;

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

CREATE UNIQUE INDEX `agents_nom_unique` ON `agents` (`prenom`,`nom`);

CREATE INDEX `anomalies_import` ON `anomalies` (`import_id`);

CREATE UNIQUE INDEX `attributions_un_rapporteur` ON `attributions` (`dossier_id`) WHERE "attributions"."role" = 'rapporteur';

CREATE UNIQUE INDEX `campagnes_annee_scolaire_unique` ON `campagnes` (`annee_scolaire`);

CREATE UNIQUE INDEX `chartes_version_unique` ON `chartes` (`nom`,`version`);

CREATE UNIQUE INDEX `collectifs_rang_unique` ON `collectifs` (`dossier_id`,`rang`);

CREATE UNIQUE INDEX `coordonnees_actives` ON `coordonnees_bancaires` (`structure_id`) WHERE "coordonnees_bancaires"."actif" = 1;

CREATE INDEX `coordonnees_iban` ON `coordonnees_bancaires` (`iban`);

CREATE INDEX `courriers_dossier` ON `courriers` (`dossier_id`);

CREATE UNIQUE INDEX `courriers_numero_unique` ON `courriers` (`numero`);

CREATE UNIQUE INDEX `decisions_en_vigueur` ON `decisions` (`collectif_id`) WHERE "decisions"."en_vigueur" = 1;

CREATE INDEX `decisions_seance` ON `decisions` (`seance_id`);

CREATE UNIQUE INDEX `demandes_iban_ouvertes` ON `demandes_iban` (`structure_id`) WHERE "demandes_iban"."etat" = 'ouverte';

CREATE UNIQUE INDEX `demandes_porteur_brouillon` ON `demandes_porteur` (`dossier_id`) WHERE "demandes_porteur"."etat" = 'brouillon';

CREATE INDEX `demandes_porteur_dossier` ON `demandes_porteur` (`dossier_id`);

CREATE INDEX `demandes_porteur_lignes_demande` ON `demandes_porteur_lignes` (`demande_id`);

CREATE INDEX `documents_archives_campagne` ON `documents_archives` (`campagne_id`);

CREATE INDEX `documents_archives_etat` ON `documents_archives` (`nature`,`etat`);

CREATE UNIQUE INDEX `dossiers_numero_unique` ON `dossiers` (`campagne_id`,`numero`);

CREATE INDEX `dossiers_structure` ON `dossiers` (`structure_id`);

CREATE UNIQUE INDEX `echeances_rang_unique` ON `echeances` (`dossier_id`,`rang`);

CREATE INDEX `import_effets_import` ON `import_effets` (`import_id`);

CREATE INDEX `import_effets_objet` ON `import_effets` (`objet`,`objet_id`);

CREATE UNIQUE INDEX `journal_empreinte_unique` ON `journal` (`empreinte`);

CREATE INDEX `journal_objet` ON `journal` (`objet`);

CREATE UNIQUE INDEX `lectures_agent_charte_unique` ON `lectures` (`dossier_id`,`agent_id`,`charte_id`);

CREATE UNIQUE INDEX `liens_interet_en_cours` ON `liens_interet` (`dossier_id`,`agent_id`) WHERE "liens_interet"."retire_le" IS NULL;

CREATE UNIQUE INDEX `lignes_budget_rang_unique` ON `lignes_budget` (`dossier_id`,`rang`);

CREATE UNIQUE INDEX `membres_rang_unique` ON `membres_seance` (`seance_id`,`rang`);

CREATE UNIQUE INDEX `pieces_demandees_code_unique` ON `pieces_demandees` (`campagne_id`,`code`);

CREATE INDEX `pieces_fichiers_dossier` ON `pieces_fichiers` (`dossier_id`);

CREATE UNIQUE INDEX `profils_import_nom_unique` ON `profils_import` (`nom`);

CREATE INDEX `relances_pieces_dossier` ON `relances_pieces` (`dossier_id`);

CREATE UNIQUE INDEX `scenarios_nom_unique` ON `scenarios` (`campagne_id`,`nom`);

CREATE UNIQUE INDEX `scenarios_un_retenu` ON `scenarios` (`campagne_id`) WHERE "scenarios"."retenu" = 1;

CREATE UNIQUE INDEX `structures_siret_unique` ON `structures` (`siret`);
