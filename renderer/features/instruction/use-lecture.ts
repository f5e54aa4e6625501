import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Agent } from '../../../shared/contract/commun.ts';
import type { ConditionEvaluee } from '../../../shared/contract/dossiers.ts';
import type { Lecture } from '../../../shared/contract/lectures.ts';
import type { Niveau, ReponseCondition } from '../../../shared/domaine/charte.ts';
import { calculerNote } from '../../../shared/domaine/note.ts';
import { manqueMotif } from '../../../shared/domaine/reste-a-faire.ts';
import { api, q } from '../../api.ts';
import { creerFile, type FileDeSaisies, useSaisies } from '../../saisies.ts';
import { poserBrouillon, retirerBrouillon, useBrouillons } from './brouillons.ts';

/** Une file par dossier : passer au dossier suivant n’arrête pas ce qui reste à enregistrer du précédent. */
const files = new Map<number, FileDeSaisies<Lecture>>();

function fileDuDossier(dossierId: number, requetes: QueryClient): FileDeSaisies<Lecture> {
  const connue = files.get(dossierId);
  if (connue) return connue;
  const neuve = creerFile<Lecture>(
    (lecture) => recevoir(requetes, lecture),
    () => void requetes.invalidateQueries({ queryKey: cleDe(dossierId) }),
  );
  files.set(dossierId, neuve);
  return neuve;
}

function cleDe(dossierId: number) {
  return q.lectures.lire.queryKey({ input: { dossierId } });
}

function recevoir(requetes: QueryClient, lecture: Lecture): void {
  const queryKey = cleDe(lecture.dossier.id);
  // Une lecture partie avant l’écriture rendrait, en arrivant après, l’état d’avant.
  void requetes.cancelQueries({ queryKey });
  // Pile, classement, séance, historique : à relire à leur prochaine ouverture, la note a pu changer.
  void requetes.invalidateQueries({ refetchType: 'none' });
  requetes.setQueryData(queryKey, lecture);
}

/** La note de cette lecture, refaite sur place : l’agent la voit bouger à chaque touche. */
function renoter(lecture: Lecture): Lecture {
  const { charte } = lecture;
  const niveaux = Object.fromEntries(lecture.niveaux.map(({ critere, niveau }) => [critere, niveau ?? undefined]));
  const calcul = calculerNote(charte, [niveaux]);
  const axes = calcul.axes.flatMap(({ code, dixiemes, cotes, total, sousSeuil }) => {
    const axe = charte.axes.find((un) => un.code === code);
    if (!axe) return [];
    const { libelle, abrege, poids, seuil } = axe;
    return [{ code, libelle, abrege, poids, seuil, dixiemes, cotes, total, sousSeuil }];
  });
  const { dixiemes, complete, manquants } = calcul;
  return { ...lecture, note: { dixiemes, complete, manquants, axes } };
}

type Changement = { readonly niveau: Niveau | null } | { readonly commentaire: string };

function avecCotation(lecture: Lecture, critere: string, changement: Changement): Lecture {
  const niveaux = lecture.niveaux.map((un) => (un.critere === critere ? { ...un, ...changement } : un));
  const etat = lecture.etat === 'non_commencee' ? 'en_cours' : lecture.etat;
  return renoter({ ...lecture, etat, niveaux });
}

function avecConstat(
  lecture: Lecture,
  condition: string,
  donne: Pick<NonNullable<ConditionEvaluee['constat']>, 'reponse' | 'commentaire' | 'agent' | 'instant'> | null,
): Lecture {
  const conditions = lecture.dossier.conditions.map((une) => {
    if (une.code !== condition) return une;
    const constat = donne && { ...donne, proposition: une.proposition };
    return { ...une, constat, aRevoir: false, retenue: constat?.reponse ?? une.proposition.reponse };
  });
  return { ...lecture, dossier: { ...lecture.dossier, conditions } };
}

