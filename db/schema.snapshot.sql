CREATE TRIGGER `bilans_budget_ajout` BEFORE INSERT ON `bilans_budget`
WHEN (SELECT `etat` FROM `bilans` WHERE `id` = NEW.`bilan_id`) = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne change plus'); END;

CREATE TRIGGER `bilans_budget_change` BEFORE UPDATE OF `bilan_id`, `rang`, `sens`, `compte`, `libelle`, `montant_centimes`, `adresse` ON `bilans_budget`
WHEN (SELECT `etat` FROM `bilans` WHERE `id` = OLD.`bilan_id`) = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne change plus'); END;

CREATE TRIGGER `bilans_budget_efface` BEFORE DELETE ON `bilans_budget`
WHEN (SELECT `etat` FROM `bilans` WHERE `id` = OLD.`bilan_id`) = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne change plus'); END;

CREATE TRIGGER `bilans_collectifs_ajout` BEFORE INSERT ON `bilans_collectifs`
WHEN (SELECT `etat` FROM `bilans` WHERE `id` = NEW.`bilan_id`) = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne change plus'); END;

CREATE TRIGGER `bilans_collectifs_change` BEFORE UPDATE OF `bilan_id`, `collectif_id`, `realise`, `seances`, `effectif`, `cout_centimes` ON `bilans_collectifs`
WHEN (SELECT `etat` FROM `bilans` WHERE `id` = OLD.`bilan_id`) = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne change plus'); END;

CREATE TRIGGER `bilans_collectifs_efface` BEFORE DELETE ON `bilans_collectifs`
WHEN (SELECT `etat` FROM `bilans` WHERE `id` = OLD.`bilan_id`) = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne change plus'); END;

CREATE TRIGGER `bilans_sans_effacement` BEFORE DELETE ON `bilans`
WHEN OLD.`etat` = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne s’efface pas'); END;

CREATE TRIGGER `bilans_validation` BEFORE UPDATE OF `etat` ON `bilans`
WHEN NEW.`etat` = 'valide' AND (NEW.`droit_reel_centimes` IS NULL OR NEW.`valide_par` IS NULL OR NEW.`valide_le` IS NULL OR NEW.`recu_le` IS NULL)
BEGIN SELECT RAISE(ABORT, 'un bilan se valide avec son droit réel, par un agent, à une date'); END;

CREATE TRIGGER `bilans_valides` BEFORE UPDATE OF `dossier_id`, `recu_le`, `origine`, `fichier_sha256`, `contenu`, `saisi_par`, `saisi_le`, `valide_par`, `valide_le`, `droit_reel_centimes` ON `bilans`
WHEN OLD.`etat` = 'valide' AND NEW.`etat` = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne change plus'); END;

CREATE TRIGGER `cloture_baremes` BEFORE UPDATE OF `contenu` ON `baremes`
WHEN EXISTS (SELECT 1 FROM `campagnes` WHERE `bareme_id` = OLD.`id` AND `close_le` IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'la campagne est close : son barème ne change plus'); END;

