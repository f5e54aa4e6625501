import type { Base } from '../../db/base.ts';
import { lireCampagne } from '../../db/queries/campagnes.ts';
import { type LigneLecture, type LigneNiveau, lireLignesDossiers } from '../../db/queries/dossiers.ts';
import type { LigneSynthese } from '../../db/queries/instruction.ts';
import { type DossierAnterieur, dossiersDeLAnDernier } from '../../db/queries/passe-porteurs.ts';
import type { AnDernier } from '../../shared/contract/lectures.ts';
import type { Charte, Niveau } from '../../shared/domaine/charte.ts';
import { formaterDixiemes } from '../../shared/domaine/nombres.ts';
import { calculerNote } from '../../shared/domaine/note.ts';
import { niveauxDeLecture } from './dossiers/evaluer.ts';
import { lireInstruction, retenirLectures } from './instruction/vue.ts';

/** Plusieurs dossiers d’un porteur : celui du même lieu, puis du même intitulé, puis le premier. */
function choisir(candidats: readonly DossierAnterieur[], ici: Pick<DossierAnterieur, 'communeInsee' | 'intitule'>) {
  const points = (d: DossierAnterieur) =>
    (d.communeInsee !== null && d.communeInsee === ici.communeInsee ? 2 : 0) +
    (d.intitule !== null && d.intitule === ici.intitule ? 1 : 0);
  return candidats.toSorted((a, b) => points(b) - points(a))[0];
}

/** « 2 », « 1,5 », « s. o. » : la moyenne des lecteurs qui ont donné un niveau. */
function direMoyenne(niveaux: readonly (Niveau | undefined)[]): string | null {
  const donnes = niveaux.filter((n) => n !== undefined);
  const chiffres = donnes.filter((n) => n !== 'sans_objet');
  if (donnes.length === 0) return null;
  if (chiffres.length === 0) return 's. o.';
  const somme = chiffres.reduce<number>((total, n) => total + n, 0);
  return formaterDixiemes(Math.round((somme * 10) / chiffres.length)).replace(/,0$/, '');
}

interface Lues {
  readonly charte: Charte;
  readonly lectures: readonly { readonly lecture: LigneLecture; readonly lignes: readonly LigneNiveau[] }[];
  /** Niveaux du rapporteur, qui prennent la place de ceux des lecteurs. */
  readonly fixes: readonly LigneSynthese[];
}

function parCritere({ charte, lectures, fixes }: Lues): AnDernier['criteres'] {
  const niveaux = lectures.map(({ lignes }) => niveauxDeLecture(lignes));
  const imposes = niveauxDeLecture(fixes);
  return charte.axes.flatMap(({ criteres }) =>
    criteres.map(({ code, libelle }) => {
      const fixe = fixes.find((une) => une.critere === code);
      const commentaires = lectures.flatMap(({ lecture, lignes }) => {
        const texte = lignes.find((l) => l.critere === code)?.commentaire ?? '';
        return texte === '' ? [] : [{ agent: lecture.agent, texte }];
      });
      if (fixe && fixe.commentaire !== '') commentaires.unshift({ agent: fixe.agent, texte: fixe.commentaire });
      return {
        critere: code,
        libelle,
        niveau: direMoyenne(fixe ? [imposes[code]] : niveaux.map((lus) => lus[code])),
        fixe: fixe !== undefined,
        commentaires,
      };
    }),
  );
}

/** Ce que le même porteur avait obtenu à la dernière campagne où il a répondu, avec la charte d’alors ; null s’il n’y en a pas. */
export function lireAnDernier(
  db: Base,
  dossier: { readonly id: number; readonly communeInsee: string | null; readonly intitule: string | null },
  charteId: number,
): AnDernier | null {
  const candidats = dossiersDeLAnDernier(db, dossier.id);
  const ancien = choisir(candidats, dossier);
  const campagne = ancien && lireCampagne(db, ancien.campagneId);
  if (!ancien || !campagne) return null;
  const { charte } = campagne;
  const lignes = lireLignesDossiers(db, ancien.campagneId, { dossierIds: [ancien.id], champs: [] });
  const { comptees, fixes } = retenirLectures(ancien.id, lignes, lireInstruction(db, campagne, null));
  const lectures = comptees.map((lecture) => ({ lecture, lignes: lignes.niveaux.get(lecture.id) ?? [] }));
  return {
    anneeScolaire: ancien.anneeScolaire,
    dossierId: ancien.id,
    numero: ancien.numero,
    autres: candidats.length - 1,
    charte: `${charte.nom}, version ${charte.version}`,
    memeCharte: ancien.charteId === charteId,
    dixiemes: calculerNote(
      charte,
      lectures.map((une) => niveauxDeLecture(une.lignes)),
      niveauxDeLecture(fixes),
    ).dixiemes,
    criteres: parCritere({ charte, lectures, fixes }),
  };
}
