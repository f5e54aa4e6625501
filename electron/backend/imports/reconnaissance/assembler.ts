import { adresse, type Ligne } from '../../tableurs/classeur.ts';
import type { CollectifLu, DossierLu, ReponseLue } from '../dossier-lu.ts';
import { type CollectifBrut, composerCollectifs } from './collectifs.ts';
import { CLES } from './colonnes-fixes.ts';
import { composerDossier } from './dossiers.ts';
import { type GroupeDeLignes, grouperLignes } from './lignes-dossiers.ts';
import {
  type Contexte,
  type FeuilleRapprochee,
  type LigneLue,
  lireLigne,
  reponsesJointes,
  type ValeurLue,
} from './lire-ligne.ts';
import { lireNumero } from './numeros.ts';
import { type Plan, trouverDemandeurs } from './plan.ts';
import { composerStructure } from './structures.ts';
import { celluleA } from './tableau.ts';

interface LigneDeCollectif {
  readonly feuille: FeuilleRapprochee;
  readonly ligne: Ligne;
  readonly rang: number | null;
}

/** Joint les feuilles et compose les dossiers, dans l’ordre du fichier. */
export function assembler(plan: Plan, contexte: Contexte): { dossiers: DossierLu[]; collectifsOrphelins: number } {
  if (!plan.dossiers) return { dossiers: [], collectifsOrphelins: 0 };
  const groupes = grouperLignes(plan, plan.dossiers, contexte.releve);
  const connus = new Set(groupes.map((g) => g.numero));
  const { parNumero, collectifsOrphelins } = joindreCollectifs(plan, connus, contexte);
  const demandeurs = joindreDemandeurs(plan);
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
  const { dossiers: feuille, etablissements } = plan;
  const lues = feuille ? groupe.lignes.map((ligne) => lireLigne(feuille, ligne, numero, contexte)) : [];
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
  const bruts = plan.collectifsEnLigne
    ? detaillerEnLigne(lues, numero, contexte)
    : lignesDeCollectifs.map((c): CollectifBrut => {
        const lue = lireLigne(c.feuille, c.ligne, numero, contexte);
        return { rang: c.rang, ligne: { ...lue, reponses: reponsesJointes(lue, c.feuille) } };
      });
  const collectifs = composerCollectifs(bruts, numero, contexte.releve);
  const structure = composerStructure({
    etablissement,
    dossier: ligne,
    numeroDossier: numero,
    communes: contexte.communes,
    releve: contexte.releve,
  });
  const preuves = etablissement && etablissements ? reponsesJointes(etablissement, etablissements) : [];
  const dossier = composerDossier({ numero, ligne, preuves, structure, collectifs });
  return plan.collectifsEnLigne ? partagerCommune(dossier) : dossier;
}

/** Lignes des feuilles de collectifs par numéro de dossier ; celles dont le dossier est absent sont comptées et dites. */
function joindreCollectifs(
  plan: Plan,
  connus: ReadonlySet<string>,
  contexte: Contexte,
): { parNumero: Map<string, LigneDeCollectif[]>; collectifsOrphelins: number } {
  const parNumero = new Map<string, LigneDeCollectif[]>();
  let collectifsOrphelins = 0;
  for (const feuille of plan.collectifs) {
    const cle = ['numero', 'siret'].map((code) => feuille.colonnes.find((c) => c.champ === code)).find(Boolean);
    const rang = feuille.colonnes.find((c) => c.cle === CLES.ligne);
    for (const ligne of feuille.lignes) {
      const numero = cle ? lireNumero(celluleA(ligne, cle.indice)) : '';
      if (!connus.has(numero)) {
        collectifsOrphelins += 1;
        contexte.releve.signaler({
          code: 'collectif_orphelin',
          feuille: feuille.nom,
          cellule: adresse(cle?.indice ?? 0, ligne.numero),
          valeur: numero,
          message:
            numero === ''
              ? `Ligne ${ligne.numero} : collectif sans numéro de dossier, il n’est pas importé. Complétez le numéro ou supprimez la ligne.`
              : `Collectif du dossier ${numero}, qui n’est pas dans ce fichier : il n’est pas importé. Exportez aussi ce dossier, ou ignorez la ligne s’il a été retiré.`,
          numeroDossier: numero === '' ? null : numero,
        });
        continue;
      }
      const lu = rang ? Number(lireNumero(celluleA(ligne, rang.indice))) : Number.NaN;
      const lignes = parNumero.get(numero) ?? [];
      lignes.push({ feuille, ligne, rang: Number.isInteger(lu) && lu > 0 && lu < 1_000_000 ? lu : null });
      parNumero.set(numero, lignes);
    }
  }
  return { parNumero, collectifsOrphelins };
}

function joindreDemandeurs(plan: Plan): Map<string, Ligne> {
  const parNumero = new Map<string, Ligne>();
  const { etablissements } = plan;
  const cle = etablissements?.colonnes.find((c) => c.champ === 'numero');
  if (!etablissements || !cle) return parNumero;
  for (const ligne of trouverDemandeurs(etablissements.tableau)) {
    const numero = lireNumero(celluleA(ligne, cle.indice));
    if (!parNumero.has(numero)) parNumero.set(numero, ligne);
  }
  return parNumero;
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
