import { useMemo } from 'react';
import type { Apercu, DifferenceImport } from '../../../shared/contract/imports.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { Badge, Cellule } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { MenuDeroulant } from '../../ui/Menus.tsx';
import { ASPECTS_NATURE, type NatureDifference } from './libelles-import.ts';

interface Ligne extends DifferenceImport {
  readonly cle: string;
  /** null : il n’y a rien à décider (un dossier absent du fichier reste dans la base). */
  readonly prise: boolean | null;
  readonly decider: (prendre: boolean) => void;
}

const VERBES: Readonly<Record<NatureDifference, string>> = {
  nouveau: 'Créer',
  modifie: 'Remplacer',
  doublon_probable: 'Importer aussi',
  disparu: 'Garder',
};
/** Ce qui demande une décision d’abord. */
const ORDRE: readonly NatureDifference[] = ['doublon_probable', 'modifie', 'nouveau', 'disparu'];
const VIDE = '(vide)';

function libelleDecision({ nature, prise }: Ligne): string {
  return prise === false ? 'Laisser à l’écart' : VERBES[nature];
}

function Long({ texte }: { readonly texte: string }) {
  return (
    <span className="elide" title={texte}>
      {texte}
    </span>
  );
}

function Decision({ ligne }: { readonly ligne: Ligne }) {
  if (ligne.prise === null) return <span className="encre3">Gardé dans la base</span>;
  const attention = ligne.nature === 'doublon_probable' && ligne.prise;
  return (
    <select
      className={`import-choix ${attention ? 'import-choix-att' : ''}`}
      // Dans la grille, c’est Entrée sur la ligne qui change la décision ; la souris ouvre la liste.
      tabIndex={-1}
      aria-label={`Décision pour le dossier ${ligne.numero}`}
      value={ligne.prise ? 'prendre' : 'laisser'}
      onChange={(evenement) => ligne.decider(evenement.currentTarget.value === 'prendre')}
    >
      <option value="prendre">{VERBES[ligne.nature]}</option>
      <option value="laisser">Laisser à l’écart</option>
    </select>
  );
}

function Changement({ ligne: { nature, avant, apres } }: { readonly ligne: Ligne }) {
  if (nature !== 'modifie') return null;
  return (
    <span className="rangee serree" title={`Dans la base : ${avant ?? VIDE}\nDans le fichier : ${apres ?? VIDE}`}>
      <s className="encre3 elide">{avant ?? VIDE}</s>
      <span aria-label="devient">→</span>
      <span className="g5 elide">{apres ?? VIDE}</span>
    </span>
  );
}

const COLONNES: readonly ColonneGrille<Ligne>[] = [
  {
    code: 'nature',
    titre: 'Nature',
    largeur: 146,
    valeur: ({ nature }) => ASPECTS_NATURE[nature].libelle,
    rendu: ({ nature }) => {
      const { libelle, ton, signe } = ASPECTS_NATURE[nature];
      return (
        <Badge ton={ton} signe={signe}>
          {libelle}
        </Badge>
      );
    },
  },
  { code: 'numero', titre: 'N°', titreLong: 'Numéro du dossier', largeur: 76, valeur: (l) => l.numero, attenue: true },
  {
    code: 'structure',
    titre: 'Structure',
    largeur: 180,
    valeur: (l) => l.raisonSociale,
    graisse: 'm',
    rendu: (l) => <Long texte={l.raisonSociale} />,
  },
  { code: 'commune', titre: 'Commune', largeur: 132, valeur: (l) => l.commune },
  {
    code: 'champ',
    titre: 'Champ',
    valeur: (l) => l.champ,
    attenue: true,
    largeurMin: 160,
    rendu: (l) => <Long texte={l.champ} />,
  },
  {
    code: 'changement',
    titre: 'Base → fichier',
    largeur: 200,
    valeur: ({ nature, avant, apres }) => (nature === 'modifie' ? `${avant ?? VIDE} → ${apres ?? VIDE}` : ''),
    rendu: (ligne) => <Changement ligne={ligne} />,
  },
  {
    code: 'cellule',
    titre: 'Cellule',
    largeur: 110,
    cachee: true,
    valeur: (l) => l.adresse,
    rendu: ({ adresse }) => adresse !== null && <Cellule adresse={adresse} />,
  },
  {
    code: 'decision',
    titre: 'Décision',
    largeur: 146,
    valeur: libelleDecision,
    rendu: (ligne) => <Decision ligne={ligne} />,
  },
];

