import type { Demande } from '../../../shared/contract/demandes.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { LIBELLES_ETAT_DEMANDE } from '../../../shared/domaine/demandes.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { produire } from '../documents/produire.ts';
import { Refus } from '../refus.ts';
import { ecrireTableau } from '../tableurs/ecrire-tableau.ts';
import { lignesADemander } from './composer.ts';
import { lireDemandes } from './lire.ts';

interface Choix {
  readonly campagneId: number;
  readonly demandeIds: readonly number[];
}

/** Classeur à donner à une messagerie ou à un standard : une ligne par porteur à qui il reste quelque chose à demander. */
export async function produireDiffusion(context: Context, choix: Choix): Promise<DocumentProduit> {
  const { anneeScolaire } = lireCampagne(context, choix.campagneId);
  const voulues = new Set(choix.demandeIds);
  const demandes = lireDemandes(context, choix.campagneId).demandes.filter(
    (d) => voulues.has(d.id) && (d.etat === 'brouillon' || d.etat === 'envoyee') && lignesADemander(d).length > 0,
  );
  if (demandes.length === 0)
    throw new Refus('rien_a_demander', 'Aucune des demandes choisies n’attend quelque chose : rien n’a été produit.');
  return produire(context, `liste-diffusion-demandes-${anneeScolaire}.xlsx`, (sortie) =>
    ecrireTableau(
      {
        titre: `Demandes aux porteurs, Clas ${anneeScolaire}`,
        feuille: 'Demandes aux porteurs',
        colonnes: [
          { libelle: 'N°', type: 'texte', largeur: 12 },
          { libelle: 'Structure', type: 'texte', largeur: 34 },
          { libelle: 'Commune', type: 'texte', largeur: 20 },
          { libelle: 'Courriel', type: 'texte', largeur: 30 },
          { libelle: 'Téléphone', type: 'texte', largeur: 15 },
          { libelle: 'État', type: 'texte', largeur: 11 },
          { libelle: 'Questions', type: 'texte', largeur: 52 },
          { libelle: 'Pièces', type: 'texte', largeur: 30 },
          { libelle: 'Envoyée le', type: 'date', largeur: 12 },
          { libelle: 'Dernière relance', type: 'date', largeur: 12 },
          { libelle: 'Réponse attendue le', type: 'date', largeur: 12 },
          { libelle: 'Jours de retard', type: 'entier', largeur: 9 },
        ],
        lignes: demandes.map(enLigne),
        pied: pluriel(demandes.length, 'porteur'),
      },
      { sortie },
    ),
  );
}

function enLigne(demande: Demande): (string | number | null)[] {
  const attendues = lignesADemander(demande);
  const relance = demande.lettres.findLast((l) => l.genre === 'relance');
  return [
    demande.numero,
    demande.structure,
    demande.commune,
    demande.courriel,
    demande.telephone,
    LIBELLES_ETAT_DEMANDE[demande.etat],
    attendues.flatMap((l) => (l.numero === null ? [] : `${l.numero}. ${l.texte}`)).join('\n'),
    attendues.flatMap((l) => (l.nature === 'piece' ? l.texte : [])).join('\n'),
    demande.envoyeeLe === null ? null : dateDe(demande.envoyeeLe),
    relance ? dateDe(relance.instant) : null,
    demande.echeance,
    demande.joursDeRetard,
  ];
}