CREATE TRIGGER `cloture_bilans_ajout` BEFORE INSERT ON `bilans`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_bilans_budget_ajout` BEFORE INSERT ON `bilans_budget`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `bilans` b ON b.`dossier_id` = d.`id` WHERE b.`id` = NEW.`bilan_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_bilans_budget_change` BEFORE UPDATE ON `bilans_budget`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `bilans` b ON b.`dossier_id` = d.`id` WHERE b.`id` = OLD.`bilan_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_bilans_budget_efface` BEFORE DELETE ON `bilans_budget`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `bilans` b ON b.`dossier_id` = d.`id` WHERE b.`id` = OLD.`bilan_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_bilans_change` BEFORE UPDATE ON `bilans`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_bilans_collectifs_ajout` BEFORE INSERT ON `bilans_collectifs`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `bilans` b ON b.`dossier_id` = d.`id` WHERE b.`id` = NEW.`bilan_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_bilans_collectifs_change` BEFORE UPDATE ON `bilans_collectifs`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `bilans` b ON b.`dossier_id` = d.`id` WHERE b.`id` = OLD.`bilan_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_bilans_collectifs_efface` BEFORE DELETE ON `bilans_collectifs`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `bilans` b ON b.`dossier_id` = d.`id` WHERE b.`id` = OLD.`bilan_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_bilans_efface` BEFORE DELETE ON `bilans`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_campagnes` BEFORE UPDATE OF `annee_scolaire`, `enveloppe_centimes`, `date_limite_depot`, `bareme_id`, `charte_id`, `cloture` ON `campagnes`
WHEN OLD.`close_le` IS NOT NULL AND NEW.`close_le` IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_collectifs_ajout` BEFORE INSERT ON `collectifs`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_collectifs_change` BEFORE UPDATE ON `collectifs`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_collectifs_efface` BEFORE DELETE ON `collectifs`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_constats_ajout` BEFORE INSERT ON `constats`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_constats_change` BEFORE UPDATE ON `constats`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_constats_efface` BEFORE DELETE ON `constats`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_conventions_ajout` BEFORE INSERT ON `conventions`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = NEW.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_conventions_change` BEFORE UPDATE ON `conventions`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_conventions_efface` BEFORE DELETE ON `conventions`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_courriers_ajout` BEFORE INSERT ON `courriers`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_courriers_change` BEFORE UPDATE ON `courriers`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_courriers_efface` BEFORE DELETE ON `courriers`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_decisions_ajout` BEFORE INSERT ON `decisions`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `collectifs` k ON k.`dossier_id` = d.`id` WHERE k.`id` = NEW.`collectif_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_decisions_change` BEFORE UPDATE ON `decisions`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `collectifs` k ON k.`dossier_id` = d.`id` WHERE k.`id` = OLD.`collectif_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_decisions_efface` BEFORE DELETE ON `decisions`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `collectifs` k ON k.`dossier_id` = d.`id` WHERE k.`id` = OLD.`collectif_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_dossiers_ajout` BEFORE INSERT ON `dossiers`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = NEW.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_dossiers_change` BEFORE UPDATE ON `dossiers`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_dossiers_efface` BEFORE DELETE ON `dossiers`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_echanges_ajout` BEFORE INSERT ON `echanges`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_echanges_change` BEFORE UPDATE ON `echanges`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_echanges_efface` BEFORE DELETE ON `echanges`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_echeances_ajout` BEFORE INSERT ON `echeances`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_echeances_change` BEFORE UPDATE ON `echeances`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_echeances_efface` BEFORE DELETE ON `echeances`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_etapes_ajout` BEFORE INSERT ON `etapes`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = NEW.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_etapes_change` BEFORE UPDATE ON `etapes`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_etapes_efface` BEFORE DELETE ON `etapes`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_evenements_collectif_ajout` BEFORE INSERT ON `evenements_collectif`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `collectifs` k ON k.`dossier_id` = d.`id` WHERE k.`id` = NEW.`collectif_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_evenements_collectif_change` BEFORE UPDATE ON `evenements_collectif`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `collectifs` k ON k.`dossier_id` = d.`id` WHERE k.`id` = OLD.`collectif_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_evenements_collectif_efface` BEFORE DELETE ON `evenements_collectif`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `collectifs` k ON k.`dossier_id` = d.`id` WHERE k.`id` = OLD.`collectif_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_indus_ajout` BEFORE INSERT ON `indus`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_indus_change` BEFORE UPDATE ON `indus`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_indus_efface` BEFORE DELETE ON `indus`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_lectures_ajout` BEFORE INSERT ON `lectures`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_lectures_change` BEFORE UPDATE ON `lectures`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_lectures_efface` BEFORE DELETE ON `lectures`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_lignes_budget_ajout` BEFORE INSERT ON `lignes_budget`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_lignes_budget_change` BEFORE UPDATE ON `lignes_budget`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_lignes_budget_efface` BEFORE DELETE ON `lignes_budget`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_lignes_lot_ajout` BEFORE INSERT ON `lignes_lot`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `lots` l ON l.`campagne_id` = c.`id` WHERE l.`id` = NEW.`lot_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_lignes_lot_change` BEFORE UPDATE ON `lignes_lot`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `lots` l ON l.`campagne_id` = c.`id` WHERE l.`id` = OLD.`lot_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_lignes_lot_efface` BEFORE DELETE ON `lignes_lot`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `lots` l ON l.`campagne_id` = c.`id` WHERE l.`id` = OLD.`lot_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_lots_ajout` BEFORE INSERT ON `lots`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = NEW.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_lots_change` BEFORE UPDATE ON `lots`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_lots_efface` BEFORE DELETE ON `lots`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_membres_seance_ajout` BEFORE INSERT ON `membres_seance`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `seances` s ON s.`campagne_id` = c.`id` WHERE s.`id` = NEW.`seance_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_membres_seance_change` BEFORE UPDATE ON `membres_seance`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `seances` s ON s.`campagne_id` = c.`id` WHERE s.`id` = OLD.`seance_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_membres_seance_efface` BEFORE DELETE ON `membres_seance`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `seances` s ON s.`campagne_id` = c.`id` WHERE s.`id` = OLD.`seance_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_niveaux_ajout` BEFORE INSERT ON `niveaux`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `lectures` l ON l.`dossier_id` = d.`id` WHERE l.`id` = NEW.`lecture_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_niveaux_change` BEFORE UPDATE ON `niveaux`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `lectures` l ON l.`dossier_id` = d.`id` WHERE l.`id` = OLD.`lecture_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_niveaux_efface` BEFORE DELETE ON `niveaux`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `lectures` l ON l.`dossier_id` = d.`id` WHERE l.`id` = OLD.`lecture_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_relances_ajout` BEFORE INSERT ON `relances`
WHEN NEW.`objet` <> 'trop_percu' AND (SELECT `close_le` FROM `campagnes` WHERE `id` = NEW.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_relances_change` BEFORE UPDATE ON `relances`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_relances_efface` BEFORE DELETE ON `relances`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_reponses_recues_ajout` BEFORE INSERT ON `reponses_recues`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_reponses_recues_change` BEFORE UPDATE ON `reponses_recues`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_reponses_recues_efface` BEFORE DELETE ON `reponses_recues`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_seances_ajout` BEFORE INSERT ON `seances`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = NEW.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_seances_change` BEFORE UPDATE ON `seances`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_seances_efface` BEFORE DELETE ON `seances`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_visites_ajout` BEFORE INSERT ON `visites`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_visites_change` BEFORE UPDATE ON `visites`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `cloture_visites_efface` BEFORE DELETE ON `visites`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;

CREATE TRIGGER `conventions_etats` BEFORE UPDATE OF `etat` ON `conventions`
WHEN (OLD.`etat` = 'resiliee' AND NEW.`etat` <> 'resiliee') OR (OLD.`etat` = 'signee' AND NEW.`etat` IN ('a_signer', 'envoyee') AND EXISTS (SELECT 1 FROM `lignes_lot` l JOIN `echeances` e ON e.`id` = l.`echeance_id` WHERE e.`dossier_id` = OLD.`dossier_id` AND l.`active` = 1))
BEGIN SELECT RAISE(ABORT, 'cet état de convention ne peut plus être quitté'); END;

CREATE TRIGGER `conventions_figees` BEFORE UPDATE OF `campagne_id`, `dossier_id`, `nature`, `convention_id`, `exercice`, `rang`, `numero`, `montant_centimes`, `contenu`, `generee_par`, `generee_le` ON `conventions`
BEGIN SELECT RAISE(ABORT, 'une convention ne se réécrit pas : faites un avenant'); END;

CREATE TRIGGER `conventions_sans_effacement` BEFORE DELETE ON `conventions`
BEGIN SELECT RAISE(ABORT, 'une convention ne s’efface pas'); END;

CREATE TRIGGER `conventions_sans_trou` BEFORE INSERT ON `conventions`
WHEN NEW.`rang` IS NOT (SELECT coalesce(max(`rang`), 0) + 1 FROM `conventions` WHERE `nature` = NEW.`nature` AND CASE NEW.`nature` WHEN 'convention' THEN `exercice` = NEW.`exercice` ELSE `convention_id` = NEW.`convention_id` END)
BEGIN SELECT RAISE(ABORT, 'un numéro de convention suit toujours le dernier'); END;

CREATE TRIGGER `coordonnees_ajout_verifie` BEFORE INSERT ON `coordonnees_bancaires`
WHEN NEW.`etat` = 'verifie' AND (NEW.`verifie_par` IS NULL OR NEW.`verifie_par` = NEW.`saisi_par`)
BEGIN SELECT RAISE(ABORT, 'un compte se vérifie par un autre agent que celui qui l’a saisi'); END;

CREATE TRIGGER `coordonnees_figees` BEFORE UPDATE OF `structure_id`, `titulaire`, `iban`, `bic`, `origine`, `saisi_par`, `saisi_le` ON `coordonnees_bancaires`
BEGIN SELECT RAISE(ABORT, 'des coordonnées bancaires ne se réécrivent pas'); END;

CREATE TRIGGER `coordonnees_sans_effacement` BEFORE DELETE ON `coordonnees_bancaires` BEGIN SELECT RAISE(ABORT, 'des coordonnées bancaires ne s’effacent pas'); END;

CREATE TRIGGER `coordonnees_verification` BEFORE UPDATE OF `etat` ON `coordonnees_bancaires`
WHEN NEW.`etat` = 'verifie' AND (NEW.`verifie_par` IS NULL OR NEW.`verifie_par` = NEW.`saisi_par`)
BEGIN SELECT RAISE(ABORT, 'un compte se vérifie par un autre agent que celui qui l’a saisi'); END;

CREATE TRIGGER `decisions_figees` BEFORE UPDATE OF `seance_id`, `collectif_id`, `nature`, `motif`, `texte`, `montant_centimes`, `agent_id`, `instant` ON `decisions`
BEGIN SELECT RAISE(ABORT, 'une décision ne se réécrit pas'); END;

CREATE TRIGGER `decisions_retirees` BEFORE UPDATE OF `en_vigueur`, `retiree_par`, `retiree_le`, `retiree_motif` ON `decisions`
WHEN OLD.`en_vigueur` = 0
BEGIN SELECT RAISE(ABORT, 'une décision retirée le reste'); END;

CREATE TRIGGER `decisions_sans_effacement` BEFORE DELETE ON `decisions` BEGIN SELECT RAISE(ABORT, 'une décision ne s’efface pas'); END;

CREATE TRIGGER `demandes_iban_acceptation` BEFORE UPDATE OF `etat` ON `demandes_iban`
WHEN NEW.`etat` = 'acceptee' AND (NEW.`traite_par` IS NULL OR NEW.`traite_par` = NEW.`demande_par`)
BEGIN SELECT RAISE(ABORT, 'un changement de compte s’accepte par un autre agent que celui qui l’a demandé'); END;

CREATE TRIGGER `echanges_annules` BEFORE UPDATE OF `annule_le`, `annule_par`, `annule_motif` ON `echanges`
WHEN OLD.`annule_le` IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'une annulation est définitive'); END;

