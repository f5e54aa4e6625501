import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import type { DossierDeSeance, EtatSeance, MembreDeSeance, Seance } from '../../../shared/contract/seances.ts';
import { formaterDateLongue, formaterHeure, lierHeures } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { remplirInvitation, type VariableInvitation } from '../../../shared/domaine/modele-invitation.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { exigerAgent, nomComplet } from '../acteur.ts';
import type { Context } from '../context.ts';
import { produireEtArchiver } from '../documents/archiver.ts';
import { nommerInstitution } from '../documents/institutions.ts';
import type { DonneesInvitations, LettreInvitation } from '../documents/invitation-donnees.ts';
import { sansJour } from '../documents/lettre-papier.ts';
import { grouperTelephone, INSECABLE } from '../documents/typographie.ts';
import { Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { lireModeleInvitation } from './modele.ts';
import { lireEdition, lireSeanceEntiere } from './rassembler.ts';

/** Une convocation par membre, datée du jour : le même jour donne les mêmes octets. */
export async function produireInvitations(
  context: Context,
  seanceId: number,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const { seance, etat } = lireSeanceEntiere(context, seanceId);
  const { membres } = seance;
  if (membres.length === 0)
    throw new Refus('sans_membre', 'Aucun membre à inviter : inscrivez-les dans « Modifier la séance ».');
  surProgres(0, membres.length, `Préparation de ${pluriel(membres.length, 'invitation')}`);
  const donnees = composer(context, seance, etat);
  return produireEtArchiver(
    context,
    {
      campagneId: seance.campagneId,
      nature: 'invitations',
      nom: `invitations-${donnees.anneeScolaire}-${seance.date}.pdf`,
      parametres: { seanceId, seance: seance.date, membres: membres.length },
      travail: 'invitations',
      entree: { donnees },
    },
    surProgres,
    signal,
  );
}

function composer(context: Context, seance: Seance, etat: EtatSeance): DonneesInvitations {
  const agent = exigerAgent(context);
  const edition = lireEdition(context, seance.campagneId);
  const { modele } = lireModeleInvitation(context.db);
  const jour = context.horloge.aujourdhui();
  const collectifs = etat.dossiers.reduce((n, d) => n + d.collectifs, 0);
  const communes: Omit<Record<VariableInvitation, string>, 'membre'> = {
    annee: edition.anneeScolaire,
    date: formaterDateLongue(seance.date),
    heures: lierHeures(`de ${formaterHeure(seance.heureDebut)} à ${formaterHeure(seance.heureFin)}`),
    lieu: seance.lieu === '' ? 'en un lieu qui vous sera précisé' : seance.lieu,
    presidence: seance.presidence,
    dossiers: pluriel(etat.dossiers.length, 'dossier'),
    collectifs: pluriel(collectifs, 'collectif'),
    agent: nomComplet(agent),
    contact: [nomComplet(agent), grouperTelephone(edition.identite.telephone).replaceAll(' ', INSECABLE)]
      .filter(Boolean)
      .join(', '),
  };
  const lettre = (membre: MembreDeSeance): LettreInvitation => {
    const valeurs = { ...communes, membre: membre.nom };
    const enLigne = (texte: string) =>
      remplirInvitation(texte, valeurs)
        .flat()
        .map((s) => s.texte)
        .join('');
    return {
      numero: `Copil du ${sansJour(seance.date)}`,
      raisonSociale: membre.nom,
      representant: null,
      adresse: [membre.fonction, membre.institution === 'autre' ? '' : nommerInstitution(membre.institution)]
        .filter((ligne, rang, toutes) => ligne !== '' && toutes.indexOf(ligne) === rang)
        .join('\n'),
      codePostal: null,
      commune: null,
      siret: null,
      objet: enLigne(modele.objet),
      introduction: remplirInvitation(modele.introduction, valeurs),
      conclusion: remplirInvitation(modele.conclusion, valeurs),
      politesse: enLigne(modele.politesse),
    };
  };
  return {
    ...edition,
    agent: nomComplet(agent),
    courrielAgent: agent.courriel,
    jour,
    // Minuit du jour de la lettre, et non l’instant : le même état redonne le même fichier.
    editeLe: `${jour}T00:00:00.000Z`,
    ordreDuJour: resumerOrdreDuJour(etat),
    lettres: seance.membres.map(lettre),
  };
}

/** Ce qui attend les membres : en nombres, sans note ni pile, l’invitation voyage par courriel. */
function resumerOrdreDuJour({ dossiers, enveloppe }: EtatSeance): DonneesInvitations['ordreDuJour'] {
  const somme = (lire: (d: DossierDeSeance) => number) => dossiers.reduce((n, d) => n + lire(d), 0);
  const communes = new Set(dossiers.flatMap((d) => d.communeInsee ?? [])).size;
  return [
    { point: 'Ouverture', detail: 'Présences, quorum, déclarations de liens avec un porteur' },
    {
      point: 'Synthèse de la campagne',
      detail: `${pluriel(
        somme((d) => d.collectifs),
        'collectif',
      )}, ${pluriel(
        somme((d) => d.effectif),
        'enfant ou jeune',
        'enfants et jeunes',
      )}${communes === 0 ? '' : `, ${pluriel(communes, 'commune')}`}`,
    },
    {
      point: 'Examen des dossiers et décisions',
      detail: `${pluriel(dossiers.length, 'dossier')}, ${formaterEuros(somme((d) => d.droitCentimes))} de droit calculé`,
    },
    {
      point: 'Enveloppe',
      detail:
        enveloppe.totalCentimes === null
          ? 'Engagement de la campagne'
          : `${formaterEuros(enveloppe.totalCentimes)} pour la campagne`,
    },
    { point: 'Clôture', detail: 'Relevé de décisions, suites données aux dossiers ajournés' },
  ];
}
