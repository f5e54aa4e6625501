import type { ChangementGrille } from '../../../shared/contract/grilles.ts';
import type { Niveau, ReponseCondition } from '../../../shared/domaine/charte.ts';
import { LIBELLES_REPONSE } from '../../../shared/domaine/libelles.ts';
import { manqueCommentaire, manqueMotif } from '../../../shared/domaine/reste-a-faire.ts';
import { extraire } from '../../../shared/domaine/textes.ts';
import { LIGNE_COMMENTAIRE, PREFIXE_CONDITION, PREFIXE_CRITERE } from '../tableurs/ecrire-grille-format.ts';
import { conclure } from './conclure-dossier.ts';
import { empreinteLecture, empreinteLigne } from './empreintes.ts';
import { criteresDe } from './etat.ts';
import type { DossierEnBase } from './etat-de-reprise.ts';
import type { CaseLue, LigneLue } from './grille-lue.ts';
import type { Entree, LignePrevue, Suite, Travail } from './travail-de-dossier.ts';
import { lireCommentaireEcrit, lireConstatEcrit, lireNiveauEcrit, montrerCase } from './valeurs.ts';

export function comparerDossier(entree: Entree): Suite {
  const { base, fiche, etat, lue } = entree;
  const trace = etat.traces.get(lue.grille)?.get(base.id);
  const actuelle = empreinteLecture(base.lecture);
  const travail: Travail = {
    ...entree,
    lignes: [],
    changements: [],
    anomalies: [],
    contenuChange: fiche.empreinteContenu !== base.empreinteContenu,
    // Ce que cette même grille a déjà écrit n’est pas un changement fait ailleurs.
    lectureChangee: actuelle !== fiche.empreinteLecture && actuelle !== trace?.lecture,
  };
  for (const critere of criteresDe(etat.charte)) comparerNiveau(travail, critere);
  if (lue.forme === 'feuilles') for (const condition of base.conditions) comparerConstat(travail, condition);
  comparerGeneral(travail);
  signalerInconnues(travail);
  refuserAcces(travail);
  return conclure(travail);
}

function lireLigne(travail: Travail, code: string, libelle: string): LigneLue | null {
  const ligne = travail.dossier.lignes.find((l) => l.code === code);
  if (ligne === undefined) {
    const { dossier, lue } = travail;
    const quoi = lue.forme === 'large' ? 'Les colonnes' : 'La ligne';
    signaler(
      travail,
      { feuille: dossier.feuille, cellule: dossier.cellule, nature: 'vide', texte: '' },
      `${quoi} « ${libelle} » ${lue.forme === 'large' ? 'manquent' : 'manque'} : rien n’est effacé en base ; repartez de la grille d’origine.`,
      true,
    );
  }
  return ligne ?? null;
}

function signaler({ fichier, base, anomalies }: Travail, lue: CaseLue, message: string, bloquante: boolean): void {
  const { feuille, cellule } = lue;
  anomalies.push({ fichier, feuille, cellule, valeur: montrerCase(lue), message, bloquante, numero: base.numero });
}

function comparerNiveau(travail: Travail, critere: { readonly code: string; readonly libelle: string }): void {
  const { base } = travail;
  const ligne = lireLigne(travail, `${PREFIXE_CRITERE}${critere.code}`, `${critere.code} ${critere.libelle}`);
  if (ligne?.reponse == null) return;
  const niveau = lireNiveauEcrit(ligne.reponse);
  const commentaire = lireCommentaireEcrit(ligne.commentaire);
  if (!niveau.valide) signaler(travail, ligne.reponse, niveau.raison, true);
  if (!commentaire.valide) signaler(travail, ligne.commentaire, commentaire.raison, true);
  if (!niveau.valide || !commentaire.valide) return;
  const enBase = base.lecture?.cotations.find((c) => c.critere === critere.code);
  const avant = { valeur: enBase?.niveau ?? null, commentaire: enBase?.commentaire ?? '' };
  const apres = { valeur: niveau.valeur, commentaire: commentaire.valeur };
  const change = aChange(travail, ligne.code, avant, apres);
  const muet = manqueCommentaire({ niveau: apres.valeur, commentaire: apres.commentaire });
  if (muet && (change || base.lecture?.etat !== 'terminee')) {
    signaler(
      travail,
      ligne.commentaire,
      `Critère ${critere.code} : un commentaire est obligatoire au niveau ${apres.valeur}.`,
      // Déjà ainsi en base, il reste à écrire mais n’empêche pas le reste.
      change,
    );
  }
  if (!change) return;
  ajouter(travail, ligne.reponse, {
    genre: 'niveau',
    code: critere.code,
    libelle: `${critere.code} ${critere.libelle}`,
    avant: direNiveau(avant.valeur, avant.commentaire),
    apres: direNiveau(apres.valeur, apres.commentaire),
    aDecider: travail.contenuChange || travail.lectureChangee,
    prevoir: (cle, aDecider) => ({
      cle,
      aDecider,
      genre: 'niveau',
      code: critere.code,
      niveau: apres.valeur,
      commentaire: apres.commentaire,
    }),
  });
}