CREATE TRIGGER `echanges_figes` BEFORE UPDATE OF `dossier_id`, `date`, `moyen`, `sens`, `interlocuteur`, `objet`, `texte`, `agent_id`, `instant` ON `echanges`
BEGIN SELECT RAISE(ABORT, 'le suivi ne se réécrit pas'); END;

CREATE TRIGGER `echanges_sans_effacement` BEFORE DELETE ON `echanges`
BEGIN SELECT RAISE(ABORT, 'le suivi ne s’efface pas'); END;

CREATE TRIGGER `echeances_prises` BEFORE UPDATE OF `dossier_id`, `rang`, `nature`, `libelle`, `montant_centimes`, `annulee_le` ON `echeances`
WHEN EXISTS (SELECT 1 FROM `lignes_lot` WHERE `echeance_id` = OLD.`id` AND `active` = 1)
BEGIN SELECT RAISE(ABORT, 'une échéance prise dans un lot ne change plus'); END;

CREATE TRIGGER `evenements_collectif_annules` BEFORE UPDATE OF `annule_le`, `annule_par`, `annule_motif` ON `evenements_collectif`
WHEN OLD.`annule_le` IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'une annulation est définitive'); END;

CREATE TRIGGER `evenements_collectif_figes` BEFORE UPDATE OF `collectif_id`, `nature`, `date_effet`, `lieu`, `jours`, `horaires`, `effectif`, `coordinateur`, `texte`, `agent_id`, `instant` ON `evenements_collectif`
BEGIN SELECT RAISE(ABORT, 'le suivi ne se réécrit pas'); END;

