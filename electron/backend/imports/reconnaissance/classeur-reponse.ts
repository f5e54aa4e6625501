import { lireCodeBudget } from '../../../../shared/domaine/champs.ts';
import { verifierSiret } from '../../../../shared/domaine/identifiants.ts';
import { formaterMontant, lireEntier } from '../../../../shared/domaine/nombres.ts';
import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import type { Classeur } from '../../tableurs/classeur.ts';
import {
  COLONNE_REPONSE,
  NUMERO_REPONSE,
  PREFIXE_COLLECTIF,
  type RoleFeuille,
} from '../../tableurs/ecrire-modele-format.ts';
import { LIGNE_DEMANDE } from '../../tableurs/ecrire-modele-questions.ts';
import type { DossierLu, LectureImport, ReponseLue } from '../dossier-lu.ts';
import {
  controlerCampagne,
  controlerSiret,
  signalerDouble,
  signalerManques,
  signalerVierge,
} from './classeur-reponse-controles.ts';
import {
  colonneDe,
  lireReponses,
  type ReponsesDuDossier,
  repondre,
  signalerAbsence,
} from './classeur-reponse-lignes.ts';
import { compterReponses, montrerReponses } from './classeur-reponse-montrer.ts';
import {
  adresseDe,
  type ClasseurRepere,
  celluleDe,
  type FeuilleDeReponses,
  type LigneCodee,
  reperer,
} from './classeur-reponse-reperage.ts';
import { type CollectifBrut, composerCollectifs } from './collectifs.ts';
import { type Communes, type IndexCommunes, indexerCommunes } from './communes.ts';
import { controlerDossiers } from './controles.ts';
import { composerDossier } from './dossiers.ts';
import { type Contexte, lireLigne, type ValeurLue } from './lire-ligne.ts';
import { creerReleve, type Releve, type Signalement } from './releve.ts';
import { composerStructure } from './structures.ts';
import { texteIdentifiant } from './typer.ts';
import { celluleA, texteDe } from './valeurs.ts';

/** Longueur d’un nom de fichier dans un numéro de secours. */
const NOM_MAXIMAL = 40;

interface OptionsClasseur {
  readonly fichier: string;
  readonly communes: Communes;
  readonly anneeScolaire?: string;
}

/**
 * Lit un classeur de réponse que Clas a préparé, sans rien demander à l’agent : chaque réponse par son code.
 * Les avertissements de lecture du classeur sont tus : ses colonnes de contrôle sont des formules dont le résultat ne
 * compte pas, et une réponse écrite en formule sans résultat est dite à sa cellule.
 * @throws RefusDeLecture si sa version est inconnue
 */
export function lireClasseurReponse(classeur: Classeur, options: OptionsClasseur): LectureImport {
  const repere = reperer(classeur);
  const releve = creerReleve(options.fichier);
  const roles = new Set<RoleFeuille>();
  // Une feuille recopiée : seule la première compte, sauf les collectifs, dont la copie donne des lignes de plus.
  const feuilles = repere.feuilles.filter(({ role, nom }) => {
    const double = roles.has(role) && role !== 'collectifs';
    if (double) signalerDouble(nom, role, releve);
    roles.add(role);
    return !double;
  });
  const dossier = isVierge(feuilles)
    ? signalerVierge(feuilles, releve)
    : lireDossier({ ...repere, feuilles }, options, releve);
  return {
    fichier: options.fichier,
    famille: 'classeur',
    demarche: null,
    feuilles: classeur.feuilles
      .filter(({ masquee }) => !masquee)
      .map(({ nom }) => {
        const lue = feuilles.find((f) => f.nom === nom);
        const role = lue === undefined ? 'ignoree' : lue.role === 'collectifs' ? 'collectifs' : 'dossiers';
        return { nom, role, lignes: lue === undefined ? 0 : compterReponses(lue) };
      }),
    colonnes: feuilles.flatMap(montrerReponses),
    dossiers: dossier === null ? [] : [dossier],
    anomalies: releve.terminer(),
    collectifsOrphelins: 0,
  };
}

