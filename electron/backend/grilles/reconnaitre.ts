import { adresse, type Classeur, RefusDeLecture } from '../tableurs/classeur.ts';
import {
  type CleFicheGrille,
  COLONNE,
  COLONNE_LARGE,
  LIGNE_COMMENTAIRE,
  LIGNE_NOTE,
  PREFIXE_AXE,
  PREFIXE_COMMENTAIRE,
  PREFIXE_CONDITION,
  PREFIXE_CRITERE,
  PREFIXE_DOSSIER,
  PREFIXE_NIVEAU,
  VERSION_GRILLE,
} from '../tableurs/ecrire-grille-format.ts';
import { empreinteTexte } from './empreintes.ts';
import type { AnomalieDeForme, DossierDeFiche, DossierDeGrilleLu, GrilleLue, LigneLue } from './grille-lue.ts';
import { celluleEn, type FeuilleReperee, lireCase, reperer, texteDe } from './reperer.ts';

const REFAIRE = 'Produisez une nouvelle grille et recopiez-y vos niveaux ; rien n’a été changé.';

/**
 * Ce qu’un classeur contient d’une grille, lu à ses codes. Pure : la base n’est pas encore comparée.
 * @throws RefusDeLecture si ce n’est pas une grille, ou si la feuille masquée ne dit plus d’où elle vient
 */
export function reconnaitreGrille(classeur: Classeur, nom: string): GrilleLue {
  const feuilles = classeur.feuilles.flatMap((f) => reperer(f) ?? []);
  const fiche = feuilles.find((f) => f.repere.role === 'fiche');
  if (fiche === undefined) {
    throw feuilles.length === 0
      ? new RefusDeLecture(
          'pas_une_grille',
          `« ${nom} » n’est pas une grille de lecture de Clas : choisissez le classeur produit par « Lire hors ligne ».`,
        )
      : new RefusDeLecture(
          'fiche_absente',
          `« ${nom} » a perdu sa feuille masquée, qui dit sa campagne et son lecteur : feuille supprimée ou recopiée. ${REFAIRE}`,
        );
  }
  const version = feuilles.find((f) => f.repere.version !== VERSION_GRILLE)?.repere.version;
  if (version !== undefined) {
    throw new RefusDeLecture(
      'version_inconnue',
      `« ${nom} » vient d’une autre version de Clas (format ${version}, attendu ${VERSION_GRILLE}). ${REFAIRE}`,
    );
  }
  const entete = lireEntete(fiche, nom);
  const fiches = lireFiches(fiche, nom);
  const anomalies: AnomalieDeForme[] = [];
  const dossiers = feuilles.flatMap((f) => {
    if (f.repere.role === 'dossier') return lireFeuilleDossier(f, anomalies);
    return f.repere.role === 'large' ? lireFeuilleLarge(f, anomalies) : [];
  });
  return { ...entete, fiches, dossiers, anomalies };
}

function valeurDeFiche(fiche: FeuilleReperee, cle: CleFicheGrille): string {
  const ligne = fiche.lignes.get(cle)?.[0];
  return ligne === undefined ? '' : texteDe(celluleEn(ligne, fiche.colonneCodes + 1)).trim();
}

function lireEntete(fiche: FeuilleReperee, nom: string): Omit<GrilleLue, 'fiches' | 'dossiers' | 'anomalies'> {
  const dire = (cle: CleFicheGrille) => valeurDeFiche(fiche, cle);
  const [campagneId, charteId, agentId] = [
    Number(dire('campagneId')),
    Number(dire('charteId')),
    Number(dire('agentId')),
  ];
  const forme = dire('forme');
  if (!(campagneId > 0 && charteId > 0) || dire('grille') === '' || (forme !== 'feuilles' && forme !== 'large'))
    throw ficheAbimee(nom);
  return {
    grille: dire('grille'),
    forme,
    campagneId,
    campagne: dire('campagne'),
    charteId,
    charteNom: dire('charteNom'),
    charteVersion: dire('charteVersion'),
    charteEmpreinte: dire('charteEmpreinte'),
    agent: agentId > 0 ? { id: agentId, nom: dire('agentNom') } : null,
  };
}

