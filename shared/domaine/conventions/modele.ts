import { z } from 'zod';

const Ligne = z.string().trim().min(1).max(300);
const Clauses = z.string().trim().min(1).max(20_000);

/** Les textes d’une convention et de ses avenants. « Article : titre », seul sur sa ligne, ouvre un article. */
export const ModeleConvention = z.object({
  titre: Ligne,
  clauses: Clauses,
  /** Ajouté quand une réserve du Copil n’est pas levée. */
  reserve: Clauses,
  /** Ajouté quand le montant dépasse le seuil du barème. */
  seuil: Clauses,
  titreAvenant: Ligne,
  avenant: Clauses,
  fait: Ligne,
  /** Lignes de la signature ; une ligne vide laisse la place de signer. */
  signatureCaf: z.string().min(1).max(400),
  signaturePorteur: z.string().min(1).max(400),
});
export type ModeleConvention = z.infer<typeof ModeleConvention>;
export type TexteDeConvention = keyof ModeleConvention;

export const LIBELLES_TEXTES_CONVENTION: Readonly<Record<TexteDeConvention, string>> = {
  titre: 'Titre de la convention',
  clauses: 'Parties et articles',
  reserve: 'Article ajouté sous réserve',
  seuil: 'Article ajouté au-delà du seuil',
  titreAvenant: 'Titre d’un avenant',
  avenant: 'Parties et articles d’un avenant',
  fait: 'Lieu et date',
  signatureCaf: 'Signature de la Caf',
  signaturePorteur: 'Signature du porteur',
};

const PARTIES = `Entre la {caf}, {adresse_caf}, représentée par sa direction, ci-après « la Caf »,

et {structure}, {identite}, {adresse}, {representation}, ci-après « le porteur »,

il est convenu ce qui suit.`;

/** Les textes de Clas : un modèle à faire valider par la Caf. */
export const MODELE_CONVENTION: ModeleConvention = {
  titre: 'Convention d’objectifs et de financement – contrat local d’accompagnement à la scolarité (Clas) {annee}',
  clauses: `${PARTIES}

Article : Objet
La présente convention fixe les engagements des parties pour l’action d’accompagnement à la scolarité décrite dans la réponse à l’appel à projets {annee}, dossier n° {dossier}, agréée par le comité de pilotage du {seance}.

L’action s’adresse à {nombre_collectifs} :

{tableau_collectifs}

Article : Durée
La convention couvre l’année scolaire {annee}. Elle prend fin avec le paiement du solde.

Article : Engagements du porteur
Le porteur met en œuvre l’action dans le respect de la charte nationale de l’accompagnement à la scolarité et de la charte de la laïcité de la branche Famille : gratuité ou participation symbolique, collectifs de {effectifs} enfants, encadrement par deux adultes au moins, partenariat avec les parents et avec l’école.

Il confirme le démarrage de chaque collectif avant le 30 septembre {rentree}, et signale sans attendre tout changement de lieu, d’effectif ou d’encadrement au {service}.

Article : Engagement de la Caf
La Caf verse une prestation de service dont le montant prévisionnel est de {montant} ({montant_lettres}), calculé à {taux} du coût de l’action dans la limite de {plafond} par collectif.

Le droit réel est recalculé d’après le bilan : seuls les collectifs réellement ouverts et leur coût réel ouvrent droit au paiement.

Article : Versement

{tableau_echeances}

Aucun versement n’est fait avant la signature de la convention par les deux parties. Une somme versée au-delà du droit réel est due à la Caf.

Article : Bilan et contrôle
Le porteur remet le bilan d’activité et le compte de résultat de l’action au plus tard le {echeance_bilan}. Il tient à la disposition de la Caf les pièces qui justifient les dépenses et la présence des enfants, sur place et sur pièces.

Article : Modification et résiliation
Un changement des collectifs ou du montant agréés fait l’objet d’un avenant. En cas de manquement, la convention peut être résiliée par l’une des parties, un mois après une lettre recommandée restée sans effet.`,
  reserve: `Article : Réserve du comité de pilotage
L’agrément ne vaut qu’une fois levée la réserve ci-dessous ; aucun versement n’est fait avant.

{tableau_reserves}`,
  seuil: `Article : Subvention supérieure à {seuil}
Le montant annuel dépassant {seuil} (décret n° 2001-495 du 6 juin 2001), le porteur de droit privé remet le compte rendu financier de l’action dans les six mois qui suivent la fin de l’exercice.`,
  titreAvenant:
    'Avenant à la convention n° {convention} – contrat local d’accompagnement à la scolarité (Clas) {annee}',
  avenant: `${PARTIES}

Article : Objet de l’avenant
Le présent avenant modifie la convention n° {convention} du {convention_du}, d’après les décisions du comité de pilotage du {seance}.

{tableau_changements}

Article : Nouveau montant
Le montant prévisionnel de la prestation de service passe de {montant_avant} à {montant} ({montant_lettres}).

Article : Versement

{tableau_echeances}

Article : Autres clauses
Les autres clauses de la convention restent inchangées.`,
  fait: 'Fait en deux exemplaires, à {ville}, le',
  signatureCaf: 'Pour la {caf},\n\n\n\nNom, qualité et signature',
  signaturePorteur: 'Pour {structure},\n{representant}\n\n\nNom, qualité, cachet et signature',
};
