import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Lecture } from '../../../shared/contract/lectures.ts';
import type { Niveau, ReponseCondition } from '../../../shared/domaine/charte.ts';
import { calculerNote } from '../../../shared/domaine/note.ts';
import { api, q } from '../../api.ts';
import { creerFile, type FileDeSaisies, useSaisies } from '../../saisies.ts';

/** Une file par dossier : passer au dossier suivant n’arrête pas ce qui reste à enregistrer du précédent. */
const files = new Map<number, FileDeSaisies<Lecture>>();

function fileDuDossier(dossierId: number, requetes: QueryClient): FileDeSaisies<Lecture> {
  const connue = files.get(dossierId);
  if (connue) return connue;
  const neuve = creerFile<Lecture>((lecture) => recevoir(requetes, lecture));
  files.set(dossierId, neuve);
  return neuve;
}

function recevoir(requetes: QueryClient, lecture: Lecture): void {
  // Pile, classement, séance : à relire à leur prochaine ouverture, la note a pu changer.
  void requetes.invalidateQueries({ refetchType: 'none' });
  requetes.setQueryData(q.lectures.lire.queryKey({ input: { dossierId: lecture.dossier.id } }), lecture);
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

function avecNiveau(lecture: Lecture, critere: string, niveau: Niveau | null, commentaire: string): Lecture {
  const niveaux = lecture.niveaux.map((un) => (un.critere === critere ? { critere, niveau, commentaire } : un));
  const etat = lecture.etat === 'non_commencee' ? 'en_cours' : lecture.etat;
  return renoter({ ...lecture, etat, niveaux });
}

interface Constat {
  readonly reponse: ReponseCondition;
  readonly commentaire: string;
  readonly agent: string;
}

function avecConstat(lecture: Lecture, condition: string, constat: Constat | null): Lecture {
  const conditions = lecture.dossier.conditions.map((une) =>
    une.code === condition ? { ...une, constat, retenue: constat?.reponse ?? une.proposition.reponse } : une,
  );
  return { ...lecture, dossier: { ...lecture.dossier, conditions } };
}

/** La lecture d’un dossier et ce que l’agent y fait. Rien n’attend le backend pour se montrer. */
export function useLecture(dossierId: number, agent: string) {
  const requetes = useQueryClient();
  const file = fileDuDossier(dossierId, requetes);
  const { data, error } = useQuery(q.lectures.lire.queryOptions({ input: { dossierId } }));
  const { etat: lecture, enAttente, echec, enregistreLe } = useSaisies(file, data);

  function noter(critere: string, suite: { readonly niveau: Niveau | null } | { readonly commentaire: string }): void {
    const avant = lecture?.niveaux.find((un) => un.critere === critere);
    if (!avant) return;
    const { niveau, commentaire } = { ...avant, ...suite };
    if (niveau === avant.niveau && commentaire === avant.commentaire) return;
    file.ajouter({
      cle: `critere:${critere}`,
      nom: `Critère ${critere}`,
      frappe: 'commentaire' in suite,
      appliquer: (etat) => avecNiveau(etat, critere, niveau, commentaire),
      envoyer: () => api.lectures.noter({ dossierId, critere, niveau, commentaire }),
    });
  }

  function constater(condition: string, reponse: ReponseCondition | null, commentaire: string, frappe = false): void {
    const constat = reponse === null ? null : { reponse, commentaire, agent };
    const libelle = lecture?.dossier.conditions.find(({ code }) => code === condition)?.libelle ?? condition;
    file.ajouter({
      cle: `condition:${condition}`,
      nom: `Condition « ${libelle} »`,
      frappe,
      appliquer: (etat) => avecConstat(etat, condition, constat),
      envoyer: () => api.lectures.constater({ dossierId, condition, reponse, commentaire }),
    });
  }

  function commenter(commentaire: string): void {
    file.ajouter({
      cle: 'avis',
      nom: 'Avis du lecteur',
      frappe: true,
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
