-- Un mouvement noté par erreur s’annule par un autre, « annule », qui le cite dans `reference` : rien ne se réécrit ni ne s’efface.
CREATE TRIGGER `mouvements_indu_annules` BEFORE INSERT ON `mouvements_indu`
WHEN NEW.`nature` = 'annule' AND (
  NOT EXISTS (
    SELECT 1 FROM `mouvements_indu` m
    WHERE CAST(m.`id` AS TEXT) = NEW.`reference` AND m.`indu_id` = NEW.`indu_id` AND m.`montant_centimes` = NEW.`montant_centimes`
      AND m.`nature` IN ('recouvre', 'compense', 'abandonne'))
  OR EXISTS (
    SELECT 1 FROM `mouvements_indu` a WHERE a.`indu_id` = NEW.`indu_id` AND a.`nature` = 'annule' AND a.`reference` = NEW.`reference`))
BEGIN SELECT RAISE(ABORT, 'une annulation cite un mouvement de ce trop-perçu, une seule fois et en entier'); END;
--> statement-breakpoint
-- Les mouvements annulés, et leur annulation, ne comptent plus dans ce qui reste dû.
DROP TRIGGER `mouvements_indu_bornes`;
--> statement-breakpoint
CREATE TRIGGER `mouvements_indu_bornes` BEFORE INSERT ON `mouvements_indu`
WHEN NEW.`nature` NOT IN ('caduc', 'annule') AND NEW.`montant_centimes` + (
  SELECT coalesce(sum(m.`montant_centimes`), 0) FROM `mouvements_indu` m
  WHERE m.`indu_id` = NEW.`indu_id` AND m.`nature` NOT IN ('caduc', 'annule')
    AND NOT EXISTS (SELECT 1 FROM `mouvements_indu` a WHERE a.`indu_id` = m.`indu_id` AND a.`nature` = 'annule' AND a.`reference` = CAST(m.`id` AS TEXT))
) > (SELECT `montant_centimes` FROM `indus` WHERE `id` = NEW.`indu_id`)
BEGIN SELECT RAISE(ABORT, 'un mouvement ne dépasse pas ce qui reste dû'); END;
--> statement-breakpoint
DROP TRIGGER `mouvements_indu_caducs`;
--> statement-breakpoint
CREATE TRIGGER `mouvements_indu_caducs` BEFORE INSERT ON `mouvements_indu`
WHEN NEW.`nature` = 'caduc' AND NEW.`montant_centimes` + (SELECT coalesce(sum(`montant_centimes`), 0) FROM `mouvements_indu` WHERE `indu_id` = NEW.`indu_id` AND `nature` = 'caduc') > (
  SELECT coalesce(sum(m.`montant_centimes`), 0) FROM `mouvements_indu` m
  WHERE m.`indu_id` = NEW.`indu_id` AND m.`nature` = 'abandonne'
    AND NOT EXISTS (SELECT 1 FROM `mouvements_indu` a WHERE a.`indu_id` = m.`indu_id` AND a.`nature` = 'annule' AND a.`reference` = CAST(m.`id` AS TEXT)))
BEGIN SELECT RAISE(ABORT, 'rien n’est caduc au-delà de ce qui a été abandonné'); END;
--> statement-breakpoint
-- Une dette expliquée à la clôture peut encore être réclamée au porteur.
DROP TRIGGER `cloture_relances_ajout`;
--> statement-breakpoint
CREATE TRIGGER `cloture_relances_ajout` BEFORE INSERT ON `relances`
WHEN NEW.`objet` <> 'trop_percu' AND (SELECT `close_le` FROM `campagnes` WHERE `id` = NEW.`campagne_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'la campagne est close : rien ne s’y change'); END;