CREATE TRIGGER `evenements_collectif_sans_effacement` BEFORE DELETE ON `evenements_collectif`
BEGIN SELECT RAISE(ABORT, 'le suivi ne s’efface pas'); END;

CREATE TRIGGER `indus_figes` BEFORE UPDATE OF `dossier_id`, `montant_centimes`, `origine`, `constate_par`, `constate_le` ON `indus`
BEGIN SELECT RAISE(ABORT, 'un trop-perçu ne se réécrit pas'); END;

CREATE TRIGGER `indus_sans_effacement` BEFORE DELETE ON `indus`
BEGIN SELECT RAISE(ABORT, 'un trop-perçu ne s’efface pas'); END;

CREATE TRIGGER `journal_au_bout` BEFORE INSERT ON `journal`
WHEN NEW.`id` IS NOT (SELECT coalesce(max(`id`), 0) + 1 FROM `journal`)
  OR NEW.`precedente` IS NOT coalesce((SELECT `empreinte` FROM `journal` ORDER BY `id` DESC LIMIT 1), '')
BEGIN SELECT RAISE(ABORT, 'une entrée du journal suit toujours la dernière'); END;

CREATE TRIGGER `journal_sans_effacement` BEFORE DELETE ON `journal` BEGIN SELECT RAISE(ABORT, 'le journal ne s’efface pas'); END;

CREATE TRIGGER `journal_sans_modification` BEFORE UPDATE ON `journal` BEGIN SELECT RAISE(ABORT, 'le journal ne se modifie pas'); END;

