import { type ReactNode, useMemo, useState } from 'react';
import type { AnomalieImport, Apercu } from '../../../shared/contract/imports.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { BadgeAnomalie, Cellule } from '../../ui/Badge.tsx';
import { Carte } from '../../ui/Carte.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { RechercheGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { Signe } from '../../ui/Signe.tsx';

interface Ligne extends AnomalieImport {
  readonly cle: string;
}

function adresse({ feuille, cellule }: AnomalieImport): string {
  return [feuille, cellule].filter((part) => part !== null).join('!');
}

/** Un long nom de feuille se coupe ; la case, jamais. */
function CelluleCourte({ feuille, cellule }: AnomalieImport) {
  return (
    <span className="cellule import-cellule" title={[feuille, cellule].filter((part) => part !== null).join('!')}>
      <span className="elide">{feuille}</span>
      {cellule !== null && <span>{`!${cellule}`}</span>}
    </span>
  );
}

const COLONNES: readonly ColonneGrille<Ligne>[] = [
  {
    code: 'gravite',
    titre: 'Gravité',
    largeur: 98,
    valeur: ({ bloquante }) => (bloquante ? 'Bloquante' : 'À vérifier'),
    rendu: ({ bloquante }) => <BadgeAnomalie bloquante={bloquante} />,
  },
  {
    code: 'cellule',
    titre: 'Cellule',
    largeur: 118,
    valeur: adresse,
    rendu: (ligne) => adresse(ligne) !== '' && <CelluleCourte {...ligne} />,
  },
  {
    code: 'numero',
    titre: 'N°',
    titreLong: 'Numéro du dossier',
    largeur: 76,
    valeur: (l) => l.numeroDossier,
    attenue: true,
  },
  {
    code: 'valeur',
    titre: 'Valeur lue',
    largeur: 90,
    valeur: ({ valeur }) => valeur,
    graisse: 'm',
    rendu: ({ valeur }) => (
      <span className="elide" title={valeur}>
        {valeur === '' ? <span className="encre3">(vide)</span> : valeur}
      </span>
    ),
  },
  {
    code: 'message',
    titre: 'Constat et suite',
    valeur: ({ message }) => message,
    largeurMin: 200,
    rendu: ({ message }) => (
      <span className="elide" title={message}>
        {message}
      </span>
    ),
  },
];

interface Props {
  readonly apercu: Apercu;
  readonly pied: ReactNode;
}

/** Les anomalies du fichier, bloquantes d’abord, chacune avec sa cellule ; celle du focus s’écrit en entier dessous. */
export function AnomaliesImport({ apercu, pied }: Props) {
  const grille = useGrille<Ligne>('import-anomalies');
  const [gravite, setGravite] = useState<boolean | null>(null);
  const [courante, setCourante] = useState<Ligne | null>(null);
  const toutes = useMemo(
    () =>
      apercu.anomalies
        .map((anomalie, rang): Ligne => ({ ...anomalie, cle: `${rang}` }))
        .toSorted((a, b) => Number(b.bloquante) - Number(a.bloquante)),
    [apercu.anomalies],
  );
  const lignes = gravite === null ? toutes : toutes.filter(({ bloquante }) => bloquante === gravite);
  const bloquantes = toutes.filter(({ bloquante }) => bloquante).length;
  const aVerifier = toutes.length - bloquantes;
  const filtre = (valeur: boolean, nombre: number, mot: string) =>
    nombre > 0 && (
      <button
        type="button"
        className={`import-filtre badge badge-${valeur ? 'al' : 'att'}`}
        aria-pressed={gravite === valeur}
        onClick={() => setGravite(gravite === valeur ? null : valeur)}
      >
        <Signe nom={valeur ? 'refus' : 'attention'} taille={12} />
        {`${formaterEntier(nombre)} ${mot}`}
      </button>
    );
  return (
    <Carte
      titre="Anomalies"
      sousTitre={
        <span className="rangee serree">
          {filtre(true, bloquantes, bloquantes < 2 ? 'bloquante' : 'bloquantes')}
          {filtre(false, aVerifier, 'à vérifier')}
        </span>
      }
      actions={<RechercheGrille grille={grille} exemple="Filtrer les anomalies…" />}
      plein
      pied={pied}
    >
      <Grille
        grille={grille}
        libelle="Anomalies du fichier"
        lignes={lignes}
        colonnes={COLONNES}
        cle={({ cle }) => cle}
        onCourante={setCourante}
        vide="Aucune anomalie dans ce fichier."
      />
      {courante !== null && (
        <p className="import-anomalie" aria-live="polite">
          <Cellule adresse={adresse(courante) || courante.fichier} /> {courante.message}
        </p>
      )}
    </Carte>
  );
}
