import { useState } from 'react';
import type { Lecture } from '../../../shared/contract/lectures.ts';
import { type Preuve, trouverPreuves } from './preuves.ts';
import type { OngletReponses } from './Reponses.tsx';
import { aRegarder, axeDe, premierRepere, type Repere } from './reperes.ts';

/** Les champs qui appuient la condition ou le critère sous les yeux. */
function champsDe({ genre, code }: Repere, { charte, dossier }: Lecture): readonly string[] {
  if (genre === 'condition') return dossier.conditions.find((une) => une.code === code)?.champs ?? [];
  return charte.axes.flatMap(({ criteres }) => criteres).find((critere) => critere.code === code)?.champs ?? [];
}

/** L’état de l’écran : où l’on en est dans la grille, ce qui est déplié, ce que montre la gauche. */
export function useEcran(lecture: Lecture) {
  const [courant, setCourant] = useState(() => premierRepere(lecture));
  const [ouvertes, setOuvertes] = useState<ReadonlySet<string>>(
    () =>
      new Set([...(lecture.dossier.conditions.some(aRegarder) ? ['conditions'] : []), axeDe(courant, lecture) ?? '']),
  );
  const [toutes, setToutes] = useState(false);
  const preuves = trouverPreuves(champsDe(courant, lecture), lecture.dossier.reponses);
  const [onglet, setOnglet] = useState<OngletReponses>(preuves.trouvees[0]?.reponse.section ?? 'projet');
  const [versPreuve, setVersPreuve] = useState<{ readonly numero: number } | null>(null);

  function voir({ numero, reponse }: Preuve): void {
    setOnglet(reponse.section);
    setVersPreuve({ numero });
  }

  function prendre(repere: Repere): void {
    if (repere.genre === courant.genre && repere.code === courant.code) return;
    setCourant(repere);
    const axe = axeDe(repere, lecture);
    // Un axe à la fois : la grille tient dans l’écran. Les conditions restent telles que l’agent les a laissées.
    setOuvertes((avant) => {
      if (axe === null) return new Set([...avant, 'conditions']);
      return new Set([...(avant.has('conditions') ? ['conditions'] : []), axe]);
    });
    const suivantes = trouverPreuves(champsDe(repere, lecture), lecture.dossier.reponses).trouvees;
    const premiere = suivantes[0];
    if (premiere === undefined) return;
    if (!suivantes.some(({ reponse }) => reponse.section === onglet)) setOnglet(premiere.reponse.section);
    setVersPreuve({ numero: (suivantes.find(({ reponse }) => reponse.section === onglet) ?? premiere).numero });
  }

  function basculer(section: string): void {
    setOuvertes((avant) => {
      const apres = new Set(avant);
      if (!apres.delete(section)) apres.add(section);
      return apres;
    });
  }

  const basculerToutes = () => setToutes(!toutes);
  return { courant, prendre, ouvertes, basculer, toutes, basculerToutes, preuves, onglet, setOnglet, versPreuve, voir };
}