function comparerConstat(travail: Travail, condition: DossierEnBase['conditions'][number]): void {
  const code = `${PREFIXE_CONDITION}${condition.code}`;
  const ligne = lireLigne(travail, code, condition.libelle);
  if (ligne?.reponse == null) return;
  const reponse = lireConstatEcrit(ligne.reponse);
  const commentaire = lireCommentaireEcrit(ligne.commentaire);
  if (!reponse.valide) signaler(travail, ligne.reponse, reponse.raison, true);
  if (!commentaire.valide) signaler(travail, ligne.commentaire, commentaire.raison, true);
  if (!reponse.valide || !commentaire.valide) return;
  if (reponse.valeur === null && commentaire.valeur !== '') {
    signaler(
      travail,
      ligne.reponse,
      `Condition « ${condition.libelle} » : ce commentaire n’accompagne aucun constat. Choisissez oui, non ou non renseigné.`,
      true,
    );
    return;
  }
  const avant = { valeur: condition.constat?.reponse ?? null, commentaire: condition.constat?.commentaire ?? '' };
  const apres = { valeur: reponse.valeur, commentaire: commentaire.valeur };
  if (!aChange(travail, code, avant, apres)) {
    if (condition.aRevoir && travail.base.lecture?.etat !== 'terminee')
      signaler(
        travail,
        ligne.reponse,
        `Condition « ${condition.libelle} » : sa preuve a changé depuis le constat. Changez-le ici, ou confirmez-le dans Clas, avant de terminer.`,
        false,
      );
    return;
  }
  const constat = apres.valeur === null ? null : { reponse: apres.valeur, commentaire: apres.commentaire };
  if (constat !== null && manqueMotif(constat, condition.proposition)) {
    signaler(
      travail,
      ligne.commentaire,
      `Condition « ${condition.libelle} » : vous n’êtes pas de l’avis du logiciel, dites pourquoi.`,
      true,
    );
  }
  const enBase = empreinteLigne(avant.valeur, avant.commentaire);
  const trace = travail.etat.traces.get(travail.lue.grille)?.get(travail.base.id)?.constats[code];
  // Un constat est au dossier, non à l’agent : un autre a pu le changer.
  const constatChange = enBase !== (travail.fiche.origines[code] ?? '') && enBase !== trace;
  ajouter(travail, ligne.reponse, {
    genre: 'constat',
    code: condition.code,
    libelle: condition.libelle,
    avant: direConstat(avant.valeur, avant.commentaire),
    apres: direConstat(apres.valeur, apres.commentaire),
    aDecider: travail.contenuChange || constatChange,
    prevoir: (cle, aDecider) => ({
      cle,
      aDecider,
      genre: 'constat',
      code: condition.code,
      reponse: apres.valeur,
      commentaire: apres.commentaire,
    }),
  });
}

