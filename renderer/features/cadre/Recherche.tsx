import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useLocation } from 'wouter';
import type { Trouvaille } from '../../../shared/contract/recherche.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import { q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { type Action, useToutesActions } from '../../ui/actions.tsx';
import type { NomIcone } from '../../ui/Icone.tsx';
import { type GroupeResultats, RechercheGlobale, type Resultat } from '../../ui/RechercheGlobale.tsx';

const ICONES: Readonly<Record<Trouvaille['type'], NomIcone>> = {
  structure: 'agents',
  dossier: 'dossier',
  collectif: 'accueil',
};
const NOMS: Readonly<Record<Trouvaille['type'], string>> = {
  structure: 'Structures',
  dossier: 'Dossiers',
  collectif: 'Collectifs',
};
const TYPES = ['structure', 'dossier', 'collectif'] as const;

function versResultat(action: Action): Resultat {
  const { code, libelle, icone = 'droite', raccourci, executer } = action;
  return { code, libelle, icone, raccourci, executer };
}

/** Ctrl+K : structures, dossiers et collectifs de la campagne, pages et actions. */
export function Recherche({ campagneId }: { readonly campagneId: number | null }) {
  const [texte, setTexte] = useState('');
  const [, aller] = useLocation();
  const differe = useDeferredValue(texte.trim());
  const actions = useToutesActions();
  const actif = campagneId !== null && differe !== '';
  const { data = [], isFetching } = useQuery({
    ...q.recherche.chercher.queryOptions({ input: { campagneId: campagneId ?? 1, texte: differe || ' ' } }),
    enabled: actif,
    placeholderData: keepPreviousData,
  });
  const mots = normaliserTexte(texte).split(' ');
  const proposees = actions.filter(
    ({ menu, disponible, code, libelle }) =>
      menu !== undefined &&
      disponible !== false &&
      code !== 'rechercher' &&
      mots.every((mot) => normaliserTexte(libelle).includes(mot)),
  );
  const trouvailles = actif ? data : [];
  const groupes: GroupeResultats[] = [
    ...TYPES.map((type) => ({
      titre: NOMS[type],
      resultats: trouvailles
        .filter((une) => une.type === type)
        .slice(0, 8)
        .map(
          ({ dossierId, titre, detail }, rang): Resultat => ({
            code: `${type}-${dossierId}-${rang}`,
            libelle: titre,
            detail,
            icone: ICONES[type],
            executer: () => campagneId !== null && aller(chemins.dossier(campagneId, dossierId)),
          }),
        ),
    })),
    { titre: 'Pages', resultats: proposees.filter(({ menu }) => menu === 'aller').map(versResultat) },
    { titre: 'Actions', resultats: proposees.filter(({ menu }) => menu !== 'aller').map(versResultat) },
  ];
  return (
    <RechercheGlobale
      texte={texte}
      onTexte={setTexte}
      groupes={groupes}
      exemple="Structure, dossier, collectif, page ou action…"
      enCours={actif && isFetching}
    />
  );
}