function lireDossier(repere: ClasseurRepere, options: OptionsClasseur, releve: Releve): DossierLu {
  const identite = identifier(repere, options, releve);
  const { numero } = identite;
  const communes = preferer(indexerCommunes(options.communes), repere.fiche?.departement ?? null);
  const filtre: Releve = { ...releve, signaler: (s) => signalerFiltre(s, releve) };
  const contexte: Contexte = { famille: 'classeur', communes, releve: filtre };
  signalerManques(repere, numero, releve);
  controlerCampagne(repere, options.anneeScolaire, numero, releve);
  const lues = lireReponses(
    repere.feuilles.filter(({ role }) => role !== 'collectifs'),
    numero,
    contexte,
  );
  ajouterTotaux(repere.feuilles, lues);
  if (identite.reponse) lues.reponses.unshift(identite.reponse);
  const ligne = { valeurs: lues.valeurs, reponses: lues.reponses, fixes: new Map<string, string>() };
  const structure = composerStructure({
    etablissement: null,
    dossier: ligne,
    numeroDossier: numero,
    communes,
    releve: filtre,
  });
  const collectifs = composerCollectifs(lireCollectifs(repere.feuilles, numero, contexte), numero, filtre);
  const dossier = composerDossier({ numero, ligne, preuves: [], structure, collectifs });
  controlerSiret(repere, structure.siret, numero, releve);
  if (collectifs.length === 0) {
    releve.signaler({
      code: 'dossier_sans_collectif',
      feuille: repere.feuilles.find(({ role }) => role === 'collectifs')?.nom ?? null,
      cellule: null,
      valeur: '',
      message: 'Aucun collectif décrit. Demandez au porteur de remplir la feuille « Collectifs ».',
      numeroDossier: numero,
    });
  }
  controlerDossiers([dossier], options.anneeScolaire ?? null, releve);
  return dossier;
}

/** Le numéro du dossier : `<SIRET>-<n>`. Sans SIRET juste ou sans n lisible, la réponse ne peut être rattachée à rien. */
function identifier(
  { feuilles }: ClasseurRepere,
  { fichier }: OptionsClasseur,
  releve: Releve,
): { readonly numero: string; readonly reponse: ReponseLue | null } {
  const secours = `sans-siret-${abregerNom(fichier)}`;
  const structure = feuilles.find(({ role }) => role === 'structure');
  const trouver = (code: string) => structure?.lignes.find((l) => l.code === code);
  const siret = trouver('siret');
  const ecrit = structure && siret ? celluleDe(structure, siret.ligne, COLONNE_REPONSE) : null;
  const place = (ligne: LigneCodee | undefined) => ({
    feuille: structure?.nom ?? null,
    cellule: structure && ligne ? adresseDe(structure, ligne.ligne, COLONNE_REPONSE) : null,
  });
  if (ecrit === null) {
    releve.signaler({
      code: 'siret_absent',
      ...place(siret),
      valeur: '',
      message:
        'Pas de SIRET : la réponse ne peut être rattachée à aucun porteur. Demandez-le, écrivez-le dans la cellule et réimportez. La réponse est laissée à l’écart.',
      bloquante: true,
      numeroDossier: secours,
    });
    return { numero: secours, reponse: null };
  }
  const lu = verifierSiret(texteIdentifiant(ecrit));
  const rang = trouver(NUMERO_REPONSE);
  const rangEcrit = structure && rang ? celluleDe(structure, rang.ligne, COLONNE_REPONSE) : null;
  const n = rangEcrit === null ? null : lireEntier(texteDe(rangEcrit.contenu));
  const base = lu.valide ? lu.valeur : secours;
  const numero = n === null ? `${base}-1` : n.valide ? `${base}-${n.valeur}` : `${base}-x`;
  if (n !== null && !(n.valide && n.valeur >= 1 && n.valeur <= 99)) {
    releve.signaler({
      code: 'numero_reponse_illisible',
      ...place(rang),
      valeur: rangEcrit?.brut ?? '',
      message:
        'N° de votre réponse : écrivez un seul nombre de 1 à 99 (1 si le porteur n’a qu’une réponse), puis réimportez. La réponse est laissée à l’écart.',
      bloquante: true,
      numeroDossier: numero,
    });
  }
  const { feuille, cellule } = place(siret);
  const adresse = `${feuille}!${cellule}`;
  return { numero, reponse: repondre('numero', 'Numéro du dossier', numero, ecrit.brut, adresse) };
}

/** Un SIRET faux est bloquant ici, puisque le numéro du dossier en vient ; la raison sociale absente est déjà dite à sa cellule. */
function signalerFiltre(signalement: Signalement, releve: Releve): void {
  if (signalement.code === 'raison_sociale_absente') return;
  if (signalement.code !== 'siret_invalide') {
    releve.signaler(signalement);
    return;
  }
  releve.signaler({
    ...signalement,
    bloquante: true,
    message: `${signalement.message} Sans lui la réponse ne peut pas être rattachée : elle est laissée à l’écart.`,
  });
}