CREATE TRIGGER `lignes_lot_ajout` BEFORE INSERT ON `lignes_lot`
WHEN (SELECT `etat` FROM `lots` WHERE `id` = NEW.`lot_id`) <> 'prepare' OR NEW.`active` <> 1 OR NEW.`issue` IS NOT NULL OR EXISTS (SELECT 1 FROM `echeances` WHERE `id` = NEW.`echeance_id` AND (`montant_centimes` <> NEW.`montant_centimes` OR `annulee_le` IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'une ligne s’ajoute à un lot préparé, au montant de son échéance'); END;

CREATE TRIGGER `lignes_lot_compte` BEFORE INSERT ON `lignes_lot`
WHEN NOT EXISTS (
  SELECT 1 FROM `coordonnees_bancaires` c
  WHERE c.`id` = NEW.`coordonnees_id` AND c.`structure_id` = NEW.`structure_id` AND c.`iban` = NEW.`iban` AND c.`etat` = 'verifie' AND c.`actif` = 1)
BEGIN SELECT RAISE(ABORT, 'une ligne de lot paie sur le compte vérifié de son porteur'); END;

CREATE TRIGGER `lignes_lot_effacement` BEFORE DELETE ON `lignes_lot`
WHEN (SELECT `etat` FROM `lots` WHERE `id` = OLD.`lot_id`) <> 'prepare'
BEGIN SELECT RAISE(ABORT, 'une ligne de lot ne s’efface pas'); END;

CREATE TRIGGER `lignes_lot_figees` BEFORE UPDATE OF `lot_id`, `echeance_id`, `structure_id`, `coordonnees_id`, `iban`, `montant_centimes` ON `lignes_lot`
BEGIN SELECT RAISE(ABORT, 'une ligne de lot ne se réécrit pas'); END;

CREATE TRIGGER `lignes_lot_issue` BEFORE UPDATE OF `issue` ON `lignes_lot`
WHEN (SELECT `etat` FROM `lots` WHERE `id` = OLD.`lot_id`) NOT IN ('valide', 'paye') OR NEW.`issue_le` IS NULL OR (OLD.`issue` = 'rejetee' AND NEW.`issue` IS NOT 'rejetee') OR (NEW.`issue` = 'rejetee' AND NEW.`active` = 1)
BEGIN SELECT RAISE(ABORT, 'cette issue ne peut pas être notée'); END;

CREATE TRIGGER `lignes_lot_porteur` BEFORE INSERT ON `lignes_lot`
WHEN NOT EXISTS (
  SELECT 1 FROM `echeances` e JOIN `dossiers` d ON d.`id` = e.`dossier_id` JOIN `lots` l ON l.`id` = NEW.`lot_id`
  WHERE e.`id` = NEW.`echeance_id` AND d.`campagne_id` = l.`campagne_id` AND d.`structure_id` = NEW.`structure_id`)
BEGIN SELECT RAISE(ABORT, 'une ligne de lot paie le porteur de son échéance, dans la campagne du lot'); END;

CREATE TRIGGER `lignes_lot_rang_fige` BEFORE UPDATE OF `rang` ON `lignes_lot`
WHEN (SELECT `etat` FROM `lots` WHERE `id` = OLD.`lot_id`) <> 'prepare'
BEGIN SELECT RAISE(ABORT, 'le rang d’une ligne est figé avec son lot'); END;

CREATE TRIGGER `lignes_lot_rendues` BEFORE UPDATE OF `active` ON `lignes_lot`
WHEN (OLD.`active` = 0 AND NEW.`active` = 1) OR (OLD.`active` = 1 AND NEW.`active` = 0 AND (SELECT `etat` FROM `lots` WHERE `id` = OLD.`lot_id`) NOT IN ('abandonne', 'annule') AND NEW.`issue` IS NOT 'rejetee')
BEGIN SELECT RAISE(ABORT, 'une échéance payée n’est pas rendue'); END;

CREATE TRIGGER `lots_annulation` BEFORE UPDATE OF `etat` ON `lots`
WHEN NEW.`etat` = 'annule' AND (NEW.`clos_motif` IS NULL OR NEW.`clos_par` IS NULL OR EXISTS (SELECT 1 FROM `lignes_lot` WHERE `lot_id` = OLD.`id` AND `issue` = 'payee'))
BEGIN SELECT RAISE(ABORT, 'un lot s’annule avec un motif, et avant tout paiement'); END;

CREATE TRIGGER `lots_etats` BEFORE UPDATE OF `etat` ON `lots`
WHEN NOT (OLD.`etat` = NEW.`etat` OR (OLD.`etat` = 'prepare' AND NEW.`etat` IN ('abandonne', 'valide')) OR (OLD.`etat` = 'valide' AND NEW.`etat` IN ('paye', 'annule')))
BEGIN SELECT RAISE(ABORT, 'un lot ne change pas ainsi d’état'); END;

CREATE TRIGGER `lots_figes` BEFORE UPDATE OF `rang`, `numero`, `libelle`, `date_prevue`, `valide_par`, `valide_le`, `nombre_lignes`, `montant_centimes`, `empreinte_lignes`, `contenu` ON `lots`
WHEN OLD.`etat` <> 'prepare'
BEGIN SELECT RAISE(ABORT, 'un lot validé ne se réécrit pas'); END;

CREATE TRIGGER `lots_naissance` BEFORE INSERT ON `lots`
WHEN NEW.`etat` <> 'prepare' OR NEW.`rang` IS NOT NULL OR NEW.`valide_par` IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'un lot se prépare avant de se valider'); END;

CREATE TRIGGER `lots_origine_figee` BEFORE UPDATE OF `campagne_id`, `exercice`, `prepare_par`, `prepare_le` ON `lots`
BEGIN SELECT RAISE(ABORT, 'l’origine d’un lot ne se réécrit pas'); END;

