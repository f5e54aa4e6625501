import type { Agent } from '../../../shared/contract/commun.ts';
import type { ApercuConvention, ModeleDeConventionLu } from '../../../shared/contract/conventions.ts';
import type { FaitsConvention } from '../../../shared/domaine/conventions/contenu.ts';
import { echeancierDuPapier } from '../../../shared/domaine/conventions/echeancier-du-papier.ts';
import { remplirConvention } from '../../../shared/domaine/conventions/remplir.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { planifierEcheances } from '../../../shared/domaine/echeancier.ts';
import { lireReglagesBilans } from '../bilans/reglages.ts';
import { lireCampagne } from '../campagnes.ts';
import { lireAnnuaire } from '../communes.ts';
import type { Context } from '../context.ts';
import { destinataireDe, signataireDe } from '../correspondants.ts';
import { presenterBloc } from '../courriers/composer.ts';
import type { PapierDeConvention } from '../documents/convention-donnees.ts';
import { lignesDAdresse } from '../documents/lettre-adresse.ts';
import type { Signataire } from '../documents/lettre-donnees.ts';
import { grouperNumero, grouperSiret, typo } from '../documents/typographie.ts';
import { type ContenuConvention, lireContenu } from './contenu.ts';
import { lireModele } from './modele.ts';
import { dernierSigne, type Situation } from './situation.ts';

/** Ce que tous les papiers d’une même génération ont en commun. */
export interface Atelier {
  readonly campagne: ReturnType<typeof lireCampagne>;
  readonly reglages: ModeleDeConventionLu;
  readonly expediteur: Signataire;
  readonly annuaire: ReturnType<typeof lireAnnuaire>;
  /** `AAAA-MM-JJ`. */
  readonly echeanceBilan: string;
}

export function ouvrirAtelier(context: Context, campagneId: number, agent: Agent): Atelier {
  const campagne = lireCampagne(context, campagneId);
  return {
    campagne,
    reglages: lireModele(context.db),
    annuaire: lireAnnuaire(context.ressources),
    echeanceBilan: lireReglagesBilans(context.db, campagne).echeance,
    expediteur: signataireDe(context, agent, campagne.anneeScolaire),
  };
}

/** L’exercice est l’année où le papier engage la Caf : celle du jour de la génération. */
export function exerciceDe({ expediteur }: Pick<Atelier, 'expediteur'>): number {
  return Number(expediteur.jour.slice(0, 4));
}

/** Ce que le papier dira, son numéro donné ; rien n’est écrit. */
export function composer(
  { campagne, reglages, expediteur, annuaire, echeanceBilan }: Atelier,
  situation: Situation,
  numero: string,
): ContenuConvention {
  const { structure, evaluation, collectifs, montantCentimes } = situation;
  const { identite, jour } = expediteur;
  const avenant = situation.suite === 'avenant';
  const destinataire = destinataireDe(annuaire, evaluation.ligne.numero, structure);
  const faits: FaitsConvention = {
    numero,
    nature: avenant ? 'avenant' : 'convention',
    modifie: avenant ? modifier(situation) : null,
    exercice: exerciceDe({ expediteur }),
    anneeScolaire: campagne.anneeScolaire,
    jour,
    structure: structure.raisonSociale,
    formeJuridique: structure.formeJuridique,
    siret: structure.siret === null ? null : grouperSiret(structure.siret),
    rna: structure.rna,
    adresse:
      lignesDAdresse({ ...destinataire, representant: null })
        .slice(1)
        .join(', ') || null,
    representant: structure.representant,
    dossier: grouperNumero(evaluation.ligne.numero),
    seances: situation.seances,
    collectifs,
    montantCentimes,
    echeances: echeancierDuPapier(
      situation.echeances,
      montantCentimes,
      planifierEcheances(montantCentimes, campagne.bareme, campagne.anneeScolaire),
    ),
    bareme: campagne.bareme,
    echeanceBilan,
    caf: identite.nom,
    adresseCaf: [identite.adresse, [identite.codePostal, identite.ville].filter(Boolean).join(' ')]
      .filter(Boolean)
      .join(', '),
    villeCaf: identite.ville.replace(/\s+cedex.*$/i, ''),
    service: identite.service || identite.nom,
  };
  const papier: PapierDeConvention = {
    ...destinataire,
    reference: numero,
    nature: faits.nature,
    texte: remplirConvention(reglages.modele, faits),
    expediteur,
  };
  return { faits, papier };
}

/** Le papier signé que l’avenant modifie. */
function modifier({ convention, avenants }: Situation): FaitsConvention['modifie'] {
  if (convention === null) return null;
  const signe = dernierSigne(convention, avenants);
  const { faits } = lireContenu(signe);
  return {
    numero: convention.numero,
    le: convention.signeeLe ?? dateDe(convention.genereeLe),
    montantCentimes: faits.montantCentimes,
    collectifs: faits.collectifs,
  };
}

/** Le papier à l’écran : les mêmes mots, les mêmes espaces que sur le PDF. */
export function presenterPapier({ nature, texte }: PapierDeConvention, numero: string | null): ApercuConvention {
  return {
    numero,
    nature,
    titre: typo(texte.titre),
    articles: texte.articles.map(({ titre, blocs }) => ({ titre: typo(titre), blocs: blocs.map(presenterBloc) })),
    fait: typo(texte.fait),
    signatureCaf: texte.signatureCaf.map(typo),
    signaturePorteur: texte.signaturePorteur.map(typo),
  };
}
