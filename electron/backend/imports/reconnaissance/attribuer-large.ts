import { CHAMPS, type Champ } from '../../../../shared/domaine/champs.ts';
import type { Cellule } from '../../tableurs/classeur.ts';
import { isConfirme } from './contenu.ts';
import type { ColonneLarge } from './large.ts';
import { type Candidat, chercherCandidats, type Lexique, restreindreLexique } from './ressemblance.ts';
import { type Tableau, valeursDe } from './tableau.ts';

interface DemandeLarge {
  readonly tableau: Tableau;
  readonly lexique: Lexique;
  readonly large: ReadonlyMap<number, ColonneLarge>;
}

const CHAMPS_COLLECTIF: readonly Champ[] = CHAMPS.filter((c) => c.objet === 'collectif');
const VALEURS_JUGEES = 60;

/** Une même question, posée pour chaque collectif, désigne le même champ à tous les rangs. */
export function attribuerLarge(demande: DemandeLarge, retenir: (indice: number, candidat: Candidat) => void): void {
  const lexique = restreindreLexique(demande.lexique, CHAMPS_COLLECTIF);
  const parQuestion = Map.groupBy(
    demande.tableau.colonnes.filter((c) => demande.large.has(c.indice)),
    (c) => demande.large.get(c.indice)?.question ?? '',
  );
  const paires = [...parQuestion].flatMap(([question, groupe]) => {
    const valeurs = groupe.flatMap((c) => valeursDe(demande.tableau, c.indice, 20)).slice(0, VALEURS_JUGEES);
    const candidats = question === '' ? nommerSeules(valeurs) : chercherCandidats(question, lexique);
    return candidats.filter((c) => isConfirme(c, valeurs)).map((candidat) => ({ question, groupe, candidat }));
  });
  const [pris, servies] = [new Set<string>(), new Set<string>()];
  for (const { question, groupe, candidat } of paires.toSorted((a, b) => b.candidat.confiance - a.candidat.confiance)) {
    const { champ } = candidat;
    if (pris.has(champ.code) || servies.has(question)) continue;
    pris.add(champ.code);
    servies.add(question);
    for (const { indice } of groupe) retenir(indice, candidat);
  }
}

/** « Collectif 1 », sans rien de plus : des nombres sont des effectifs, des textes sont des noms. */
function nommerSeules(valeurs: readonly Cellule[]): Candidat[] {
  const nombres = valeurs.filter(
    ({ contenu }) => contenu.type === 'nombre' || (contenu.type === 'texte' && /^\s*\d{1,2}\s*$/.test(contenu.valeur)),
  ).length;
  const code = nombres * 2 > valeurs.length ? 'collectif.effectif' : 'collectif.libelle';
  const champ = CHAMPS_COLLECTIF.find((c) => c.code === code);
  return champ ? [{ champ, confiance: 85, origine: 'nom' }] : [];
}
