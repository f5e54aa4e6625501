import { useMemo, useRef, useState } from 'react';
import type { Apercu, DifferenceImport } from '../../../shared/contract/imports.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { Cellule } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { MenuDeroulant } from '../../ui/Menus.tsx';
import { colonnesDifferences } from './colonnes-differences.tsx';
import { articlesEnBloc, ouvrirLeChoix } from './decider.ts';
import type { NatureDifference } from './libelles-import.ts';
import type { SuiviImport } from './suivi-import.ts';

/** Ce qui demande une réponse d’abord. */
const ORDRE: readonly NatureDifference[] = ['doublon_probable', 'structure', 'iban', 'modifie', 'nouveau', 'disparu'];

function rang({ nature, propose }: DifferenceImport): number {
  return (propose === null ? 0 : ORDRE.length) + ORDRE.indexOf(nature);
}

/** La ligne du focus, sans rien d’abrégé : la grille coupe ce qui est long. */
function EnEntier({ raisonSociale, numero, champ, avant, apres, adresse }: DifferenceImport) {
  return (
    <p className="import-anomalie" aria-live="polite">
      {adresse !== null && <Cellule adresse={adresse} />} {`${raisonSociale}, dossier ${numero} : ${champ}`}
      {(avant ?? apres) !== null && ` ; dans la base ${citer(avant)}, dans le fichier ${citer(apres)}`}
    </p>
  );
}

function citer(valeur: string | null): string {
  return valeur === null ? 'rien' : `« ${valeur} »`;
}

interface Props {
  readonly apercu: Apercu;
  /** La seule nature montrée ; null : toutes. */
  readonly nature: NatureDifference | null;
  readonly suivi: SuiviImport;
  readonly onTout: () => void;
}

/** Ce que les fichiers changeraient, ligne à ligne : une liste de 5 000 lignes ne dessine que celles qu’on voit. */
export function Differences({ apercu, nature, suivi, onTout }: Props) {
  const grille = useGrille<DifferenceImport>('import-differences');
  const { differences, fichiers } = apercu;
  const cadre = useRef<HTMLDivElement>(null);
  const [courante, setCourante] = useState<DifferenceImport | null>(null);
  const plusieurs = fichiers.filter(({ refus }) => refus === null).length > 1;
  const colonnes = useMemo(() => colonnesDifferences(suivi, plusieurs), [suivi, plusieurs]);
  const lignes = useMemo(
    () => differences.filter((une) => nature === null || une.nature === nature).toSorted((a, b) => rang(a) - rang(b)),
    [differences, nature],
  );
  if (differences.length === 0)
    return (
      <Carte titre="Différences avec la base">
        <p className="encre2">Aucune : la base contient déjà tout ce que disent ces fichiers.</p>
      </Carte>
    );
  return (
    // La carte prend la place de ses lignes, sans dépasser la moitié de l’écran.
    <div
      ref={cadre}
      className="import-differences"
      style={{ height: 76 + 28 * Math.max(lignes.length, 2) + (courante === null ? 0 : 32) }}
    >
      <Carte
        titre="Différences avec la base"
        sousTitre="chaque choix reste modifiable, tout l’import s’annule d’un bloc"
        actions={
          <>
            {nature !== null && (
              <button type="button" className="lien t12" onClick={onTout}>
                {`${formaterEntier(lignes.length)} sur ${pluriel(differences.length, 'ligne')} : tout montrer`}
              </button>
            )}
            <RechercheGrille grille={grille} exemple="Filtrer les différences…" />
            <MenuDeroulant
              aligne="droite"
              largeur={330}
              cible={<Bouton taille="petite">Décider en bloc</Bouton>}
              articles={articlesEnBloc(grille, lignes, suivi)}
            />
            <ColonnesGrille grille={grille} />
          </>
        }
        plein
        className="remplit"
      >
        <Grille
          grille={grille}
          libelle="Différences avec la base ; Entrée ouvre le choix d’une ligne"
          lignes={lignes}
          colonnes={colonnes}
          cle={({ cle }) => cle}
          onOuvrir={(ligne) => ouvrirLeChoix(cadre.current, ligne, suivi)}
          onCourante={setCourante}
          vide="Aucune différence ne répond à ce filtre."
        />
        {courante !== null && <EnEntier {...courante} />}
      </Carte>
    </div>
  );
}
