import type { Ligne } from '../../tableurs/classeur.ts';
import type { CollectifLu, DossierLu, ReponseLue } from '../dossier-lu.ts';
import { type CollectifBrut, composerCollectifs } from './collectifs.ts';
import { composerDossier } from './dossiers.ts';
import { joindreCollectifs, joindreDemandeurs, type LigneDeCollectif } from './joindre.ts';
import { type GroupeDeLignes, grouperLignes } from './lignes-dossiers.ts';
import { type Contexte, type LigneLue, lireLigne, reponsesJointes, type ValeurLue } from './lire-ligne.ts';
import type { Plan } from './plan.ts';
import { composerStructure } from './structures.ts';

/** Joint les feuilles et compose les dossiers, dans l’ordre du fichier. */
export function assembler(plan: Plan, contexte: Contexte): { dossiers: DossierLu[]; collectifsOrphelins: number } {
  const groupes = grouperLignes(plan, contexte.releve);
  const { parNumero, collectifsOrphelins } = joindreCollectifs(plan, groupes, contexte);
  const demandeurs = joindreDemandeurs(plan, contexte);
  const dossiers = groupes.map((groupe) =>
    assemblerDossier(plan, groupe, demandeurs.get(groupe.numero) ?? null, parNumero.get(groupe.numero) ?? [], contexte),
  );
  return { dossiers, collectifsOrphelins };
}

function assemblerDossier(
  plan: Plan,
  groupe: GroupeDeLignes,
  demandeur: Ligne | null,
  lignesDeCollectifs: readonly LigneDeCollectif[],
  contexte: Contexte,
): DossierLu {
  const { numero } = groupe;
  const { etablissements } = plan;
  const lues = groupe.lignes.map(({ feuille, ligne }) => lireLigne(feuille.base, ligne, numero, contexte));
  const ligne = fusionner(lues, plan.collectifsEnLigne);
  const etablissement = etablissements && demandeur ? lireLigne(etablissements, demandeur, numero, contexte) : null;
  if (etablissements && !etablissement && etablissements.lignes.length > 0) {
    const place = ligne.valeurs.get('numero');
    contexte.releve.signaler({
      code: 'etablissement_absent',
      feuille: place?.feuille ?? etablissements.nom,
      cellule: place?.cellule ?? null,
      valeur: numero,
      message: `Dossier ${numero} : la feuille « ${etablissements.nom} » ne donne pas l’établissement du demandeur, son SIRET manque. Demandez-le au porteur.`,
      numeroDossier: numero,
    });
  }
  const bruts = listerCollectifs(plan, groupe, lues, lignesDeCollectifs, contexte);
  const collectifs = composerCollectifs(bruts, numero, contexte.releve);
  const structure = composerStructure({
    etablissement,
    dossier: ligne,
    numeroDossier: numero,
    communes: contexte.communes,
    releve: contexte.releve,
  });
  const preuves = etablissement && etablissements ? reunir(plan, reponsesJointes(etablissement, etablissements)) : [];
  const dossier = composerDossier({ numero, ligne, preuves, structure, collectifs });
  return plan.collectifsEnLigne ? partagerCommune(dossier) : dossier;
}

/** Un même en-tête dans deux feuilles (« Entreprise raison sociale ») : chaque libellé reste unique dans le dossier. */
function reunir({ dossiers }: Plan, preuves: readonly ReponseLue[]): readonly ReponseLue[] {
  const pris = (libelle: string) => dossiers.some((feuille) => feuille.entetes.has(libelle));
  return preuves.map((r) => (pris(r.libelle) ? { ...r, libelle: `${r.libelle} (établissement)` } : r));
}

