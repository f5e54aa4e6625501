-- Une convention ne s’efface pas, ce qu’elle dit ne change pas ; les numéros se suivent sans trou.
CREATE TRIGGER `conventions_sans_effacement` BEFORE DELETE ON `conventions`
BEGIN SELECT RAISE(ABORT, 'une convention ne s’efface pas'); END;
--> statement-breakpoint
CREATE TRIGGER `conventions_figees` BEFORE UPDATE OF `campagne_id`, `dossier_id`, `nature`, `convention_id`, `exercice`, `rang`, `numero`, `montant_centimes`, `contenu`, `generee_par`, `generee_le` ON `conventions`
BEGIN SELECT RAISE(ABORT, 'une convention ne se réécrit pas : faites un avenant'); END;
--> statement-breakpoint
CREATE TRIGGER `conventions_sans_trou` BEFORE INSERT ON `conventions`
WHEN NEW.`rang` IS NOT (SELECT coalesce(max(`rang`), 0) + 1 FROM `conventions` WHERE `nature` = NEW.`nature` AND CASE NEW.`nature` WHEN 'convention' THEN `exercice` = NEW.`exercice` ELSE `convention_id` = NEW.`convention_id` END)
BEGIN SELECT RAISE(ABORT, 'un numéro de convention suit toujours le dernier'); END;
--> statement-breakpoint
-- Une résiliation est définitive ; une signature ne se retire pas quand un lot s’y appuie.
CREATE TRIGGER `conventions_etats` BEFORE UPDATE OF `etat` ON `conventions`
WHEN (OLD.`etat` = 'resiliee' AND NEW.`etat` <> 'resiliee') OR (OLD.`etat` = 'signee' AND NEW.`etat` IN ('a_signer', 'envoyee') AND EXISTS (SELECT 1 FROM `lignes_lot` l JOIN `echeances` e ON e.`id` = l.`echeance_id` WHERE e.`dossier_id` = OLD.`dossier_id` AND l.`active` = 1))
BEGIN SELECT RAISE(ABORT, 'cet état de convention ne peut plus être quitté'); END;
--> statement-breakpoint
CREATE TRIGGER `reserves_levees_sans_effacement` BEFORE DELETE ON `reserves_levees`
BEGIN SELECT RAISE(ABORT, 'une levée de réserve ne s’efface pas'); END;
--> statement-breakpoint
CREATE TRIGGER `reserves_levees_figees` BEFORE UPDATE OF `decision_id`, `motif`, `agent_id`, `instant` ON `reserves_levees`
BEGIN SELECT RAISE(ABORT, 'une levée de réserve ne se réécrit pas'); END;
--> statement-breakpoint
-- Le suivi ne se réécrit pas : une erreur s’annule, avec qui, quand et pourquoi, et se note à nouveau.
CREATE TRIGGER `evenements_collectif_sans_effacement` BEFORE DELETE ON `evenements_collectif`
BEGIN SELECT RAISE(ABORT, 'le suivi ne s’efface pas'); END;
--> statement-breakpoint
CREATE TRIGGER `evenements_collectif_figes` BEFORE UPDATE OF `collectif_id`, `nature`, `date_effet`, `lieu`, `jours`, `horaires`, `effectif`, `coordinateur`, `texte`, `agent_id`, `instant` ON `evenements_collectif`
BEGIN SELECT RAISE(ABORT, 'le suivi ne se réécrit pas'); END;
--> statement-breakpoint
CREATE TRIGGER `evenements_collectif_annules` BEFORE UPDATE OF `annule_le`, `annule_par`, `annule_motif` ON `evenements_collectif`
WHEN OLD.`annule_le` IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'une annulation est définitive'); END;
--> statement-breakpoint
CREATE TRIGGER `visites_sans_effacement` BEFORE DELETE ON `visites`
BEGIN SELECT RAISE(ABORT, 'le suivi ne s’efface pas'); END;
--> statement-breakpoint
CREATE TRIGGER `visites_figes` BEFORE UPDATE OF `dossier_id`, `collectif_id`, `date`, `visiteurs`, `rencontres`, `effectif`, `compte_rendu`, `suites`, `agent_id`, `instant` ON `visites`
BEGIN SELECT RAISE(ABORT, 'le suivi ne se réécrit pas'); END;
--> statement-breakpoint
CREATE TRIGGER `visites_annules` BEFORE UPDATE OF `annule_le`, `annule_par`, `annule_motif` ON `visites`
WHEN OLD.`annule_le` IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'une annulation est définitive'); END;
--> statement-breakpoint
CREATE TRIGGER `echanges_sans_effacement` BEFORE DELETE ON `echanges`
BEGIN SELECT RAISE(ABORT, 'le suivi ne s’efface pas'); END;
--> statement-breakpoint
CREATE TRIGGER `echanges_figes` BEFORE UPDATE OF `dossier_id`, `date`, `moyen`, `sens`, `interlocuteur`, `objet`, `texte`, `agent_id`, `instant` ON `echanges`
BEGIN SELECT RAISE(ABORT, 'le suivi ne se réécrit pas'); END;
--> statement-breakpoint
CREATE TRIGGER `echanges_annules` BEFORE UPDATE OF `annule_le`, `annule_par`, `annule_motif` ON `echanges`
WHEN OLD.`annule_le` IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'une annulation est définitive'); END;
--> statement-breakpoint
-- Un bilan validé ne change plus : on le rouvre d’abord, avec un motif.
CREATE TRIGGER `bilans_sans_effacement` BEFORE DELETE ON `bilans`
WHEN OLD.`etat` = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne s’efface pas'); END;
--> statement-breakpoint
CREATE TRIGGER `bilans_valides` BEFORE UPDATE OF `dossier_id`, `recu_le`, `origine`, `fichier_sha256`, `contenu`, `saisi_par`, `saisi_le`, `valide_par`, `valide_le`, `droit_reel_centimes` ON `bilans`
WHEN OLD.`etat` = 'valide' AND NEW.`etat` = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne change plus'); END;
--> statement-breakpoint
CREATE TRIGGER `bilans_validation` BEFORE UPDATE OF `etat` ON `bilans`
WHEN NEW.`etat` = 'valide' AND (NEW.`droit_reel_centimes` IS NULL OR NEW.`valide_par` IS NULL OR NEW.`valide_le` IS NULL OR NEW.`recu_le` IS NULL)
BEGIN SELECT RAISE(ABORT, 'un bilan se valide avec son droit réel, par un agent, à une date'); END;
--> statement-breakpoint
CREATE TRIGGER `bilans_collectifs_ajout` BEFORE INSERT ON `bilans_collectifs`
WHEN (SELECT `etat` FROM `bilans` WHERE `id` = NEW.`bilan_id`) = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne change plus'); END;
--> statement-breakpoint
CREATE TRIGGER `bilans_collectifs_change` BEFORE UPDATE OF `bilan_id`, `collectif_id`, `realise`, `seances`, `effectif`, `cout_centimes` ON `bilans_collectifs`
WHEN (SELECT `etat` FROM `bilans` WHERE `id` = OLD.`bilan_id`) = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne change plus'); END;
--> statement-breakpoint
CREATE TRIGGER `bilans_collectifs_efface` BEFORE DELETE ON `bilans_collectifs`
WHEN (SELECT `etat` FROM `bilans` WHERE `id` = OLD.`bilan_id`) = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne change plus'); END;
--> statement-breakpoint
CREATE TRIGGER `bilans_budget_ajout` BEFORE INSERT ON `bilans_budget`
WHEN (SELECT `etat` FROM `bilans` WHERE `id` = NEW.`bilan_id`) = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne change plus'); END;
--> statement-breakpoint
CREATE TRIGGER `bilans_budget_change` BEFORE UPDATE OF `bilan_id`, `rang`, `sens`, `compte`, `libelle`, `montant_centimes`, `adresse` ON `bilans_budget`
WHEN (SELECT `etat` FROM `bilans` WHERE `id` = OLD.`bilan_id`) = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne change plus'); END;
--> statement-breakpoint
CREATE TRIGGER `bilans_budget_efface` BEFORE DELETE ON `bilans_budget`
WHEN (SELECT `etat` FROM `bilans` WHERE `id` = OLD.`bilan_id`) = 'valide'
BEGIN SELECT RAISE(ABORT, 'un bilan validé ne change plus'); END;
--> statement-breakpoint
-- Une échéance prise dans un lot ne change plus de montant, et n’est jamais annulée.
CREATE TRIGGER `echeances_prises` BEFORE UPDATE OF `dossier_id`, `rang`, `nature`, `libelle`, `montant_centimes`, `annulee_le` ON `echeances`
WHEN EXISTS (SELECT 1 FROM `lignes_lot` WHERE `echeance_id` = OLD.`id` AND `active` = 1)
BEGIN SELECT RAISE(ABORT, 'une échéance prise dans un lot ne change plus'); END;
--> statement-breakpoint
-- Un lot naît préparé, ne s’efface pas, et ne passe que par des états prévus.
CREATE TRIGGER `lots_naissance` BEFORE INSERT ON `lots`
WHEN NEW.`etat` <> 'prepare' OR NEW.`rang` IS NOT NULL OR NEW.`valide_par` IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'un lot se prépare avant de se valider'); END;
--> statement-breakpoint
CREATE TRIGGER `lots_sans_effacement` BEFORE DELETE ON `lots`
BEGIN SELECT RAISE(ABORT, 'un lot ne s’efface pas'); END;
--> statement-breakpoint
CREATE TRIGGER `lots_etats` BEFORE UPDATE OF `etat` ON `lots`
WHEN NOT (OLD.`etat` = NEW.`etat` OR (OLD.`etat` = 'prepare' AND NEW.`etat` IN ('abandonne', 'valide')) OR (OLD.`etat` = 'valide' AND NEW.`etat` IN ('paye', 'annule')))
BEGIN SELECT RAISE(ABORT, 'un lot ne change pas ainsi d’état'); END;
--> statement-breakpoint
CREATE TRIGGER `lots_origine_figee` BEFORE UPDATE OF `campagne_id`, `exercice`, `prepare_par`, `prepare_le` ON `lots`
BEGIN SELECT RAISE(ABORT, 'l’origine d’un lot ne se réécrit pas'); END;
--> statement-breakpoint
CREATE TRIGGER `lots_figes` BEFORE UPDATE OF `rang`, `numero`, `libelle`, `date_prevue`, `valide_par`, `valide_le`, `nombre_lignes`, `montant_centimes`, `empreinte_lignes`, `contenu` ON `lots`
WHEN OLD.`etat` <> 'prepare'
BEGIN SELECT RAISE(ABORT, 'un lot validé ne se réécrit pas'); END;
--> statement-breakpoint
-- La validation : le numéro suit le dernier de l’exercice, un autre agent valide, les sommes sont celles des lignes,
-- chaque échéance est au montant de sa ligne, chaque compte est vérifié et sans changement demandé.
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
--> statement-breakpoint
-- Un lot payé en partie ne s’annule plus.
CREATE TRIGGER `lots_annulation` BEFORE UPDATE OF `etat` ON `lots`
WHEN NEW.`etat` = 'annule' AND (NEW.`clos_motif` IS NULL OR NEW.`clos_par` IS NULL OR EXISTS (SELECT 1 FROM `lignes_lot` WHERE `lot_id` = OLD.`id` AND `issue` = 'payee'))
BEGIN SELECT RAISE(ABORT, 'un lot s’annule avec un motif, et avant tout paiement'); END;
--> statement-breakpoint
CREATE TRIGGER `lots_paiement` BEFORE UPDATE OF `etat` ON `lots`
WHEN NEW.`etat` = 'paye' AND EXISTS (SELECT 1 FROM `lignes_lot` WHERE `lot_id` = OLD.`id` AND `issue` IS NULL)
BEGIN SELECT RAISE(ABORT, 'un lot est payé quand chaque ligne a une issue'); END;
--> statement-breakpoint
-- Les lignes d’un lot ne bougent que tant qu’il est préparé.
CREATE TRIGGER `lignes_lot_ajout` BEFORE INSERT ON `lignes_lot`
WHEN (SELECT `etat` FROM `lots` WHERE `id` = NEW.`lot_id`) <> 'prepare' OR NEW.`active` <> 1 OR NEW.`issue` IS NOT NULL OR EXISTS (SELECT 1 FROM `echeances` WHERE `id` = NEW.`echeance_id` AND (`montant_centimes` <> NEW.`montant_centimes` OR `annulee_le` IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'une ligne s’ajoute à un lot préparé, au montant de son échéance'); END;
--> statement-breakpoint
CREATE TRIGGER `lignes_lot_effacement` BEFORE DELETE ON `lignes_lot`
WHEN (SELECT `etat` FROM `lots` WHERE `id` = OLD.`lot_id`) <> 'prepare'
BEGIN SELECT RAISE(ABORT, 'une ligne de lot ne s’efface pas'); END;
--> statement-breakpoint
CREATE TRIGGER `lignes_lot_figees` BEFORE UPDATE OF `lot_id`, `rang`, `echeance_id`, `structure_id`, `coordonnees_id`, `iban`, `montant_centimes` ON `lignes_lot`
BEGIN SELECT RAISE(ABORT, 'une ligne de lot ne se réécrit pas'); END;
--> statement-breakpoint
-- Une échéance n’est rendue que par un lot abandonné ou annulé, ou un virement rejeté ; jamais reprise par la même ligne.
CREATE TRIGGER `lignes_lot_rendues` BEFORE UPDATE OF `active` ON `lignes_lot`
WHEN (OLD.`active` = 0 AND NEW.`active` = 1) OR (OLD.`active` = 1 AND NEW.`active` = 0 AND (SELECT `etat` FROM `lots` WHERE `id` = OLD.`lot_id`) NOT IN ('abandonne', 'annule') AND NEW.`issue` IS NOT 'rejetee')
BEGIN SELECT RAISE(ABORT, 'une échéance payée n’est pas rendue'); END;
--> statement-breakpoint
CREATE TRIGGER `lignes_lot_issue` BEFORE UPDATE OF `issue` ON `lignes_lot`
WHEN (SELECT `etat` FROM `lots` WHERE `id` = OLD.`lot_id`) NOT IN ('valide', 'paye') OR NEW.`issue_le` IS NULL OR (OLD.`issue` = 'rejetee' AND NEW.`issue` IS NOT 'rejetee') OR (NEW.`issue` = 'rejetee' AND NEW.`active` = 1)
BEGIN SELECT RAISE(ABORT, 'cette issue ne peut pas être notée'); END;
--> statement-breakpoint
-- Un trop-perçu se suit par ses mouvements, qui ne dépassent jamais la somme due.
CREATE TRIGGER `indus_sans_effacement` BEFORE DELETE ON `indus`
BEGIN SELECT RAISE(ABORT, 'un trop-perçu ne s’efface pas'); END;
--> statement-breakpoint
CREATE TRIGGER `indus_figes` BEFORE UPDATE OF `dossier_id`, `montant_centimes`, `origine`, `constate_par`, `constate_le` ON `indus`
BEGIN SELECT RAISE(ABORT, 'un trop-perçu ne se réécrit pas'); END;
--> statement-breakpoint
CREATE TRIGGER `mouvements_indu_sans_effacement` BEFORE DELETE ON `mouvements_indu`
BEGIN SELECT RAISE(ABORT, 'un mouvement de trop-perçu ne s’efface pas'); END;
--> statement-breakpoint
CREATE TRIGGER `mouvements_indu_figes` BEFORE UPDATE OF `indu_id`, `nature`, `montant_centimes`, `date`, `reference`, `motif`, `agent_id`, `instant` ON `mouvements_indu`
BEGIN SELECT RAISE(ABORT, 'un mouvement de trop-perçu ne se réécrit pas'); END;
--> statement-breakpoint
CREATE TRIGGER `mouvements_indu_bornes` BEFORE INSERT ON `mouvements_indu`
WHEN NEW.`montant_centimes` + (SELECT coalesce(sum(`montant_centimes`), 0) FROM `mouvements_indu` WHERE `indu_id` = NEW.`indu_id`) > (SELECT `montant_centimes` FROM `indus` WHERE `id` = NEW.`indu_id`)
BEGIN SELECT RAISE(ABORT, 'un mouvement ne dépasse pas ce qui reste dû'); END;
--> statement-breakpoint
CREATE TRIGGER `rapprochements_figes` BEFORE UPDATE ON `rapprochements`
BEGIN SELECT RAISE(ABORT, 'un rapprochement ne se réécrit pas'); END;
--> statement-breakpoint
CREATE TRIGGER `rapprochements_sans_effacement` BEFORE DELETE ON `rapprochements`
BEGIN SELECT RAISE(ABORT, 'un rapprochement ne se réécrit pas'); END;
--> statement-breakpoint
-- Un compte revérifié ou bloqué le dit ; seul un compte actif se vérifie.
CREATE TRIGGER `coordonnees_verification` BEFORE UPDATE OF `etat` ON `coordonnees_bancaires`
WHEN NEW.`etat` = 'verifie' AND (NEW.`verifie_par` IS NULL OR NEW.`verifie_par` = NEW.`saisi_par`)
BEGIN SELECT RAISE(ABORT, 'un compte se vérifie par un autre agent que celui qui l’a saisi'); END;
--> statement-breakpoint
-- Une campagne close est figée : rien de ce qui lui appartient ne s’ajoute, ne change ni ne s’efface. Restent possibles les recouvrements de trop-perçus.
CREATE TRIGGER `cloture_dossiers_ajout` BEFORE INSERT ON `dossiers`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = NEW.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_dossiers_change` BEFORE UPDATE ON `dossiers`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_dossiers_efface` BEFORE DELETE ON `dossiers`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_collectifs_ajout` BEFORE INSERT ON `collectifs`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_collectifs_change` BEFORE UPDATE ON `collectifs`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_collectifs_efface` BEFORE DELETE ON `collectifs`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_lignes_budget_ajout` BEFORE INSERT ON `lignes_budget`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_lignes_budget_change` BEFORE UPDATE ON `lignes_budget`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_lignes_budget_efface` BEFORE DELETE ON `lignes_budget`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_reponses_recues_ajout` BEFORE INSERT ON `reponses_recues`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_reponses_recues_change` BEFORE UPDATE ON `reponses_recues`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_reponses_recues_efface` BEFORE DELETE ON `reponses_recues`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_lectures_ajout` BEFORE INSERT ON `lectures`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_lectures_change` BEFORE UPDATE ON `lectures`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_lectures_efface` BEFORE DELETE ON `lectures`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_niveaux_ajout` BEFORE INSERT ON `niveaux`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `lectures` l ON l.`dossier_id` = d.`id` WHERE l.`id` = NEW.`lecture_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_niveaux_change` BEFORE UPDATE ON `niveaux`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `lectures` l ON l.`dossier_id` = d.`id` WHERE l.`id` = OLD.`lecture_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_niveaux_efface` BEFORE DELETE ON `niveaux`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `lectures` l ON l.`dossier_id` = d.`id` WHERE l.`id` = OLD.`lecture_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_constats_ajout` BEFORE INSERT ON `constats`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_constats_change` BEFORE UPDATE ON `constats`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_constats_efface` BEFORE DELETE ON `constats`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_seances_ajout` BEFORE INSERT ON `seances`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = NEW.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_seances_change` BEFORE UPDATE ON `seances`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_seances_efface` BEFORE DELETE ON `seances`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_membres_seance_ajout` BEFORE INSERT ON `membres_seance`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `seances` s ON s.`campagne_id` = c.`id` WHERE s.`id` = NEW.`seance_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_membres_seance_change` BEFORE UPDATE ON `membres_seance`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `seances` s ON s.`campagne_id` = c.`id` WHERE s.`id` = OLD.`seance_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_membres_seance_efface` BEFORE DELETE ON `membres_seance`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `seances` s ON s.`campagne_id` = c.`id` WHERE s.`id` = OLD.`seance_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_decisions_ajout` BEFORE INSERT ON `decisions`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `collectifs` k ON k.`dossier_id` = d.`id` WHERE k.`id` = NEW.`collectif_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_decisions_change` BEFORE UPDATE ON `decisions`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `collectifs` k ON k.`dossier_id` = d.`id` WHERE k.`id` = OLD.`collectif_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_decisions_efface` BEFORE DELETE ON `decisions`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `collectifs` k ON k.`dossier_id` = d.`id` WHERE k.`id` = OLD.`collectif_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_courriers_ajout` BEFORE INSERT ON `courriers`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_courriers_change` BEFORE UPDATE ON `courriers`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_courriers_efface` BEFORE DELETE ON `courriers`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_conventions_ajout` BEFORE INSERT ON `conventions`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = NEW.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_conventions_change` BEFORE UPDATE ON `conventions`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_conventions_efface` BEFORE DELETE ON `conventions`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_evenements_collectif_ajout` BEFORE INSERT ON `evenements_collectif`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `collectifs` k ON k.`dossier_id` = d.`id` WHERE k.`id` = NEW.`collectif_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_evenements_collectif_change` BEFORE UPDATE ON `evenements_collectif`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `collectifs` k ON k.`dossier_id` = d.`id` WHERE k.`id` = OLD.`collectif_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_evenements_collectif_efface` BEFORE DELETE ON `evenements_collectif`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `collectifs` k ON k.`dossier_id` = d.`id` WHERE k.`id` = OLD.`collectif_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_visites_ajout` BEFORE INSERT ON `visites`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_visites_change` BEFORE UPDATE ON `visites`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_visites_efface` BEFORE DELETE ON `visites`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_echanges_ajout` BEFORE INSERT ON `echanges`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_echanges_change` BEFORE UPDATE ON `echanges`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_echanges_efface` BEFORE DELETE ON `echanges`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_relances_ajout` BEFORE INSERT ON `relances`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = NEW.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_relances_change` BEFORE UPDATE ON `relances`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_relances_efface` BEFORE DELETE ON `relances`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_bilans_ajout` BEFORE INSERT ON `bilans`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_bilans_change` BEFORE UPDATE ON `bilans`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_bilans_efface` BEFORE DELETE ON `bilans`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_bilans_collectifs_ajout` BEFORE INSERT ON `bilans_collectifs`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `bilans` b ON b.`dossier_id` = d.`id` WHERE b.`id` = NEW.`bilan_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_bilans_collectifs_change` BEFORE UPDATE ON `bilans_collectifs`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `bilans` b ON b.`dossier_id` = d.`id` WHERE b.`id` = OLD.`bilan_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_bilans_collectifs_efface` BEFORE DELETE ON `bilans_collectifs`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `bilans` b ON b.`dossier_id` = d.`id` WHERE b.`id` = OLD.`bilan_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_bilans_budget_ajout` BEFORE INSERT ON `bilans_budget`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `bilans` b ON b.`dossier_id` = d.`id` WHERE b.`id` = NEW.`bilan_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_bilans_budget_change` BEFORE UPDATE ON `bilans_budget`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `bilans` b ON b.`dossier_id` = d.`id` WHERE b.`id` = OLD.`bilan_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_bilans_budget_efface` BEFORE DELETE ON `bilans_budget`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` JOIN `bilans` b ON b.`dossier_id` = d.`id` WHERE b.`id` = OLD.`bilan_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_echeances_ajout` BEFORE INSERT ON `echeances`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_echeances_change` BEFORE UPDATE ON `echeances`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_echeances_efface` BEFORE DELETE ON `echeances`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_lots_ajout` BEFORE INSERT ON `lots`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = NEW.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_lots_change` BEFORE UPDATE ON `lots`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_lots_efface` BEFORE DELETE ON `lots`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_lignes_lot_ajout` BEFORE INSERT ON `lignes_lot`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `lots` l ON l.`campagne_id` = c.`id` WHERE l.`id` = NEW.`lot_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_lignes_lot_change` BEFORE UPDATE ON `lignes_lot`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `lots` l ON l.`campagne_id` = c.`id` WHERE l.`id` = OLD.`lot_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_lignes_lot_efface` BEFORE DELETE ON `lignes_lot`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `lots` l ON l.`campagne_id` = c.`id` WHERE l.`id` = OLD.`lot_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_indus_ajout` BEFORE INSERT ON `indus`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = NEW.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_indus_change` BEFORE UPDATE ON `indus`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_indus_efface` BEFORE DELETE ON `indus`
WHEN (SELECT c.`close_le` FROM `campagnes` c JOIN `dossiers` d ON d.`campagne_id` = c.`id` WHERE d.`id` = OLD.`dossier_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_etapes_ajout` BEFORE INSERT ON `etapes`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = NEW.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_etapes_change` BEFORE UPDATE ON `etapes`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_etapes_efface` BEFORE DELETE ON `etapes`
WHEN (SELECT `close_le` FROM `campagnes` WHERE `id` = OLD.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_campagnes` BEFORE UPDATE OF `annee_scolaire`, `enveloppe_centimes`, `date_limite_depot`, `bareme_id`, `charte_id`, `cloture` ON `campagnes`
WHEN OLD.`close_le` IS NOT NULL AND NEW.`close_le` IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
--> statement-breakpoint
CREATE TRIGGER `cloture_baremes` BEFORE UPDATE OF `contenu` ON `baremes`
WHEN EXISTS (SELECT 1 FROM `campagnes` WHERE `bareme_id` = OLD.`id` AND `close_le` IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'la campagne est close : son barème ne change plus'); END;
