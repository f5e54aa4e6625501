import { ecrire } from '../../../../db/ecrire.ts';
import { sceller, type TableScellee } from '../../../../db/empreintes.ts';
import { creerAgent } from '../../../../db/queries/agents.ts';
import { insererBareme, insererCampagne, publierCharte } from '../../../../db/queries/campagnes.ts';
import { acteurDuPoste } from '../../../../electron/backend/acteur.ts';
import type { Context } from '../../../../electron/backend/context.ts';
import type { ContenuDeLot } from '../../../../shared/domaine/lot.ts';
import { CHARTE } from '../../../db/bases.ts';

export interface LotEnBase {
  readonly campagneId: number;
  readonly lotId: number;
}

/**
 * Un lot validé et tout ce que les déclencheurs de la base en exigent : porteurs, comptes vérifiés par un autre, dossiers,
 * échéances. Les agents existent : le premier prépare, le second valide et tient la session.
 */
export function mettreEnBase(context: Context, contenu: ContenuDeLot): LotEnBase {
  return ecrire(context.db, acteurDuPoste(context), (tx) => {
    const client = tx.db.$client;
    const inserer = (sql: string, ...valeurs: unknown[]) => Number(client.prepare(sql).run(...valeurs).lastInsertRowid);
    const [preparateur, valideur] = [contenu.prepare.par, contenu.valide.par].map((dit) => {
      const [prenom = '', nom = ''] = dit.split(' ');
      return creerAgent(tx, { prenom, nom, courriel: null }).id;
    });
    const campagneId = insererCampagne(
      tx,
      {
        anneeScolaire: contenu.anneeScolaire,
        enveloppeCentimes: null,
        dateLimiteDepot: '2025-03-31',
        baremeId: insererBareme(tx, contenu.bareme),
        charteId: publierCharte(tx, CHARTE),
      },
      [{ numero: 1, debut: '2024-09-01', fin: null }],
    );
    const scelles: { table: TableScellee; id: number }[] = [];
    const garder = (table: TableScellee, id: number) => {
      scelles.push({ table, id });
      return id;
    };
    const rang = Number(contenu.numero.slice(5));
    const lotId = garder(
      'lots',
      inserer(
        `INSERT INTO lots (campagne_id, exercice, libelle, date_prevue, etat, prepare_par, prepare_le) VALUES (?, ?, ?, ?, 'prepare', ?, ?)`,
        campagneId,
        contenu.exercice,
        contenu.libelle,
        contenu.datePrevue,
        preparateur,
        contenu.prepare.le,
      ),
    );
    const porteurs = new Map<string, { structureId: number; coordonneesId: number }>();
    const dossiers = new Map<string, number>();
    const quand = contenu.prepare.le;
    for (const ligne of contenu.lignes) {
      const cle = `${ligne.siret ?? ''} ${ligne.raisonSociale}`;
      let porteur = porteurs.get(cle);
      if (!porteur) {
        const structureId = inserer(
          'INSERT INTO structures (siret, raison_sociale, numero_tiers, cree_le) VALUES (?, ?, ?, ?)',
          ligne.siret,
          ligne.raisonSociale,
          ligne.numeroTiers,
          quand,
        );
        const coordonneesId = garder(
          'coordonnees_bancaires',
          inserer(
            `INSERT INTO coordonnees_bancaires (structure_id, titulaire, iban, bic, etat, actif, origine, saisi_par, saisi_le, verifie_par, verifie_le)
             VALUES (?, ?, ?, ?, 'verifie', 1, 'essai', ?, ?, ?, ?)`,
            structureId,
            ligne.titulaireCompte,
            ligne.iban,
            ligne.bic,
            preparateur,
            quand,
            valideur,
            quand,
          ),
        );
        porteur = { structureId, coordonneesId };
        porteurs.set(cle, porteur);
      }
      let dossierId = dossiers.get(ligne.numeroDossier);
      if (dossierId === undefined) {
        dossierId = inserer(
          'INSERT INTO dossiers (campagne_id, numero, structure_id, empreinte_source, cree_le, modifie_le) VALUES (?, ?, ?, ?, ?, ?)',
          campagneId,
          ligne.numeroDossier,
          porteur.structureId,
          'essai',
          quand,
          quand,
        );
        dossiers.set(ligne.numeroDossier, dossierId);
      }
      garder(
        'echeances',
        inserer(
          'INSERT INTO echeances (id, dossier_id, rang, nature, libelle, part_points_base, montant_centimes, date_prevue) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
          ligne.echeanceId,
          dossierId,
          ligne.rang,
          ligne.nature,
          ligne.libelle,
          ligne.partPointsBase,
          ligne.montantCentimes,
          ligne.datePrevue,
        ),
      );
      garder(
        'lignes_lot',
        inserer(
          'INSERT INTO lignes_lot (lot_id, rang, echeance_id, structure_id, coordonnees_id, iban, montant_centimes) VALUES (?, ?, ?, ?, ?, ?, ?)',
          lotId,
          ligne.rang,
          ligne.echeanceId,
          porteur.structureId,
          porteur.coordonneesId,
          ligne.iban,
          ligne.montantCentimes,
        ),
      );
    }
    client
      .prepare(
        `UPDATE lots SET etat = 'valide', rang = ?, numero = ?, valide_par = ?, valide_le = ?, nombre_lignes = ?, montant_centimes = ?, empreinte_lignes = ?, contenu = ? WHERE id = ?`,
      )
      .run(
        rang,
        contenu.numero,
        valideur,
        contenu.valide.le,
        contenu.lignes.length,
        contenu.montantCentimes,
        contenu.empreinteLignes,
        JSON.stringify(contenu),
        lotId,
      );
    for (const { table, id } of scelles) sceller(tx, table, [id]);
    tx.journaliser({ action: 'lot.valider', libelle: 'Lot d’essai', objet: `lot:${lotId}` });
    context.session.agentId = valideur ?? null;
    return { campagneId, lotId };
  });
}