/** Le montant demandé est celui de la ligne « Caf » ; les totaux sont la somme des lignes lues, sans 86 ni 87. */
function ajouterTotaux(feuilles: readonly FeuilleDeReponses[], { valeurs, reponses }: ReponsesDuDossier): void {
  const demande = valeurs.get(LIGNE_DEMANDE.code);
  const ligneDemande = reponses.find((r) => r.champ === LIGNE_DEMANDE.code);
  if (demande && ligneDemande) {
    valeurs.set('montantDemande', demande);
    reponses.push({ ...ligneDemande, champ: 'montantDemande', libelle: 'Montant demandé à la Caf' });
  }
  const budget = feuilles.find(({ role }) => role === 'budget');
  const sens = [
    ['totalCharges', 'Total des charges', 'charge'],
    ['totalProduits', 'Total des produits', 'produit'],
  ] as const;
  for (const [code, libelle, cote] of sens) {
    const lignes = [...valeurs].filter(([champ, { valeur }]) => {
      const poste = lireCodeBudget(champ);
      return poste?.sens === cote && !/^8[67]/.test(poste.compte) && valeur !== '';
    });
    const ligne = budget?.lignes.find((l) => l.code === code)?.ligne;
    const cellule = budget && ligne ? adresseDe(budget, ligne, COLONNE_REPONSE) : null;
    if (!budget || cellule === null || lignes.length === 0) continue;
    const total = lignes.reduce((n, [, { valeur }]) => n + Number(valeur), 0);
    const ecrit = formaterMontant(total);
    const lue: ValeurLue = {
      valeur: String(total),
      ecrit,
      feuille: budget.nom,
      cellule,
      colonne: colonneDe(budget, code),
    };
    valeurs.set(code, lue);
    reponses.push(repondre(code, libelle, String(total), ecrit, `${budget.nom}!${cellule}`));
  }
}

/** Les lignes de collectif remplies, préparées par nous ou insérées par le porteur. */
function lireCollectifs(feuilles: readonly FeuilleDeReponses[], numero: string, contexte: Contexte): CollectifBrut[] {
  return feuilles
    .filter(({ role }) => role === 'collectifs')
    .flatMap((feuille) => {
      const rapprochee = {
        nom: feuille.nom,
        colonnes: feuille.colonnes.map(({ code }) => colonneDe(feuille, code, code)),
        lignes: [],
      };
      return feuille.lignes.flatMap((codee): CollectifBrut[] => {
        if (feuille.colonnes.every(({ indice }) => celluleA(codee.ligne, indice) === null)) return [];
        for (const { code, obligatoire, indice } of feuille.colonnes) {
          if (celluleA(codee.ligne, indice) === null) {
            signalerAbsence(
              feuille,
              { code, obligatoire, ligne: codee.ligne },
              { numero, contexte },
              { colonne: code },
            );
          }
        }
        return [{ rang: lireRang(codee.code), ligne: lireLigne(rapprochee, codee.ligne, numero, contexte) }];
      });
    });
}

function lireRang(code: string): number | null {
  const rang = code.startsWith(PREFIXE_COLLECTIF) ? Number(code.slice(PREFIXE_COLLECTIF.length)) : Number.NaN;
  return Number.isInteger(rang) && rang > 0 && rang < 1000 ? rang : null;
}

/** Un nom de commune porté ailleurs en France est d’abord celui du département de la campagne. */
function preferer(index: IndexCommunes, departement: string | null): IndexCommunes {
  if (departement === null) return index;
  return {
    ...index,
    chercher: (nom) => {
      const codes = index.chercher(nom);
      const locaux = codes.filter((code) => code.startsWith(departement));
      return locaux.length > 0 ? locaux : codes;
    },
  };
}

function isVierge(feuilles: readonly FeuilleDeReponses[]): boolean {
  return feuilles.every((feuille) => compterReponses(feuille) === 0);
}

/** Un nom de fichier réduit à ses lettres et chiffres. */
function abregerNom(fichier: string): string {
  const nom = (fichier.split(/[\\/]/).at(-1) ?? '').replace(/\.[a-z]+$/i, '');
  return (
    normaliserTexte(nom)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, NOM_MAXIMAL) || 'fichier'
  );
}