interface Props {
  readonly apercu: Apercu;
  /** La seule nature montrée ; null : toutes. */
  readonly nature: NatureDifference | null;
  readonly refuses: ReadonlySet<string>;
  readonly onDecider: (numeros: readonly string[], prendre: boolean) => void;
  readonly onTout: () => void;
}

/** Ce que le fichier changerait, ligne à ligne. La décision porte sur le dossier entier. */
export function Differences({ apercu, nature, refuses, onDecider, onTout }: Props) {
  const grille = useGrille<Ligne>('import-differences');
  const { differences } = apercu;
  const lignes = useMemo(() => {
    const doublons = new Set(differences.flatMap((d) => (d.nature === 'doublon_probable' ? [d.numero] : [])));
    const changes = new Set(
      differences.flatMap((d) => (d.nature === 'nouveau' || d.nature === 'modifie' ? [d.numero] : [])),
    );
    return differences
      .map(
        (d, rang): Ligne => ({
          ...d,
          // La nature est déjà écrite dans sa colonne.
          champ: d.champ.replace(/^Doublon probable : /, ''),
          cle: `${rang}`,
          prise: changes.has(d.numero) ? !refuses.has(d.numero) : null,
          decider: (prendre) => onDecider([d.numero], prendre),
        }),
      )
      .filter((l) => !(l.nature === 'nouveau' && doublons.has(l.numero)) || nature === 'nouveau')
      .filter((l) => nature === null || l.nature === nature)
      .toSorted((a, b) => ORDRE.indexOf(a.nature) - ORDRE.indexOf(b.nature));
  }, [differences, refuses, nature, onDecider]);
  function deciderAffichees(prendre: boolean) {
    onDecider(
      grille.lignesAffichees().flatMap(({ numero, prise }) => (prise === null ? [] : [numero])),
      prendre,
    );
  }
  if (differences.length === 0)
    return (
      <Carte titre="Différences avec la base">
        <p className="encre2">Aucune : la base contient déjà tout ce que dit ce fichier.</p>
      </Carte>
    );
  return (
    // La carte prend la place de ses lignes, sans dépasser la moitié de l’écran.
    <div className="import-differences" style={{ height: 76 + 28 * Math.max(lignes.length, 2) }}>
      <Carte
        titre="Différences avec la base"
        sousTitre="chaque choix reste modifiable : rien n’est écrit avant « Importer »"
        actions={
          <>
            {nature !== null && (
              <button type="button" className="lien t12" onClick={onTout}>
                {`${formaterEntier(lignes.length)} sur ${pluriel(differences.length, 'ligne')} : tout montrer`}
              </button>
            )}
            <RechercheGrille grille={grille} exemple="Filtrer…" />
            <MenuDeroulant
              aligne="droite"
              cible={<Bouton taille="petite">Décider en bloc</Bouton>}
              articles={[
                { code: 'prendre', libelle: 'Prendre les dossiers affichés', executer: () => deciderAffichees(true) },
                {
                  code: 'laisser',
                  libelle: 'Laisser à l’écart les dossiers affichés',
                  executer: () => deciderAffichees(false),
                },
              ]}
            />
            <ColonnesGrille grille={grille} />
          </>
        }
        plein
        className="remplit"
      >
        <Grille
          grille={grille}
          libelle="Différences avec la base ; Entrée change la décision"
          lignes={lignes}
          colonnes={COLONNES}
          cle={({ cle }) => cle}
          onOuvrir={({ prise, decider }) => prise !== null && decider(!prise)}
        />
      </Carte>
    </div>
  );
}