function ficheAbimee(nom: string): RefusDeLecture {
  return new RefusDeLecture('fiche_abimee', `La feuille masquée de « ${nom} » a été modifiée. ${REFAIRE}`);
}

function lireFiches(fiche: FeuilleReperee, nom: string): DossierDeFiche[] {
  return [...fiche.lignes].flatMap(([code, [ligne]]) => {
    if (!code.startsWith(PREFIXE_DOSSIER) || ligne === undefined) return [];
    const [numero = '', empreinteContenu = '', empreinteLecture = '', ...origines] = ligne.cellules
      .filter((c) => c.colonne > fiche.colonneCodes)
      .map(texteDe);
    return [
      {
        id: Number(code.slice(PREFIXE_DOSSIER.length)),
        numero,
        empreinteContenu,
        empreinteLecture,
        origines: lireOrigines(origines.join(''), nom),
      },
    ];
  });
}

function lireOrigines(texte: string, nom: string): Record<string, string> {
  try {
    const lu: unknown = JSON.parse(texte);
    if (typeof lu !== 'object' || lu === null) throw ficheAbimee(nom);
    return Object.fromEntries(Object.entries(lu).map(([cle, valeur]) => [cle, String(valeur)]));
  } catch {
    throw ficheAbimee(nom);
  }
}

function lireFeuilleDossier(feuille: FeuilleReperee, anomalies: AnomalieDeForme[]): DossierDeGrilleLu[] {
  const { repere, nom } = feuille;
  if (repere.dossierId === null) return [];
  const dossierId = repere.dossierId;
  const signaler = (cellule: string | null, message: string, bloquante: boolean, valeur = '') =>
    anomalies.push({ feuille: nom, cellule, valeur, message, bloquante, dossierId });
  const colonne = (code: string): number | null => {
    const trouvees = feuille.colonnes.get(code) ?? [];
    if (trouvees.length === 1) return trouvees[0] ?? null;
    const message = trouvees.length === 0 ? 'a disparu' : 'est en double';
    signaler(
      adresse(trouvees[1] ?? feuille.colonneCodes, feuille.ligneCodes),
      `La colonne « ${code} » ${message} : reprenez la grille d’origine.`,
      true,
    );
    return null;
  };
  const [detail, reponse, commentaire] = [
    colonne(COLONNE.detail),
    colonne(COLONNE.reponse),
    colonne(COLONNE.commentaire),
  ];
  const lignes: LigneLue[] = [];
  if (detail !== null && reponse !== null && commentaire !== null) {
    for (const [code, porteuses] of feuille.lignes) {
      const general = code === LIGNE_COMMENTAIRE;
      if (!general && !code.startsWith(PREFIXE_CRITERE) && !code.startsWith(PREFIXE_CONDITION)) continue;
      const [ligne, double] = porteuses;
      if (ligne === undefined) continue;
      if (double !== undefined) {
        signaler(adresse(reponse, double.numero), `La ligne « ${code} » est en double : gardez-en une seule.`, true);
      }
      lignes.push({
        code,
        reponse: general ? null : lireCase(feuille, ligne, reponse),
        commentaire: lireCase(feuille, ligne, general ? detail : commentaire),
      });
    }
  }
  signalerVerrouillees(feuille, dossierId, anomalies);
  signalerNotes(feuille, dossierId, anomalies, [COLONNE.detail, COLONNE.reponse]);
  return [{ id: dossierId, feuille: nom, cellule: adresse(feuille.colonneCodes, feuille.ligneCodes), lignes }];
}