function listerCollectifs(
  plan: Plan,
  groupe: GroupeDeLignes,
  lues: readonly LigneLue[],
  lignesDeCollectifs: readonly LigneDeCollectif[],
  contexte: Contexte,
): CollectifBrut[] {
  if (plan.collectifsEnLigne) return detaillerEnLigne(lues, groupe.numero, contexte);
  if (plan.collectifsEnLarge) return detaillerEnLarge(groupe, contexte);
  return lignesDeCollectifs.map((c): CollectifBrut => {
    const lue = lireLigne(c.feuille, c.ligne, groupe.numero, contexte);
    return { rang: c.rang, ligne: { ...lue, reponses: reponsesJointes(lue, c.feuille) } };
  });
}

/** Collectifs côte à côte : un groupe de colonnes resté vide (ou à 0) n’est pas un collectif. */
function detaillerEnLarge({ numero, lignes }: GroupeDeLignes, contexte: Contexte): CollectifBrut[] {
  return lignes.flatMap(({ feuille, ligne }) =>
    feuille.rangs.flatMap(({ rang, feuille: siennes }): CollectifBrut[] => {
      const lue = lireLigne(siennes, ligne, numero, contexte);
      const isDecrit = [...lue.valeurs.values()].some(({ valeur }) => valeur !== '' && valeur !== '0');
      return isDecrit ? [{ rang, ligne: lue }] : [];
    }),
  );
}

/** Réunit les lignes d’un dossier : la première valeur non vide de chaque champ. */
function fusionner(lues: readonly LigneLue[], collectifsEnLigne: boolean): LigneLue {
  const [seule] = lues;
  if (seule && lues.length === 1 && !collectifsEnLigne) return seule;
  const valeurs = new Map<string, ValeurLue>();
  const reponses = new Map<string, ReponseLue>();
  for (const lue of lues) {
    for (const [champ, valeur] of lue.valeurs) {
      if ((valeurs.get(champ)?.valeur ?? '') === '') valeurs.set(champ, valeur);
    }
    for (const reponse of lue.reponses) {
      const cle = `${reponse.libelle}\u241F${reponse.brut}`;
      if (!isDeCollectif(reponse) && !reponses.has(cle)) reponses.set(cle, reponse);
    }
  }
  return { valeurs, reponses: [...reponses.values()], fixes: seule?.fixes ?? new Map<string, string>() };
}

function detaillerEnLigne(lues: readonly LigneLue[], numero: string, contexte: Contexte): CollectifBrut[] {
  const annonce = lues[0]?.valeurs.get('nombreCollectifs');
  // « 5 collectifs, 60 enfants » sur une seule ligne : l’effectif est un total, aucun collectif ne peut en être tiré.
  if (lues.length === 1 && annonce && Number(annonce.valeur) > 1) {
    contexte.releve.signaler({
      code: 'collectifs_non_detailles',
      feuille: annonce.feuille,
      cellule: annonce.cellule,
      valeur: annonce.ecrit,
      message: `Dossier ${numero} : ${annonce.valeur} collectifs annoncés sur une seule ligne, sans leur détail. Demandez une ligne par collectif.`,
      numeroDossier: numero,
    });
    return [];
  }
  return lues
    .filter((lue) => [...lue.valeurs].some(([champ]) => champ.startsWith('collectif.')))
    .map((lue) => {
      const reponses = lue.reponses.filter(isDeCollectif);
      const commune = lue.valeurs.get('collectif.communeInsee') ?? lue.valeurs.get('communeInsee');
      const valeurs = commune ? new Map([...lue.valeurs, ['collectif.communeInsee', commune] as const]) : lue.valeurs;
      return { rang: null, ligne: { ...lue, valeurs, reponses } };
    });
}

/** Une ligne par collectif : la seule commune écrite est celle du collectif, c’est aussi celle du dossier. */
function partagerCommune(dossier: DossierLu): DossierLu {
  const commune = dossier.collectifs.map((c: CollectifLu) => c.communeInsee).find((code) => code !== null);
  return dossier.communeInsee === null && commune ? { ...dossier, communeInsee: commune } : dossier;
}

function isDeCollectif(reponse: ReponseLue): boolean {
  return reponse.champ?.startsWith('collectif.') ?? false;
}