CREATE TRIGGER `lots_paiement` BEFORE UPDATE OF `etat` ON `lots`
WHEN NEW.`etat` = 'paye' AND EXISTS (SELECT 1 FROM `lignes_lot` WHERE `lot_id` = OLD.`id` AND `issue` IS NULL)
BEGIN SELECT RAISE(ABORT, 'un lot est payé quand chaque ligne a une issue'); END;

CREATE TRIGGER `lots_sans_effacement` BEFORE DELETE ON `lots`
BEGIN SELECT RAISE(ABORT, 'un lot ne s’efface pas'); END;

CREATE TRIGGER `lots_validation` BEFORE UPDATE OF `etat` ON `lots`
WHEN OLD.`etat` = 'prepare' AND NEW.`etat` = 'valide'
BEGIN
  SELECT RAISE(ABORT, 'un numéro de lot suit toujours le dernier de l’exercice')
  WHERE NEW.`rang` IS NOT (SELECT coalesce(max(`rang`), 0) + 1 FROM `lots` WHERE `exercice` = OLD.`exercice`);
  SELECT RAISE(ABORT, 'un lot se valide par un autre agent que celui qui l’a préparé')
  WHERE NEW.`valide_par` IS NULL OR NEW.`valide_le` IS NULL OR NEW.`valide_par` = OLD.`prepare_par`;
  SELECT RAISE(ABORT, 'un lot validé porte le nombre et la somme de ses lignes')
  WHERE NEW.`nombre_lignes` IS NOT (SELECT count(*) FROM `lignes_lot` WHERE `lot_id` = OLD.`id` AND `active` = 1)
    OR NEW.`montant_centimes` IS NOT (SELECT sum(`montant_centimes`) FROM `lignes_lot` WHERE `lot_id` = OLD.`id` AND `active` = 1)
    OR NEW.`nombre_lignes` = 0 OR NEW.`empreinte_lignes` IS NULL OR NEW.`contenu` IS NULL;
  SELECT RAISE(ABORT, 'une ligne du lot n’est plus au montant de son échéance')
  WHERE EXISTS (SELECT 1 FROM `lignes_lot` l JOIN `echeances` e ON e.`id` = l.`echeance_id`
    WHERE l.`lot_id` = OLD.`id` AND (e.`montant_centimes` <> l.`montant_centimes` OR e.`annulee_le` IS NOT NULL));
  SELECT RAISE(ABORT, 'un compte du lot n’est pas vérifié, ou un changement en est demandé')
  WHERE EXISTS (SELECT 1 FROM `lignes_lot` l JOIN `coordonnees_bancaires` c ON c.`id` = l.`coordonnees_id`
    WHERE l.`lot_id` = OLD.`id` AND (c.`etat` <> 'verifie' OR c.`actif` <> 1 OR c.`iban` <> l.`iban` OR c.`structure_id` <> l.`structure_id`
      OR EXISTS (SELECT 1 FROM `demandes_iban` d WHERE d.`structure_id` = l.`structure_id` AND d.`etat` = 'ouverte')));
END;

CREATE TRIGGER `mouvements_indu_annules` BEFORE INSERT ON `mouvements_indu`
WHEN NEW.`nature` = 'annule' AND (
  NOT EXISTS (
    SELECT 1 FROM `mouvements_indu` m
    WHERE CAST(m.`id` AS TEXT) = NEW.`reference` AND m.`indu_id` = NEW.`indu_id` AND m.`montant_centimes` = NEW.`montant_centimes`
      AND m.`nature` IN ('recouvre', 'compense', 'abandonne'))
  OR EXISTS (
    SELECT 1 FROM `mouvements_indu` a WHERE a.`indu_id` = NEW.`indu_id` AND a.`nature` = 'annule' AND a.`reference` = NEW.`reference`))
BEGIN SELECT RAISE(ABORT, 'une annulation cite un mouvement de ce trop-perçu, une seule fois et en entier'); END;

CREATE TRIGGER `mouvements_indu_bornes` BEFORE INSERT ON `mouvements_indu`
WHEN NEW.`nature` NOT IN ('caduc', 'annule') AND NEW.`montant_centimes` + (
  SELECT coalesce(sum(m.`montant_centimes`), 0) FROM `mouvements_indu` m
  WHERE m.`indu_id` = NEW.`indu_id` AND m.`nature` NOT IN ('caduc', 'annule')
    AND NOT EXISTS (SELECT 1 FROM `mouvements_indu` a WHERE a.`indu_id` = m.`indu_id` AND a.`nature` = 'annule' AND a.`reference` = CAST(m.`id` AS TEXT))
) > (SELECT `montant_centimes` FROM `indus` WHERE `id` = NEW.`indu_id`)
BEGIN SELECT RAISE(ABORT, 'un mouvement ne dépasse pas ce qui reste dû'); END;

