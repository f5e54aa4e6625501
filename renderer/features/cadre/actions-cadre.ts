import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { PAGES } from '../../../shared/domaine/pages.ts';
import { chemins } from '../../contexte.tsx';
import { type Action, useActions } from '../../ui/actions.tsx';
import { type Apparence, useApparence } from '../../ui/Theme.tsx';

const APPARENCES: readonly (readonly [Apparence, string])[] = [
  ['auto', 'Comme le système'],
  ['clair', 'Clair'],
  ['sombre', 'Sombre'],
];

interface Ouvertures {
  readonly chercher: () => void;
  readonly changerAgent: () => void;
  readonly raccourcis: () => void;
  readonly aPropos: () => void;
}

function basculerPleinEcran(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen();
}

/** Actions communes à toutes les pages. */
export function useActionsDuCadre(campagneId: number | null, ouvrir: Ouvertures): void {
  const [, aller] = useLocation();
  const requetes = useQueryClient();
  const { apparence, choisir } = useApparence();
  const avecCampagne = campagneId !== null;
  const pages = PAGES.map(
    ({ code, libelle, chemin, deLaCampagne, raccourci }): Action => ({
      code: `aller.${code}`,
      libelle,
      menu: 'aller',
      groupe: deLaCampagne ? 20 : 30,
      ...(raccourci === null ? {} : { raccourci }),
      disponible: avecCampagne || !deLaCampagne,
      executer: () => aller(deLaCampagne ? `/c/${campagneId ?? 0}${chemin}` : chemin),
    }),
  );
  useActions([
    {
      code: 'nouvelle-campagne',
      libelle: 'Nouvelle campagne…',
      menu: 'fichier',
      groupe: 10,
      icone: 'ajouter',
      raccourci: 'Ctrl+N',
      executer: () => aller(chemins.nouvelleCampagne),
    },
    {
      code: 'importer',
      libelle: 'Importer un export…',
      menu: 'fichier',
      groupe: 20,
      icone: 'envoyer',
      raccourci: 'Ctrl+O',
      disponible: avecCampagne,
      executer: () => aller(chemins.import(campagneId ?? 0)),
    },
    {
      code: 'changer-agent',
      libelle: 'Changer d’agent…',
      menu: 'fichier',
      groupe: 80,
      icone: 'agent',
      raccourci: 'Ctrl+Maj+A',
      executer: ouvrir.changerAgent,
    },
    {
      code: 'rechercher',
      libelle: 'Rechercher…',
      menu: 'edition',
      groupe: 90,
      icone: 'chercher',
      raccourci: 'Ctrl+K',
      executer: ouvrir.chercher,
    },
    ...APPARENCES.map(
      ([code, libelle]): Action => ({
        code: `apparence.${code}`,
        libelle: `Couleurs : ${libelle.toLowerCase()}`,
        menu: 'affichage',
        groupe: 20,
        coche: apparence === code,
        executer: () => choisir(code),
      }),
    ),
    {
      code: 'affichage.recharger',
      libelle: 'Relire les données',
      menu: 'affichage',
      groupe: 10,
      icone: 'recharger',
      raccourci: 'F5',
      executer: () => void requetes.invalidateQueries(),
    },
    {
      code: 'affichage.plein-ecran',
      libelle: 'Plein écran',
      menu: 'affichage',
      groupe: 30,
      icone: 'plein_ecran',
      raccourci: 'F11',
      executer: basculerPleinEcran,
    },
    {
      code: 'precedent',
      libelle: 'Page précédente',
      menu: 'aller',
      groupe: 10,
      icone: 'precedent',
      raccourci: 'Alt+Gauche',
      executer: () => window.history.back(),
    },
    {
      code: 'suivant',
      libelle: 'Page suivante',
      menu: 'aller',
      groupe: 10,
      icone: 'suivant',
      raccourci: 'Alt+Droite',
      executer: () => window.history.forward(),
    },
    ...pages,
    {
      code: 'raccourcis',
      libelle: 'Raccourcis clavier',
      menu: 'aide',
      groupe: 10,
      icone: 'clavier',
      raccourci: 'F1',
      executer: ouvrir.raccourcis,
    },
    {
      code: 'aide.a-propos',
      libelle: 'À propos de Clas',
      menu: 'aide',
      groupe: 20,
      icone: 'aide',
      executer: ouvrir.aPropos,
    },
  ]);
}