function lireFeuilleLarge(feuille: FeuilleReperee, anomalies: AnomalieDeForme[]): DossierDeGrilleLu[] {
  const { nom } = feuille;
  const criteres = [...feuille.colonnes.keys()]
    .filter((code) => code.startsWith(PREFIXE_NIVEAU))
    .map((code) => code.slice(PREFIXE_NIVEAU.length));
  for (const [code, [, double]] of feuille.colonnes) {
    if (double === undefined) continue;
    anomalies.push({
      feuille: nom,
      cellule: adresse(double, feuille.ligneCodes),
      valeur: code,
      message: `La colonne « ${code} » est en double : gardez-en une seule.`,
      bloquante: true,
      dossierId: null,
    });
  }
  const general = feuille.colonnes.get(COLONNE_LARGE.general)?.[0];
  return [...feuille.lignes].flatMap(([code, porteuses]) => {
    if (!code.startsWith(PREFIXE_DOSSIER)) return [];
    const id = Number(code.slice(PREFIXE_DOSSIER.length));
    return porteuses.map((ligne) => {
      const lignes = criteres.flatMap((critere): LigneLue[] => {
        const niveau = feuille.colonnes.get(`${PREFIXE_NIVEAU}${critere}`)?.[0];
        const commentaire = feuille.colonnes.get(`${PREFIXE_COMMENTAIRE}${critere}`)?.[0];
        if (niveau === undefined || commentaire === undefined) return [];
        return [
          {
            code: `${PREFIXE_CRITERE}${critere}`,
            reponse: lireCase(feuille, ligne, niveau),
            commentaire: lireCase(feuille, ligne, commentaire),
          },
        ];
      });
      if (general !== undefined)
        lignes.push({ code: LIGNE_COMMENTAIRE, reponse: null, commentaire: lireCase(feuille, ligne, general) });
      signalerVerrouillees(feuille, id, anomalies, ligne.numero);
      const premiere = feuille.colonnes.get(COLONNE_LARGE.numero)?.[0] ?? feuille.colonneCodes;
      return { id, feuille: nom, cellule: adresse(premiere, ligne.numero), lignes };
    });
  });
}

/** Une cellule verrouillée qui a changé n’est pas lue ; le lecteur doit savoir que ce qu’il a lu n’est pas la base. */
function signalerVerrouillees(
  feuille: FeuilleReperee,
  dossierId: number,
  anomalies: AnomalieDeForme[],
  seule?: number,
): void {
  const colonne = feuille.colonnes.get(COLONNE.empreintes)?.[0];
  if (colonne === undefined) return;
  for (const ligne of feuille.toutes) {
    if (seule !== undefined && ligne.numero !== seule) continue;
    if (ligne.numero === feuille.ligneCodes) continue;
    for (const [, code = '', attendue] of texteDe(celluleEn(ligne, colonne)).matchAll(/([a-z]+):([0-9a-f]{8})/g)) {
      const place = feuille.colonnes.get(code)?.[0];
      if (place === undefined) continue;
      const valeur = texteDe(celluleEn(ligne, place));
      if (empreinteTexte(valeur) === attendue) continue;
      anomalies.push({
        feuille: feuille.nom,
        cellule: adresse(place, ligne.numero),
        valeur: valeur.slice(0, 200),
        message: 'Cette cellule verrouillée a été modifiée : elle n’est pas reprise, seules les cases claires le sont.',
        bloquante: false,
        dossierId,
      });
    }
  }
}

/** Une note écrite à la main à la place de sa formule : Clas la recalcule, mais ce que le lecteur a vu était faux. */
function signalerNotes(
  feuille: FeuilleReperee,
  dossierId: number,
  anomalies: AnomalieDeForme[],
  [detail, reponse]: readonly [string, string],
): void {
  for (const [code, [ligne]] of feuille.lignes) {
    const place = feuille.colonnes.get(code === LIGNE_NOTE ? detail : reponse)?.[0];
    if (ligne === undefined || place === undefined || (code !== LIGNE_NOTE && !code.startsWith(PREFIXE_AXE))) continue;
    const lue = lireCase(feuille, ligne, place);
    if (lue.nature === 'formule') continue;
    anomalies.push({
      feuille: feuille.nom,
      cellule: lue.cellule,
      valeur: lue.texte,
      message: 'La formule de cette note a été remplacée : la note est recalculée d’après les niveaux.',
      bloquante: false,
      dossierId,
    });
  }
}