CREATE TRIGGER `mouvements_indu_caducs` BEFORE INSERT ON `mouvements_indu`
WHEN NEW.`nature` = 'caduc' AND NEW.`montant_centimes` + (SELECT coalesce(sum(`montant_centimes`), 0) FROM `mouvements_indu` WHERE `indu_id` = NEW.`indu_id` AND `nature` = 'caduc') > (
  SELECT coalesce(sum(m.`montant_centimes`), 0) FROM `mouvements_indu` m
  WHERE m.`indu_id` = NEW.`indu_id` AND m.`nature` = 'abandonne'
    AND NOT EXISTS (SELECT 1 FROM `mouvements_indu` a WHERE a.`indu_id` = m.`indu_id` AND a.`nature` = 'annule' AND a.`reference` = CAST(m.`id` AS TEXT)))
BEGIN SELECT RAISE(ABORT, 'rien n’est caduc au-delà de ce qui a été abandonné'); END;

CREATE TRIGGER `mouvements_indu_figes` BEFORE UPDATE OF `indu_id`, `nature`, `montant_centimes`, `date`, `reference`, `motif`, `agent_id`, `instant` ON `mouvements_indu`
BEGIN SELECT RAISE(ABORT, 'un mouvement de trop-perçu ne se réécrit pas'); END;

CREATE TRIGGER `mouvements_indu_sans_effacement` BEFORE DELETE ON `mouvements_indu`
BEGIN SELECT RAISE(ABORT, 'un mouvement de trop-perçu ne s’efface pas'); END;

CREATE TRIGGER `rapprochements_figes` BEFORE UPDATE ON `rapprochements`
BEGIN SELECT RAISE(ABORT, 'un rapprochement ne se réécrit pas'); END;

CREATE TRIGGER `rapprochements_sans_effacement` BEFORE DELETE ON `rapprochements`
BEGIN SELECT RAISE(ABORT, 'un rapprochement ne se réécrit pas'); END;

CREATE TRIGGER `reserves_levees_figees` BEFORE UPDATE OF `decision_id`, `motif`, `agent_id`, `instant` ON `reserves_levees`
BEGIN SELECT RAISE(ABORT, 'une levée de réserve ne se réécrit pas'); END;

CREATE TRIGGER `reserves_levees_sans_effacement` BEFORE DELETE ON `reserves_levees`
BEGIN SELECT RAISE(ABORT, 'une levée de réserve ne s’efface pas'); END;

CREATE TRIGGER `visites_annules` BEFORE UPDATE OF `annule_le`, `annule_par`, `annule_motif` ON `visites`
WHEN OLD.`annule_le` IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'une annulation est définitive'); END;

CREATE TRIGGER `visites_figes` BEFORE UPDATE OF `dossier_id`, `collectif_id`, `date`, `visiteurs`, `rencontres`, `effectif`, `compte_rendu`, `suites`, `agent_id`, `instant` ON `visites`
BEGIN SELECT RAISE(ABORT, 'le suivi ne se réécrit pas'); END;

CREATE TRIGGER `visites_sans_effacement` BEFORE DELETE ON `visites`
BEGIN SELECT RAISE(ABORT, 'le suivi ne s’efface pas'); END;

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

CREATE TABLE `campagnes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`annee_scolaire` text NOT NULL,
	`enveloppe_centimes` integer,
	`date_limite_depot` text NOT NULL,
	`bareme_id` integer NOT NULL,
	`charte_id` integer NOT NULL,
	`cree_le` text NOT NULL,
	`empreinte` text DEFAULT '' NOT NULL, `close_le` text, `close_par` integer, `cloture` text,
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
	`empreinte` text DEFAULT '' NOT NULL, `verifie_aupres_de` text, `verifie_telephone` text, `verifie_date` text, `bloque_par` integer, `bloque_le` text, `bloque_motif` text,
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
	`empreinte` text DEFAULT '' NOT NULL, `verifie_aupres_de` text, `verifie_telephone` text, `verifie_date` text,
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

CREATE TABLE `echeances` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dossier_id` integer NOT NULL,
	`rang` integer NOT NULL,
	`nature` text NOT NULL,
	`libelle` text NOT NULL,
	`part_points_base` integer,
	`montant_centimes` integer NOT NULL,
	`date_prevue` text NOT NULL,
	`empreinte` text DEFAULT '' NOT NULL, `annulee_le` text,
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

CREATE TABLE `membres_seance` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`seance_id` integer NOT NULL,
	`rang` integer NOT NULL,
	`institution` text NOT NULL,
	`nom` text NOT NULL,
	`fonction` text NOT NULL, `courriel` text, `presence` text,
	FOREIGN KEY (`seance_id`) REFERENCES `seances`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

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

CREATE UNIQUE INDEX `agents_nom_unique` ON `agents` (`prenom`,`nom`);

CREATE INDEX `anomalies_import` ON `anomalies` (`import_id`);

