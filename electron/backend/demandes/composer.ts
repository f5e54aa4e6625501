import { lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import { derniereEmpreinte } from '../../../db/queries/journal.ts';
import type { Agent } from '../../../shared/contract/commun.ts';
import type { ApercuLettre, Demande } from '../../../shared/contract/demandes.ts';
import type { PieceDuDossier } from '../../../shared/contract/pieces.ts';
import { dateDe, formaterDateLongue } from '../../../shared/domaine/dates.ts';
import { avertirEcheance } from '../../../shared/domaine/demandes.ts';
import { direDemande, remplir, type Variable } from '../../../shared/domaine/modele-lettre.ts';
import { nomComplet } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import { lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import { signataireDe } from '../correspondants.ts';
import { lignesDAdresse } from '../documents/lettre-adresse.ts';
import type { DonneesDemandes, LettreDemande } from '../documents/lettre-demande-donnees.ts';
import { courrielDe, sansJour } from '../documents/lettre-papier.ts';
import { grouperNumero, grouperTelephone, INSECABLE } from '../documents/typographie.ts';
import { lireIdentite } from '../parametres.ts';
import { lirePieces } from '../pieces/lire.ts';
import { lireModele } from './modele.ts';

type LigneLue = Demande['lignes'][number];

/** Ce qu’une lettre demande : tout, sauf ce qui est arrivé depuis. */
export function lignesADemander({ lignes }: Pick<Demande, 'lignes'>): LigneLue[] {
  return lignes.filter((l) => l.satisfaite === null);
}

interface AComposer {
  readonly campagneId: number;
  readonly agent: Agent;
  readonly echeance: string;
  readonly demandes: readonly Demande[];
}

/** Les lettres de brouillons, ou les relances de demandes parties. Datées du jour : le même jour donne les mêmes octets. */
export function composerLettres(
  context: Context,
  { campagneId, agent, echeance, demandes }: AComposer,
): DonneesDemandes {
  const { db } = context;
  const { modele } = lireModele(db);
  const identite = lireIdentite(db);
  const campagne = lireCampagne(context, campagneId);
  const annuaire = lireAnnuaire(context.ressources);
  const porteurs = new Map(
    lireLignesDossiers(db, campagneId, {
      champs: [],
      dossierIds: demandes.map((d) => d.dossierId),
    }).dossiers.map((l) => [l.dossier.id, l.structure]),
  );
  const pieces = new Map(lirePieces(context, campagneId).dossiers.map((d) => [d.dossierId, d.pieces]));
  const courriel = courrielDe({ identite, courrielAgent: agent.courriel });
  const lettres = demandes.map((demande): LettreDemande => {
    const structure = porteurs.get(demande.dossierId);
    const aDemander = lignesADemander(demande);
    const questions = aDemander.flatMap(({ numero, texte }) => (numero === null ? [] : [{ numero, texte }]));
    const papiers = aDemander.filter((l) => l.nature === 'piece');
    const premiere = demande.lettres[0];
    const valeurs: Readonly<Record<Variable, string>> = {
      annee: campagne.anneeScolaire,
      dossier: grouperNumero(demande.numero),
      structure: demande.structure,
      demande: direDemande(questions.length, papiers.length),
      echeance: formaterDateLongue(echeance),
      adresse: courriel === '' ? 'à l’adresse ci-dessus' : `par courriel à ${courriel} ou à l’adresse ci-dessus`,
      agent: nomComplet(agent),
      contact: [nomComplet(agent), grouperTelephone(identite.telephone).replaceAll(' ', INSECABLE)]
        .filter(Boolean)
        .join(', '),
      envoi: premiere ? sansJour(dateDe(premiere.instant)) : '',
    };
    const enLigne = (texte: string) =>
      remplir(texte, valeurs)
        .flat()
        .map((s) => s.texte)
        .join('');
    return {
      numero: demande.numero,
      raisonSociale: demande.structure,
      representant: structure?.representant ?? null,
      adresse: structure?.adresse ?? null,
      codePostal: structure?.codePostal ?? null,
      commune: nomCommune(annuaire, structure?.communeSiege ?? null),
      siret: structure?.siret ?? null,
      objet: `${enLigne(modele.objet)}${premiere ? ' – relance' : ''}`,
      introduction: remplir(premiere ? modele.introductionRelance : modele.introduction, valeurs),
      questions,
      pieces: papiers.map((l) => reclamer(l, pieces.get(demande.dossierId) ?? [])),
      conclusion: remplir(modele.conclusion, valeurs),
      politesse: enLigne(modele.politesse),
    };
  });
  return {
    ...signataireDe(context, agent, campagne.anneeScolaire),
    empreinteJournal: derniereEmpreinte(db),
    genre: demandes.some((d) => d.lettres.length > 0) ? 'relance' : 'lettre',
    lettres,
  };
}

function reclamer(ligne: LigneLue, pieces: readonly PieceDuDossier[]): LettreDemande['pieces'][number] {
  const piece = pieces.find((p) => p.code === ligne.code);
  return {
    libelle: ligne.texte,
    aide: piece?.aide ?? '',
    nonConforme: piece?.etat === 'non_conforme' ? (piece.constat?.commentaire ?? '') : null,
  };
}

/** La lettre telle qu’elle s’imprimera, pour l’écran. */
export function presenterApercu(donnees: DonneesDemandes, demande: Demande, echeance: string): ApercuLettre | null {
  const lettre = donnees.lettres[0];
  if (!lettre) return null;
  const { identite } = donnees;
  const ville = [identite.codePostal, identite.ville].filter(Boolean).join(' ');
  const lieu = identite.ville.replace(/\s+cedex.*$/i, '');
  const courriel = courrielDe(donnees);
  const recues = demande.lignes.filter((l) => l.satisfaite !== null && l.nature === 'piece');
  return {
    expediteur: [
      identite.nom,
      identite.service,
      [identite.adresse, ville].filter(Boolean).join(', '),
      grouperTelephone(identite.telephone),
    ].filter((ligne) => ligne !== ''),
    references: [
      `Affaire suivie par ${donnees.agent}`,
      ...(courriel === '' ? [] : [`Courriel ${courriel}`]),
      `Nos références Clas ${donnees.anneeScolaire} / ${grouperNumero(lettre.numero)}`,
    ],
    destinataire: lignesDAdresse(lettre),
    lieuEtDate: lieu === '' ? `Le ${sansJour(donnees.jour)}` : `${lieu}, le ${sansJour(donnees.jour)}`,
    objet: lettre.objet,
    introduction: lettre.introduction.map((p) => [...p]),
    questions: [...lettre.questions],
    pieces: lettre.pieces.map(({ libelle, aide, nonConforme }) => ({
      libelle,
      aide,
      etat: nonConforme === null ? 'Non reçue à ce jour' : `Reçue, mais non conforme : ${nonConforme}`,
    })),
    conclusion: lettre.conclusion.map((p) => [...p]),
    politesse: lettre.politesse,
    signature: [donnees.agent, identite.service].filter((ligne) => ligne !== ''),
    avertissements: [
      avertirEcheance(echeance),
      demande.adresseConnue ? null : 'L’adresse postale du porteur est inconnue : la lettre partirait sans elle.',
      demande.courriel === null ? 'Le courriel du porteur est inconnu.' : null,
      ...(demande.etat === 'brouillon'
        ? recues.map(
            (l) => `« ${l.texte} » est arrivée depuis (${l.satisfaite?.detail ?? ''}) : elle n’est pas demandée.`,
          )
        : []),
    ].filter((phrase) => phrase !== null),
  };
}
