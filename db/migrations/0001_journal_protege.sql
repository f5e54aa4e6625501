-- Le journal ne fait que s’allonger : rien ne s’y change, rien ne s’y efface, rien ne s’y insère ailleurs qu’au bout.
CREATE TRIGGER `journal_sans_modification` BEFORE UPDATE ON `journal` BEGIN SELECT RAISE(ABORT, 'le journal ne se modifie pas'); END;
--> statement-breakpoint
CREATE TRIGGER `journal_sans_effacement` BEFORE DELETE ON `journal` BEGIN SELECT RAISE(ABORT, 'le journal ne s’efface pas'); END;
--> statement-breakpoint
CREATE TRIGGER `journal_au_bout` BEFORE INSERT ON `journal`
WHEN NEW.`id` IS NOT (SELECT coalesce(max(`id`), 0) + 1 FROM `journal`)
  OR NEW.`precedente` IS NOT coalesce((SELECT `empreinte` FROM `journal` ORDER BY `id` DESC LIMIT 1), '')
BEGIN SELECT RAISE(ABORT, 'une entrée du journal suit toujours la dernière'); END;
--> statement-breakpoint
-- Une décision ne se réécrit pas : on la retire, avec qui, quand et pourquoi, et une autre la remplace.
CREATE TRIGGER `decisions_sans_effacement` BEFORE DELETE ON `decisions` BEGIN SELECT RAISE(ABORT, 'une décision ne s’efface pas'); END;
--> statement-breakpoint
CREATE TRIGGER `decisions_figees` BEFORE UPDATE OF `seance_id`, `collectif_id`, `nature`, `motif`, `texte`, `montant_centimes`, `agent_id`, `instant` ON `decisions`
BEGIN SELECT RAISE(ABORT, 'une décision ne se réécrit pas'); END;
--> statement-breakpoint
CREATE TRIGGER `decisions_retirees` BEFORE UPDATE OF `en_vigueur`, `retiree_par`, `retiree_le`, `retiree_motif` ON `decisions`
WHEN OLD.`en_vigueur` = 0
BEGIN SELECT RAISE(ABORT, 'une décision retirée le reste'); END;
--> statement-breakpoint
-- Un IBAN ne se corrige pas sur place : un changement est une nouvelle ligne, l’ancienne reste comme preuve.
CREATE TRIGGER `coordonnees_sans_effacement` BEFORE DELETE ON `coordonnees_bancaires` BEGIN SELECT RAISE(ABORT, 'des coordonnées bancaires ne s’effacent pas'); END;
--> statement-breakpoint
CREATE TRIGGER `coordonnees_figees` BEFORE UPDATE OF `structure_id`, `titulaire`, `iban`, `bic`, `origine`, `saisi_par`, `saisi_le` ON `coordonnees_bancaires`
BEGIN SELECT RAISE(ABORT, 'des coordonnées bancaires ne se réécrivent pas'); END;