function comparerGeneral(travail: Travail): void {
  const ligne = lireLigne(travail, LIGNE_COMMENTAIRE, 'Commentaire général');
  if (ligne === null) return;
  const lu = lireCommentaireEcrit(ligne.commentaire, true);
  if (!lu.valide) {
    signaler(travail, ligne.commentaire, lu.raison, true);
    return;
  }
  const avant = travail.base.lecture?.commentaire ?? '';
  if (
    !aChange(travail, LIGNE_COMMENTAIRE, { valeur: null, commentaire: avant }, { valeur: null, commentaire: lu.valeur })
  )
    return;
  ajouter(travail, ligne.commentaire, {
    genre: 'commentaire',
    code: '',
    libelle: 'Commentaire général',
    avant: avant === '' ? 'vide' : `« ${extraire(avant, 160)} »`,
    apres: lu.valeur === '' ? 'vide' : `« ${extraire(lu.valeur, 160)} »`,
    aDecider: travail.contenuChange || travail.lectureChangee,
    prevoir: (cle, aDecider) => ({ cle, aDecider, genre: 'commentaire', commentaire: lu.valeur }),
  });
}

interface Ecrit {
  readonly valeur: Niveau | ReponseCondition | null;
  readonly commentaire: string;
}

/** Faux aussi quand la grille est restée telle que produite : la base a avancé sans elle, et garde ce qu’elle a. */
function aChange({ fiche }: Travail, code: string, avant: Ecrit, apres: Ecrit): boolean {
  const enBase = empreinteLigne(avant.valeur, avant.commentaire);
  const enGrille = empreinteLigne(apres.valeur, apres.commentaire);
  return enGrille !== enBase && enGrille !== (fiche.origines[code] ?? '');
}

interface Changement extends Pick<ChangementGrille, 'genre' | 'libelle' | 'avant' | 'apres' | 'aDecider'> {
  readonly code: string;
  readonly prevoir: (cle: string, aDecider: boolean) => LignePrevue;
}

function ajouter(travail: Travail, lue: CaseLue, { prevoir, ...changement }: Changement): void {
  const { base, fichier, lignes, changements } = travail;
  const cle = `${base.id}|${changement.genre}:${changement.code}`;
  lignes.push(prevoir(cle, changement.aDecider));
  const { code: _, ...dit } = changement;
  changements.push({ ...dit, cle, fichier, cellule: `${lue.feuille}!${lue.cellule}` });
}

/** Une ligne ajoutée avec un code qui n’est pas de la charte. */
function signalerInconnues(travail: Travail): void {
  const { etat, base, dossier } = travail;
  const connus = new Set([
    ...criteresDe(etat.charte).map((c) => `${PREFIXE_CRITERE}${c.code}`),
    ...base.conditions.map((c) => `${PREFIXE_CONDITION}${c.code}`),
    LIGNE_COMMENTAIRE,
  ]);
  for (const { code, commentaire } of dossier.lignes) {
    if (!connus.has(code))
      signaler(travail, { ...commentaire, texte: code }, `« ${code} » n’est pas dans la charte : laissé.`, false);
  }
}

/** Ce que l’agent n’a pas le droit d’écrire. */
function refuserAcces(travail: Travail): void {
  const { base, dossier, changements } = travail;
  const lieu: CaseLue = { feuille: dossier.feuille, cellule: dossier.cellule, nature: 'vide', texte: '' };
  if (base.lien) {
    signaler(travail, lieu, 'Vous avez déclaré un lien d’intérêt avec ce dossier : il n’est pas repris.', true);
  } else if (base.lecture?.etat === 'terminee' && changements.length > 0) {
    signaler(
      travail,
      lieu,
      'Votre lecture de ce dossier est terminée : rouvrez-la (le motif est gardé), puis reprenez la grille.',
      true,
    );
  }
}

function direNiveau(niveau: Niveau | null, commentaire: string): string {
  const dit = niveau === null ? 'non coté' : niveau === 'sans_objet' ? 'sans objet' : String(niveau);
  return commentaire === '' ? dit : `${dit}, « ${extraire(commentaire, 160)} »`;
}

function direConstat(reponse: ReponseCondition | null, commentaire: string): string {
  const dit = reponse === null ? 'proposition gardée' : LIBELLES_REPONSE[reponse].toLowerCase();
  return commentaire === '' ? dit : `${dit}, « ${extraire(commentaire, 160)} »`;
}
