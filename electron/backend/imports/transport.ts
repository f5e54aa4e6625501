import { coderReponses, decoderReponses, type ReponseRecue } from '../../../db/reponses-codees.ts';
import type { CollectifLu, DossierLu, LectureImport, ReponseLue } from './dossier-lu.ts';
import { empreinteSource, retenirEmpreinte } from './empreinte-source.ts';

/** Un dossier lu, ses réponses codées d’un bloc comme la base les gardera : deux cents objets de moins à transporter. */
export interface DossierPlie extends Omit<DossierLu, 'reponses' | 'collectifs'> {
  readonly collectifs: readonly Omit<CollectifLu, 'reponses'>[];
  readonly codees: string;
  readonly empreinte: string;
}

export interface LecturePliee extends Omit<LectureImport, 'dossiers'> {
  readonly dossiers: readonly DossierPlie[];
}

const codeesDe = new WeakMap<DossierLu, string>();

/** Les réponses d’un dossier et de ses collectifs, codées ; sans rien recoder s’il vient tel quel du processus de lecture. */
export function coderDossier(lu: DossierLu): string {
  return codeesDe.get(lu) ?? coderReponses(listerReponses(lu));
}

function* listerReponses(lu: DossierLu): Generator<ReponseRecue> {
  for (const r of lu.reponses) yield { ...r, collectifRang: null };
  for (const c of lu.collectifs) for (const r of c.reponses) yield { ...r, collectifRang: c.rang };
}

export function plierLecture(lecture: LectureImport): LecturePliee {
  return {
    ...lecture,
    dossiers: lecture.dossiers.map((lu) => {
      const { reponses: _reponses, collectifs, ...reste } = lu;
      return {
        ...reste,
        collectifs: collectifs.map(({ reponses: _siennes, ...c }) => c),
        codees: coderDossier(lu),
        empreinte: empreinteSource(lu),
      };
    }),
  };
}

/** Les réponses ne se décodent que si on les demande : un dossier nouveau ou inchangé s’en passe. */
export function deplierLecture(pliee: LecturePliee): LectureImport {
  return { ...pliee, dossiers: pliee.dossiers.map(deplierDossier) };
}

function deplierDossier({ codees, empreinte, collectifs, ...reste }: DossierPlie): DossierLu {
  let parRang: Map<number | null, ReponseLue[]> | null = null;
  const lire = (rang: number | null): readonly ReponseLue[] => {
    parRang ??= grouper(codees);
    return parRang.get(rang) ?? [];
  };
  const lu: DossierLu = {
    ...reste,
    get reponses() {
      return lire(null);
    },
    collectifs: collectifs.map((c) => ({
      ...c,
      get reponses() {
        return lire(c.rang);
      },
    })),
  };
  retenirEmpreinte(lu, empreinte);
  codeesDe.set(lu, codees);
  return lu;
}

function grouper(codees: string): Map<number | null, ReponseLue[]> {
  const parRang = new Map<number | null, ReponseLue[]>();
  for (const { collectifRang, ...reponse } of decoderReponses(codees)) {
    const siennes = parRang.get(collectifRang);
    if (siennes) siennes.push(reponse);
    else parRang.set(collectifRang, [reponse]);
  }
  return parRang;
}