/** La lecture d’un dossier et ce que l’agent y fait. Rien n’attend le backend pour se montrer. */
export function useLecture(dossierId: number, { id: agentId, prenom, nom }: Agent) {
  const requetes = useQueryClient();
  const file = fileDuDossier(dossierId, requetes);
  const { data, error } = useQuery(q.lectures.lire.queryOptions({ input: { dossierId } }));
  const { etat: lecture, enAttente, echec, enregistreLe } = useSaisies(file, data);
  const cleBrouillons = `${agentId}.${dossierId}.${lecture?.dossier.numero ?? ''}`;
  const brouillons = useBrouillons(cleBrouillons);

  function noter(critere: string, changement: Changement): void {
    const avant = lecture?.niveaux.find((un) => un.critere === critere);
    if (!avant) return;
    const frappe = 'commentaire' in changement;
    if (frappe ? changement.commentaire === avant.commentaire : changement.niveau === avant.niveau) return;
    file.ajouter({
      // Le niveau et son commentaire partent à part : une autre fenêtre tient peut-être l’un des deux.
      cle: `${frappe ? 'commentaire' : 'niveau'}:${critere}`,
      nom: `${frappe ? 'Commentaire du critère' : 'Critère'} ${critere}`,
      frappe,
      ...(frappe ? { texte: changement.commentaire } : {}),
      appliquer: (etat) => avecCotation(etat, critere, changement),
      envoyer: () => api.lectures.noter({ dossierId, critere, ...changement }),
    });
  }

  function constater(code: string, reponse: ReponseCondition | null, commentaire: string, frappe = false): void {
    const condition = lecture?.dossier.conditions.find((une) => une.code === code);
    if (!condition) return;
    // Sans son explication, le constat attend ici : ni la touche ni le texte ne se perdent.
    if (reponse !== null && manqueMotif({ reponse, commentaire }, condition.proposition)) {
      poserBrouillon(cleBrouillons, code, { reponse, commentaire });
      return;
    }
    retirerBrouillon(cleBrouillons, code);
    if (reponse === null && condition.constat === null) return;
    const constat =
      reponse === null ? null : { reponse, commentaire, agent: `${prenom} ${nom}`, instant: new Date().toISOString() };
    file.ajouter({
      cle: `condition:${code}`,
      nom: `Condition « ${condition.libelle} »`,
      frappe,
      texte: commentaire,
      appliquer: (etat) => avecConstat(etat, code, constat),
      envoyer: () => api.lectures.constater({ dossierId, condition: code, reponse, commentaire }),
    });
  }

  function commenter(commentaire: string): void {
    file.ajouter({
      cle: 'avis',
      nom: 'Avis du lecteur',
      frappe: true,
      texte: commentaire,
      appliquer: (etat) => ({ ...etat, commentaire }),
      envoyer: () => api.lectures.commenter({ dossierId, commentaire }),
    });
  }

  /** Termine, une fois tout enregistré ; l’erreur remonte à l’appelant. Faux si une saisie n’a pas pu l’être. */
  async function terminer(): Promise<boolean> {
    if (!(await file.terminer())) return false;
    recevoir(requetes, await api.lectures.terminer({ dossierId }));
    return true;
  }

  async function rouvrir(motif: string): Promise<void> {
    recevoir(requetes, await api.lectures.rouvrir({ dossierId, motif }));
  }

  /** Ce qui reste à enregistrer l’est d’abord : la réponse du backend doit contenir les dernières cotes. */
  async function prendreConnaissance(): Promise<void> {
    if (await file.terminer()) recevoir(requetes, await api.lectures.prendreConnaissance({ dossierId }));
  }

  const { hater, oublierEchec } = file;
  return {
    lecture,
    erreur: error,
    enAttente,
    echec,
    /** Constats répondus qui attendent leur commentaire, par code de condition. */
    brouillons,
    /** Un constat porte sur le dossier : il n’est pas dans la date de la lecture. */
    enregistreLe: enregistreLe ?? lecture?.enregistreLe ?? null,
    noter,
    constater,
    commenter,
    terminer,
    rouvrir,
    prendreConnaissance,
    hater,
    oublierEchec,
  };
}

export type GestesDeLecture = ReturnType<typeof useLecture>;
