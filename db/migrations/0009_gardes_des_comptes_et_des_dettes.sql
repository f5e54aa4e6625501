-- Un compte n’arrive pas vérifié autrement qu’il ne le devient : par un autre agent que celui qui l’a saisi ou demandé.
CREATE TRIGGER `coordonnees_ajout_verifie` BEFORE INSERT ON `coordonnees_bancaires`
WHEN NEW.`etat` = 'verifie' AND (NEW.`verifie_par` IS NULL OR NEW.`verifie_par` = NEW.`saisi_par`)
BEGIN SELECT RAISE(ABORT, 'un compte se vérifie par un autre agent que celui qui l’a saisi'); END;
--> statement-breakpoint
CREATE TRIGGER `demandes_iban_acceptation` BEFORE UPDATE OF `etat` ON `demandes_iban`
WHEN NEW.`etat` = 'acceptee' AND (NEW.`traite_par` IS NULL OR NEW.`traite_par` = NEW.`demande_par`)
BEGIN SELECT RAISE(ABORT, 'un changement de compte s’accepte par un autre agent que celui qui l’a demandé'); END;
--> statement-breakpoint
-- Une ligne de lot paie le porteur de son échéance, dans la campagne de son lot, sur son compte vérifié.
CREATE TRIGGER `lignes_lot_porteur` BEFORE INSERT ON `lignes_lot`
WHEN NOT EXISTS (
  SELECT 1 FROM `echeances` e JOIN `dossiers` d ON d.`id` = e.`dossier_id` JOIN `lots` l ON l.`id` = NEW.`lot_id`
  WHERE e.`id` = NEW.`echeance_id` AND d.`campagne_id` = l.`campagne_id` AND d.`structure_id` = NEW.`structure_id`)
BEGIN SELECT RAISE(ABORT, 'une ligne de lot paie le porteur de son échéance, dans la campagne du lot'); END;
--> statement-breakpoint
CREATE TRIGGER `lignes_lot_compte` BEFORE INSERT ON `lignes_lot`
WHEN NOT EXISTS (
  SELECT 1 FROM `coordonnees_bancaires` c
  WHERE c.`id` = NEW.`coordonnees_id` AND c.`structure_id` = NEW.`structure_id` AND c.`iban` = NEW.`iban` AND c.`etat` = 'verifie' AND c.`actif` = 1)
BEGIN SELECT RAISE(ABORT, 'une ligne de lot paie sur le compte vérifié de son porteur'); END;
--> statement-breakpoint
-- Un abandon devenu sans objet (droit revu à la hausse) se note « caduc » : il ne couvre pas une dette née ensuite.
DROP TRIGGER `mouvements_indu_bornes`;
--> statement-breakpoint
CREATE TRIGGER `mouvements_indu_bornes` BEFORE INSERT ON `mouvements_indu`
WHEN NEW.`nature` <> 'caduc' AND NEW.`montant_centimes` + (SELECT coalesce(sum(`montant_centimes`), 0) FROM `mouvements_indu` WHERE `indu_id` = NEW.`indu_id` AND `nature` <> 'caduc') > (SELECT `montant_centimes` FROM `indus` WHERE `id` = NEW.`indu_id`)
BEGIN SELECT RAISE(ABORT, 'un mouvement ne dépasse pas ce qui reste dû'); END;
--> statement-breakpoint
CREATE TRIGGER `mouvements_indu_caducs` BEFORE INSERT ON `mouvements_indu`
WHEN NEW.`nature` = 'caduc' AND NEW.`montant_centimes` + (SELECT coalesce(sum(`montant_centimes`), 0) FROM `mouvements_indu` WHERE `indu_id` = NEW.`indu_id` AND `nature` = 'caduc') > (SELECT coalesce(sum(`montant_centimes`), 0) FROM `mouvements_indu` WHERE `indu_id` = NEW.`indu_id` AND `nature` = 'abandonne')
BEGIN SELECT RAISE(ABORT, 'rien n’est caduc au-delà de ce qui a été abandonné'); END;
--> statement-breakpoint
-- Le rang d’une ligne se resserre tant que le lot se prépare ; validé, c’est celui du papier et de l’ordre de virement.
DROP TRIGGER `lignes_lot_figees`;
--> statement-breakpoint
CREATE TRIGGER `lignes_lot_figees` BEFORE UPDATE OF `lot_id`, `echeance_id`, `structure_id`, `coordonnees_id`, `iban`, `montant_centimes` ON `lignes_lot`
BEGIN SELECT RAISE(ABORT, 'une ligne de lot ne se réécrit pas'); END;
--> statement-breakpoint
CREATE TRIGGER `lignes_lot_rang_fige` BEFORE UPDATE OF `rang` ON `lignes_lot`
WHEN (SELECT `etat` FROM `lots` WHERE `id` = OLD.`lot_id`) <> 'prepare'
BEGIN SELECT RAISE(ABORT, 'le rang d’une ligne est figé avec son lot'); END;