CREATE UNIQUE INDEX `attributions_un_rapporteur` ON `attributions` (`dossier_id`) WHERE "attributions"."role" = 'rapporteur';

CREATE UNIQUE INDEX `avenants_rang` ON `conventions` (`convention_id`,`rang`) WHERE "conventions"."nature" = 'avenant';

CREATE UNIQUE INDEX `bilans_budget_rang_unique` ON `bilans_budget` (`bilan_id`,`rang`);

CREATE UNIQUE INDEX `bilans_collectifs_unique` ON `bilans_collectifs` (`bilan_id`,`collectif_id`);

CREATE UNIQUE INDEX `bilans_dossier_id_unique` ON `bilans` (`dossier_id`);

CREATE UNIQUE INDEX `campagnes_annee_scolaire_unique` ON `campagnes` (`annee_scolaire`);

CREATE UNIQUE INDEX `chartes_version_unique` ON `chartes` (`nom`,`version`);

CREATE UNIQUE INDEX `collectifs_rang_unique` ON `collectifs` (`dossier_id`,`rang`);

CREATE INDEX `conventions_dossier` ON `conventions` (`dossier_id`);

CREATE UNIQUE INDEX `conventions_en_cours` ON `conventions` (`dossier_id`) WHERE "conventions"."nature" = 'convention' AND "conventions"."etat" <> 'resiliee';

CREATE UNIQUE INDEX `conventions_numero_unique` ON `conventions` (`numero`);

CREATE UNIQUE INDEX `conventions_rang` ON `conventions` (`exercice`,`rang`) WHERE "conventions"."nature" = 'convention';

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

CREATE INDEX `echanges_dossier` ON `echanges` (`dossier_id`);

CREATE UNIQUE INDEX `echeances_rang_unique` ON `echeances` (`dossier_id`,`rang`);

CREATE INDEX `evenements_collectif_collectif` ON `evenements_collectif` (`collectif_id`);

CREATE INDEX `import_effets_import` ON `import_effets` (`import_id`);

CREATE INDEX `import_effets_objet` ON `import_effets` (`objet`,`objet_id`);

CREATE INDEX `indus_dossier` ON `indus` (`dossier_id`);

CREATE UNIQUE INDEX `journal_empreinte_unique` ON `journal` (`empreinte`);

CREATE INDEX `journal_objet` ON `journal` (`objet`);

CREATE UNIQUE INDEX `lectures_agent_charte_unique` ON `lectures` (`dossier_id`,`agent_id`,`charte_id`);

CREATE UNIQUE INDEX `liens_interet_en_cours` ON `liens_interet` (`dossier_id`,`agent_id`) WHERE "liens_interet"."retire_le" IS NULL;

CREATE UNIQUE INDEX `lignes_budget_rang_unique` ON `lignes_budget` (`dossier_id`,`rang`);

CREATE UNIQUE INDEX `lignes_lot_echeance` ON `lignes_lot` (`echeance_id`) WHERE "lignes_lot"."active" = 1;

CREATE UNIQUE INDEX `lignes_lot_rang` ON `lignes_lot` (`lot_id`,`rang`);

CREATE INDEX `lignes_lot_structure` ON `lignes_lot` (`structure_id`);

CREATE UNIQUE INDEX `lots_numero_unique` ON `lots` (`numero`);

CREATE UNIQUE INDEX `lots_rang` ON `lots` (`exercice`,`rang`) WHERE "lots"."rang" IS NOT NULL;

CREATE UNIQUE INDEX `membres_rang_unique` ON `membres_seance` (`seance_id`,`rang`);

CREATE INDEX `mouvements_indu_indu` ON `mouvements_indu` (`indu_id`);

CREATE UNIQUE INDEX `pieces_demandees_code_unique` ON `pieces_demandees` (`campagne_id`,`code`);

CREATE INDEX `pieces_fichiers_dossier` ON `pieces_fichiers` (`dossier_id`);

CREATE UNIQUE INDEX `profils_import_nom_unique` ON `profils_import` (`nom`);

CREATE INDEX `rapprochements_lot` ON `rapprochements` (`lot_id`);

CREATE INDEX `relances_dossier` ON `relances` (`dossier_id`);

CREATE INDEX `relances_pieces_dossier` ON `relances_pieces` (`dossier_id`);

CREATE UNIQUE INDEX `reserves_levees_decision_id_unique` ON `reserves_levees` (`decision_id`);

CREATE UNIQUE INDEX `scenarios_nom_unique` ON `scenarios` (`campagne_id`,`nom`);

CREATE UNIQUE INDEX `scenarios_un_retenu` ON `scenarios` (`campagne_id`) WHERE "scenarios"."retenu" = 1;

CREATE UNIQUE INDEX `structures_siret_unique` ON `structures` (`siret`);

CREATE INDEX `visites_dossier` ON `visites` (`dossier_id`);
