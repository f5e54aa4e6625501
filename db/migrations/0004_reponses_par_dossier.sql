INSERT INTO `reponses_recues` (`dossier_id`, `contenu`)
SELECT `dossier_id`, json_group_array(json_array(`collectif_rang`, `champ`, `libelle`, `valeur`, `brut`, `adresse`) ORDER BY `id`)
FROM `reponses` GROUP BY `dossier_id`;--> statement-breakpoint
DROP TABLE `reponses`;
